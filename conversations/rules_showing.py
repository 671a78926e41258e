"""Rules in words: what holds and from where, the form, and what other numbers would have told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from care.backtest import Count, Tested
from care.people import ClientId
from care.rule_settings import Level, Setting
from care.rulebook import BOOK, STATE, Parameter, Value
from care.rules import Rule
from conversations.contents import Argument, Button, Line, Look, Sentences, Style
from conversations.envelopes import Shown, ShownLine
from conversations.flows import rules
from conversations.form_fields import OneOfField, Option, ShownField, WordsField
from conversations.known_showing import KnownFacts, end_button, in_short
from conversations.showing import ShownForm, button
from conversations.style_showing import tested_line
from conversations.turn import Form
from conversations.wording import Wording

Held = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class RulesFacts:
    """What holds for a client, or for a therapist's clients (no code), and by whom it is set."""

    client: ClientId | None
    code: str
    chosen: Mapping[Rule, Held]
    levels: Mapping[tuple[Rule, str], Level]
    """Where a parameter is set, the nearest place; without an entry the usual value holds."""


def listed(facts: RulesFacts, known: Sequence[KnownFacts], words: Wording) -> Sentences:
    """Every rule that can be set, in the numbers that hold, with a button to change each."""
    key = "rules-list-client" if facts.code else "rules-list-own"
    lines = [Line(key, {"client": facts.code}, Style.TITLE)]
    buttons = []
    for each in rules.SETTABLE:
        held = facts.chosen[each.rule]
        args: dict[str, Argument] = {
            "rule": words.say(f"rules-name-{each.rule}"),
            "state": words.say(f"rules-state-{held[STATE]}"),
            "definition": words.say(f"alert-{each.rule}-rule", {**held}),
            "where": _where(each.rule, facts, words),
        }
        lines.append(Line("rules-entry", args))
        about = rules.about(facts.client, each.rule)
        buttons.append(Button("rules-change-button", about, rules.OPEN, {"rule": args["rule"]}))
    lines += map(in_short, known)
    lines.append(Line("rules-list-note", style=Style.NOTE))
    rows = [tuple(buttons), *((end_button(each),) for each in known)]
    return Sentences(tuple(lines), tuple(rows))


def _where(rule: Rule, facts: RulesFacts, words: Wording) -> str:
    by_level: dict[Level, list[str]] = {}
    for each in BOOK[rule].parameters:
        level = facts.levels.get((rule, each.name))
        if level is not None:
            said = value_of(each, facts.chosen[rule][each.name], words)
            by_level.setdefault(level, []).append(said)
    if not by_level:
        return words.say("rules-where-usual")
    return " ".join(
        words.say(f"rules-where-{level}", {"what": ", ".join(by_level[level])})
        for level in reversed(Level)
        if level in by_level
    )


def value_of(parameter: Parameter, value: Value, words: Wording) -> str:
    """A parameter and to what it is set, in a few words."""
    name = words.say(f"rules-parameter-{parameter.name}")
    return words.say("rules-value", {"name": name, "value": _told(parameter, value, words)})


def _told(parameter: Parameter, value: Value, words: Wording) -> Argument:
    if parameter.choices:
        return words.say(f"rules-{parameter.name}-{value}")
    return value


def rule_form(rule: Rule, facts: RulesFacts, words: Wording) -> ShownForm:
    """The numbers of one rule as they hold, to be changed."""
    held = facts.chosen[rule]
    context = [words.say(f"rules-name-{rule}"), words.say(f"alert-{rule}-rule", {**held})]
    if facts.code:
        context.append(words.say("rules-form-client", {"client": facts.code}))
    return ShownForm(
        Form.RULE,
        rules.about(facts.client, rule).removeprefix(f"{rules.QUESTION}:"),
        words.say("rules-form-title"),
        words.say("rules-form-submit"),
        words.say("support-cancel"),
        (*context, words.say("rules-form-tried")),
        "",
        "",
        (),
        None,
        fields=tuple(_field(each, held[each.name], words) for each in BOOK[rule].parameters),
    )


def _field(parameter: Parameter, value: Value, words: Wording) -> ShownField:
    label = words.say(f"rules-parameter-{parameter.name}")
    if parameter.choices:
        options = tuple(
            Option(words.say(f"rules-{parameter.name}-{each}"), each) for each in parameter.choices
        )
        return OneOfField(parameter.name, label, options, str(value))
    hint = ""
    if parameter.is_number:
        key = "rules-whole-number" if parameter.whole else "rules-number"
        hint = words.say(key, {"lowest": parameter.lowest, "highest": parameter.highest})
    return WordsField(parameter.name, label, hint, str(value))


@dataclass(frozen=True, slots=True)
class RuleTested:
    """The back-test of a rule as it holds, and as it is proposed."""

    client: ClientId | None
    code: str
    rule: Rule
    now: Tested
    then: Tested
    proposed: tuple[Setting, ...]


NONE = Count(0, 0, None, ())


def tried(tested: RuleTested, words: Wording) -> Shown:
    """What the rule tells now beside what it would have told, and the ways on."""
    rule = words.say(f"rules-name-{tested.rule}")
    args: dict[str, Argument] = {
        "days": tested.now.days,
        "clients": tested.now.clients,
        "client": tested.code,
    }
    changes = ", ".join(
        value_of(parameter, each.value, words)
        for each in tested.proposed
        if each.value is not None
        and (parameter := BOOK[tested.rule].parameter(each.parameter)) is not None
    )
    now, then = (each.rules.get(tested.rule, NONE) for each in (tested.now, tested.then))
    found = (
        ShownLine(words.say("rules-tried-client" if tested.code else "rules-tried-own", args)),
        ShownLine(tested_line(words.say("rules-style-now"), now, words)),
        ShownLine(tested_line(words.say("rules-tried-then"), then, words)),
    )
    lines = (
        ShownLine(rule, Style.TITLE),
        ShownLine(words.say("rules-tried-changes", {"changes": changes})),
        *found,
        ShownLine(words.say("rules-tried-note"), Style.NOTE),
    )
    about = rules.about(tested.client, tested.rule)
    saving = rules.saving(tested.proposed)
    row = (
        Button("rules-save-button", about, saving, look=Look.PRIMARY),
        Button("rules-change-again-button", about, rules.OPEN),
        Button("rules-back-button", about, rules.BACK),
    )
    return Shown(lines, (tuple(button(each, words, {}) for each in row),))
