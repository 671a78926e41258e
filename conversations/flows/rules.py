"""The rules of a therapist, or for one client: looked at, tried beside what holds, and kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from care.people import ClientId
from care.rule_settings import USUAL, NotASetting, Setting, parse
from care.rulebook import BOOK, Definition, Parameter
from care.rules import Rule
from conversations.contents import Line, Sentences
from conversations.courses import is_course
from conversations.flows import workplace
from conversations.tuning import OpenRuleForm, SetRule, ShowRules, TryRule, TuningEffect
from conversations.turn import Asked, Event, Form, Say, Submitted, Tapped, Turn
from questionnaires.library import Library

if TYPE_CHECKING:
    from conversations.view import View

QUESTION = "rules"
OPEN, SAVE, BACK = "open", "save-", "back"
OWN = "own"
"""Stands for the one who acts where a client could stand."""

_RULES = ("rules", "reglas")

SETTABLE: tuple[Definition, ...] = tuple(each for each in BOOK.values() if not each.is_fixed)
"""The rules of which something can be set, in the order of the book."""


def about(client: ClientId | None, rule: Rule | None = None) -> str:
    """What a button or a form is about: for whom, and perhaps which rule."""
    whose = f"{QUESTION}:{client or OWN}"
    return whose if rule is None else f"{whose}:{rule}"


def concerns(event: Event) -> bool:
    """Whether this is about rules."""
    match event:
        case Tapped(question):
            return question.partition(":")[0] == QUESTION
        case Asked(workplace.COMMAND, words):
            return words.strip().partition(" ")[0].casefold() in _RULES
        case Submitted(form):
            return form == Form.RULE
        case _:
            return False


def asked_for(event: Event) -> str | None:
    """Whom this is about, as a record is asked for; None where it is the one who acts."""
    match event:
        case Asked(words=words):
            code = words.strip().partition(" ")[2].strip()
            return f"code {code}" if code else None
        case Tapped(question=named) | Submitted(about=named):
            whose = named.removeprefix(f"{QUESTION}:").partition(":")[0]
            return None if whose == OWN else f"client {whose}"
        case _:
            return None


def problems(ref: str, values: Mapping[str, str], library: Library) -> dict[str, Line]:
    """What keeps a rule's numbers from being tried, by field; needs no database."""
    rule = _rule_of(ref)
    if rule is None:
        return {}
    found = {}
    for each in BOOK[rule].parameters:
        typed = values.get(each.name, "").strip()
        if _setting(rule, each, typed) is None:
            found[each.name] = _bounds(each)
        elif each.name == "instrument" and not is_course(typed.lower(), library):
            found[each.name] = Line("rules-no-such-score", {"score": typed})
    return found


def _setting(rule: Rule, parameter: Parameter, typed: str) -> Setting | None:
    try:
        return None if typed.lower() == USUAL else parse(f"{rule}.{parameter.name}={typed}")
    except NotASetting:
        return None


def _bounds(parameter: Parameter) -> Line:
    if not parameter.is_number:
        return Line("rules-no-such-score", {"score": ""})
    key = "rules-whole-number" if parameter.whole else "rules-number"
    return Line(key, {"lowest": parameter.lowest, "highest": parameter.highest})


def _rule_of(ref: str) -> Rule | None:
    named = ref.rpartition(":")[2]
    is_settable = any(each.rule == named for each in SETTABLE)
    return Rule(named) if is_settable else None


def take_turn(event: Event, view: View) -> Turn[None]:
    """The list, a form, what was filled in, or what is kept."""
    client = view.asked_about
    if asked_for(event) is not None and client is None:
        return Turn(None, (workplace.not_yours(),))
    match event:
        case Submitted(_, ref, values) if rule := _rule_of(ref):
            settings = (
                _setting(rule, each, values.get(each.name, "").strip())
                for each in BOOK[rule].parameters
            )
            proposed = tuple(each for each in settings if each is not None)
            return Turn(None, (TryRule(client, rule, proposed),))
        case Tapped(question, choice) if rule := _rule_of(question):
            return Turn(None, (_pressed(client, rule, choice),))
        case Submitted():
            return Turn(None, (Say(Sentences((Line("old-button"),))),))
        case _:
            return Turn(None, (ShowRules(client),))


def _pressed(client: ClientId | None, rule: Rule, choice: str) -> Say | TuningEffect:
    if choice == OPEN:
        return OpenRuleForm(client, rule)
    if choice == BACK:
        nothing = tuple(Setting(rule, each.name, None) for each in BOOK[rule].parameters)
        return SetRule(client, rule, nothing)
    try:
        decided = tuple(map(parse, choice.removeprefix(SAVE).split(",")))
    except NotASetting:
        decided = ()
    if not choice.startswith(SAVE) or not decided or any(each.rule != rule for each in decided):
        return Say(Sentences((Line("old-button"),)))
    return SetRule(client, rule, decided)


def saving(decided: Iterable[Setting]) -> str:
    """What the button carries that keeps these numbers."""
    return SAVE + ",".join(f"{each.rule}.{each.parameter}={each.value}" for each in decided)
