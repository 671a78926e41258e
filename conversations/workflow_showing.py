"""Workflows in words: each as one sentence, what ran, the card that tells of it, and the list."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import reduce
from typing import Any, assert_never

from care.workflow_fitting import instrument_of
from care.workflows import (
    Action,
    AnswerIs,
    AskScale,
    Condition,
    Did,
    FirstWeek,
    GiveHomework,
    GiveResource,
    HasTag,
    HomeworkReviewed,
    Kept,
    Outcome,
    QuestionnaireDone,
    ScoreChanged,
    ScoreIs,
    TellTherapist,
    Trigger,
    Workflow,
)
from conversations.contents import Argument, Button, Look, Style
from conversations.courses import titled
from conversations.envelopes import Shown, ShownButton, ShownLine, ShownSection, ShownWindow
from conversations.flows import workflows as flow
from conversations.showing import button
from conversations.wording import Wording
from questionnaires.catalogue import UnknownInstrument
from questionnaires.change import Change

LATELY = timedelta(days=30)
"""Of how long the runs are counted."""

SHOWN = 30
"""So many workflows stand in the window: Slack takes a hundred blocks, and each is three."""

SHOWN_RUNS = 5
"""What ran for a client: so many of the newest."""


# --- one sentence ------------------------------------------------------------------------------


def sentence(workflow: Workflow, words: Wording) -> str:
    """When PHQ-9 is answered, if the score is 15 or more: ask GAD-7 once after 1 day."""
    when = _when(workflow.when, words)
    then = _joined("workflow-then", (_does(each, words) for each in workflow.actions), words)
    if not workflow.conditions:
        return words.say("workflow-sentence-always", {"when": when, "then": then})
    conditions = (_if(each, workflow, words) for each in workflow.conditions)
    said = _joined("workflow-and", conditions, words)
    return words.say("workflow-sentence", {"when": when, "if": said, "then": then})


def _joined(key: str, parts: Iterable[str], words: Wording) -> str:
    return reduce(lambda one, two: words.say(key, {"first": one, "second": two}), parts)


def _when(when: Trigger, words: Wording) -> str:
    match when:
        case QuestionnaireDone(instrument):
            return words.say("workflow-when-questionnaire", {"title": title(instrument, words)})
        case ScoreChanged(measure, Change.IMPROVED):
            return words.say("workflow-when-improved", {"title": title(measure, words)})
        case ScoreChanged(measure):
            return words.say("workflow-when-deteriorated", {"title": title(measure, words)})
        case HomeworkReviewed():
            return words.say("workflow-when-homework")
        case FirstWeek():
            return words.say("workflow-when-first-week")
        case _:
            assert_never(when)


_SCORE_KEYS = {
    (True, True): "workflow-if-score-at-least",
    (True, False): "workflow-if-score-at-most",
    (False, True): "workflow-if-other-score-at-least",
    (False, False): "workflow-if-other-score-at-most",
}
"""By whether it is the score of what was answered, and whether the number is the least."""


def _if(condition: Condition, workflow: Workflow, words: Wording) -> str:
    match condition:
        case ScoreIs(measure, at_least, at_most):
            at = at_most if at_least is None else at_least
            args: dict[str, Argument] = {"at": f"{at:g}", "title": title(measure, words)}
            is_own = measure == instrument_of(workflow)
            return words.say(_SCORE_KEYS[is_own, at_least is not None], args)
        case AnswerIs(item, at_least):
            return words.say("workflow-if-item", {"item": item, "at": at_least})
        case HasTag(tag):
            return words.say("workflow-if-tag", {"tag": tag})
        case _:
            assert_never(condition)


def _does(action: Action, words: Wording) -> str:
    match action:
        case AskScale(instrument, days):
            args: dict[str, Argument] = {"title": title(instrument, words), "days": days}
            return words.say("workflow-do-ask", args)
        case TellTherapist():
            return words.say("workflow-do-tell")
        case GiveHomework(name, _, days):
            return words.say("workflow-do-homework", {"title": name, "days": days})
        case GiveResource(code):
            return words.say("workflow-do-resource", {"resource": code})
        case _:
            assert_never(action)


def title(name: str, words: Wording) -> str:
    """What an instrument, or a score, is called in the reader's language."""
    try:
        return titled(name, words)
    except UnknownInstrument:
        pass
    version = words.library.newest_version(name)
    asked = words.library.nearest(name, version, words.locale) if version else None
    return asked.title if asked else name.upper()


def told(did: Did, words: Wording, *, stays: bool = False) -> str:
    """What became of one action: done, or why not.

    In a message that stays in Slack nothing of a shelf is named: it can say what somebody
    is treated for.
    """
    about = did.about
    if did.kind == "ask":
        about = title(about, words)
    elif did.kind == "resource" and stays:
        about = words.say("workflow-some-resource")
    args: dict[str, Argument | date] = {"title": about}
    if did.on is not None:
        args["on"] = did.on
    if did.outcome is Outcome.DONE:
        return words.say(f"workflow-did-{did.kind}-done", args)
    what = words.say(f"workflow-kind-{did.kind}", args)
    return words.say(
        "workflow-not", {"what": what, "why": words.say(f"workflow-why-{did.outcome}")}
    )


# --- the card ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RunFacts:
    """A run as its card tells it."""

    client: str
    name: str
    facts: Mapping[str, Any]
    did: Sequence[Did]
    shows_numbers: bool
    """Whether the client agrees to numbers being shown in Slack."""


def card(run: RunFacts, words: Wording) -> Shown:
    """What happened, in numbers, and what was done."""
    known: dict[str, Argument] = {"client": run.client, "name": run.name}
    happened = [_happened(run.facts, words)]
    if run.shows_numbers:
        happened += _numbers(run.facts, words)
    elif run.facts.get("scores") or run.facts.get("answers"):
        happened.append(words.say("workflow-card-hidden", known))
    others = [told(each, words, stays=True) for each in run.did if each.kind != "tell"]
    lines = [
        ShownLine(words.say("workflow-card-title", known), Style.TITLE),
        ShownLine(" ".join(happened)),
        *(ShownLine(f"{each[0].upper()}{each[1:]}.") for each in others),
        ShownLine(words.say("workflow-card-note", known), Style.NOTE),
    ]
    return Shown(tuple(lines))


def _happened(facts: Mapping[str, Any], words: Wording) -> str:
    args: dict[str, Argument | date] = {"on": date.fromisoformat(facts["on"])}
    if "instrument" in facts:
        args["title"] = title(facts["instrument"], words)
        return words.say("workflow-card-answered", args)
    key = "workflow-card-reviewed" if facts.get("homework") else "workflow-card-first-week"
    return words.say(key, args)


def _numbers(facts: Mapping[str, Any], words: Wording) -> list[str]:
    said = [
        words.say("workflow-card-score", {"title": title(name, words), "score": f"{score:g}"})
        for name, score in facts.get("scores", {}).items()
    ]
    if "changed" in facts:
        name, to, baseline, on = facts["changed"]
        args: dict[str, Argument | date] = {
            "title": title(name, words),
            "baseline": f"{baseline:g}",
            "baseline_on": date.fromisoformat(on),
        }
        said.append(words.say(f"workflow-card-{to}", args))
    said += (
        words.say("workflow-card-answer", {"item": item, "value": value})
        for item, value in facts.get("answers", ())
    )
    return said


# --- the list ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ran:
    """One run for the list of what ran lately."""

    at: datetime
    name: str
    did: Sequence[Did]


@dataclass(frozen=True, slots=True)
class ListFacts:
    """Every workflow as it stands for the practice, or for one client of it."""

    kept: Sequence[Kept]
    counts: Mapping[str, tuple[int, int]]
    """How often each ran lately, and for how many clients."""
    client: str = ""
    """The client's code; empty where the list is the practice's."""
    about: str = flow.EVERYBODY
    said: Mapping[str, bool] | None = None
    """What is said for the client in particular."""
    runs: Sequence[Ran] = ()
    troubles: Mapping[str, str] | None = None
    """Why one cannot run as things are: what it asks or gives is offered no more."""


def window(facts: ListFacts, words: Wording) -> ShownWindow:
    """The one place where workflows are listed and switched."""
    known: dict[str, Argument] = {"client": facts.client}
    opening = "workflow-about-client" if facts.client else "workflow-about"
    lines = [ShownLine(words.say(opening, known))]
    if len(facts.kept) > SHOWN:
        # At the head: whatever is cut off below, this is not.
        many: dict[str, Argument] = {"shown": SHOWN, "all": len(facts.kept)}
        lines.append(ShownLine(words.say("workflow-more", many), Style.NOTE))
    sections = [ShownSection(tuple(lines))]
    if not facts.kept:
        sections.append(ShownSection((ShownLine(words.say("workflow-none")),)))
    sections += (_section(each, facts, words) for each in facts.kept[:SHOWN])
    if facts.client:
        sections.append(_lately(facts, words))
    return ShownWindow(words.say("workflow-title"), words.say("workflow-close"), tuple(sections))


def _section(kept: Kept, facts: ListFacts, words: Wording) -> ShownSection:
    name = kept.workflow.name
    own = (facts.said or {}).get(name)
    on = kept.on if own is None else own
    state = words.say(
        f"workflow-{'on' if on else 'off'}", {"sentence": sentence(kept.workflow, words)}
    )
    many, clients = facts.counts.get(name, (0, 0))
    args: dict[str, Argument] = {
        "name": name,
        "version": kept.version,
        "runs": many,
        "clients": clients,
        "days": LATELY.days,
        "client": facts.client,
    }
    note = "workflow-note"
    if facts.client:
        note = "workflow-note-as-practice" if own is None else "workflow-note-own"
    wish = "off" if on else "on"
    buttons = [_button(wish, name, facts, words, Look.PLAIN if on else Look.PRIMARY)]
    if own is not None:
        buttons.append(_button("usual", name, facts, words))
    lines = [ShownLine(state), ShownLine(words.say(note, args), Style.NOTE)]
    if (why := (facts.troubles or {}).get(name)) is not None:
        lines.append(ShownLine(words.say("workflow-cannot", {"why": why}), Style.NOTE))
    return ShownSection(tuple(lines), tuple(buttons))


def _button(
    wish: str, name: str, facts: ListFacts, words: Wording, look: Look = Look.PLAIN
) -> ShownButton:
    question = f"{flow.QUESTION}:{facts.about}"
    return button(
        Button(f"workflow-{wish}-button", question, f"{wish}-{name}", look=look), words, {}
    )


def _lately(facts: ListFacts, words: Wording) -> ShownSection:
    if not facts.runs:
        nothing = words.say("workflow-lately-none", {"client": facts.client})
        return ShownSection((ShownLine(nothing, Style.NOTE),))
    ran = (
        words.say(
            "workflow-ran",
            {
                "at": each.at,
                "name": each.name,
                "did": "; ".join(told(did, words) for did in each.did),
            },
        )
        for each in facts.runs
    )
    lines = [ShownLine(words.say("workflow-lately"), Style.TITLE)]
    return ShownSection((*lines, ShownLine("\n".join(ran))))
