"""`docs/rules.md`, from the rulebook and a simulation: python -m benchmarks.rules_page."""

from collections.abc import Container, Iterator, Mapping
from pathlib import Path

from benchmarks.alarms import CASELOAD, Simulated, Size, simulated
from benchmarks.reading import bar
from care.alerts import Urgency
from care.rule_settings import DEFAULTS, Style, style
from care.rulebook import BOOK, STATE, Definition
from care.rules import Rule
from care.watching import OF_ATTENDANCE, OF_DAYS
from conversations.wording import wording

PAGE = Path(__file__).parents[1] / "docs" / "rules.md"
SEED = 1

HEAD = """# Alert rules

For therapists, and for whoever sets rules. This page is written by
`python -m benchmarks.rules_page` from the rulebook (`care/rulebook.py`), the wording and a
simulation; a test fails when it does not say what the rules are.

An alert says what happened, in numbers and dates, and by which rule it was found. It says nothing
about why, and no rule knows how somebody is. What is not found here may still be there.

- Days are the client's own local days. A day without an answer breaks a run of days.
- An answer that comes late, or is corrected, counts on its own day, and the rules are asked again.
  A client corrects one within a week with *Change an answer*; what stood there before is kept. Of a
  day that is asked about twice the later check-in holds.
- There is one open alert for each rule and client. What is found again is added to it. It closes by
  itself when its condition ends, and its card says so. After that, or after you have resolved it,
  the rule is quiet about this client for 7 days. Homework, a journal or a message of which there is
  something to tell in that time is told at its end.
- When a rule is switched off, for the practice, a therapist or a client, what it has told closes
  where the nearest setting is off now. The card says so, and not that its condition has ended.
- More than 5 alerts on one day: what is found beyond them joins the next day's digest. A critical
  answer and a client who asks never count, never wait and cannot be switched off.
- In a pause, after a stop, and for a client who has switched notes about patterns off, no rule
  tells anything; a critical answer and a client who asks are told all the same. After a discharge
  nothing is told at all, what was open closes, and the client reads so; a readmission begins with a
  new baseline.
- Below every card stand *Useful*, *Not useful* and *Knew already*. `portal rule list` shows for
  each rule how many of those judged were useful.

## Setting rules

`portal rule list` shows every rule as it is set, `portal rule set declining-mood.falls=4` changes
one, with `--therapist` or `--client` for one of them alone: the nearest setting wins, and
`declining-mood.falls=usual` takes one back. `portal rule set --style quiet` sets all at once.

In Slack a therapist sees every rule as it holds, and where each number comes from: *Rules* on Home
or `/portal rules` for their own clients, *Rules* beside a client or `/portal rules CODE` for one.
What is changed in the form is first shown beside what holds now, over the last 60 days, and kept by
*Save*.

Before you change something, ask what it would have told:
`portal rule backtest --days 60 --set declining-mood.falls=4` goes through what your clients have
really sent, their homework, their messages, their appointments and the days of their journal, with
the rules as they are set and as you propose, side by side. It assumes that nobody resolves an alert
before its condition ends.

`portal rule set declining-mood=shadow` asks the rule and counts what it finds, and tells nobody.

One answer goes through all rules from a small state of the last 35 days. Until there are 35 the
state is smaller, so that the tenth day costs about half of what the 35th does. From then on a day
costs the same, the thousandth as well ([figures](numbers.md), `python -m benchmarks rules`).
"""

WHY: Mapping[Rule, str] = {
    Rule.DECLINING_MOOD: "Simple to follow, and easily fooled: days go up and down by themselves.",
    Rule.RISING_ANXIETY: "As for mood, upwards.",
    Rule.BELOW_OWN_BASELINE: "Compares a client with that client. It finds most real declines, and "
    "wants two weeks of answers first.",
    Rule.MISSED_CHECK_INS: "Silence that is unusual for this client. Who rarely answers is not "
    "reported for going on so.",
    Rule.ENGAGEMENT_DECLINE: "A slow leaving, which no single open check-in shows. The 7 days end "
    "with the newest check-in that is over. With fewer due, as with a single questionnaire a week, "
    "it says nothing.",
    Rule.RELIABLE_DETERIORATION: "A score is worse than the first one by more than measurement "
    "error.",
    Rule.NO_RELIABLE_CHANGE: "A reason to look together at what is done. Stable clients meet it "
    "often, so it is off.",
    Rule.SCORE_THRESHOLD: "For who wants to know of a certain score of a certain scale.",
    Rule.CRITICAL_ITEM: "Told with the answer itself, at any hour, before the questionnaire ends.",
    Rule.CRISIS_WORDS: "Looked for in what a client writes here for the therapist, in every "
    "language of the list. The client is shown the crisis contacts with it.",
    Rule.UNANSWERED_MESSAGE: "The client was told that nobody reads at once, and may still wait. "
    "It is looked at when the working hours have passed, in a pause of the client's too; an answer "
    "that was sent ends it, and so does *No answer needed*.",
    Rule.HOMEWORK_OVERDUE: "A reason to ask whether the step was too big. To the client nothing is "
    "ever late, and any answer ends it.",
    Rule.PRACTICE_GAP: "A reason to ask what has come between. Only days on which practice was "
    "asked about count, answered or not: none of a pause. It is for clients whose check-ins ask "
    "about practice, and who have practised in the last 35 days. The next practice ends it.",
    Rule.NO_JOURNAL: "A reason to ask whether the writing still does good. The usual gap is the "
    "median of the days from one day with an entry to the next, over the 90 days that end with the "
    "newest entry, and wants at least 3 such days. Asked is it only while the client shares a "
    "journal, and only about entries that were written since then, those that are private as well; "
    "the client was told so. Days of a pause do not count, and after an entry was deleted nothing "
    "is told before the next one. The next entry ends it.",
    Rule.UNCONFIRMED_APPOINTMENT: "It is looked at once a day from a week before, and at the very "
    "hour. It closes by itself with an answer, with another time that is further away, when it is "
    "cancelled, and when it begins. A yes to a time that was moved is no yes to the new one. In a "
    "pause nothing is found.",
    Rule.ASKED_FOR_THERAPIST: "Pressed by the client, or answered with “not sure” or “no”.",
}

OF_GETTING_WORSE = (*OF_DAYS, Rule.RELIABLE_DETERIORATION, Rule.SCORE_THRESHOLD)
"""The rules that are there to find somebody getting worse."""

OF_DRAWING_BACK = (
    *OF_ATTENDANCE,
    Rule.NO_JOURNAL,
    Rule.HOMEWORK_OVERDUE,
    Rule.PRACTICE_GAP,
    Rule.UNCONFIRMED_APPOINTMENT,
)
"""The rules that are there to find somebody who does less than usual."""

TOLD = {
    Urgency.NOW: "at once, at any hour",
    Urgency.TODAY: "as a card, in working hours",
    Urgency.DIGEST: "with the daily digest",
    Urgency.HOME: "on Home alone",
}


def page(found: Simulated) -> str:
    """The whole page."""
    return "\n".join([*rules(), *_styles(), *_measured(found)])


def rules() -> Iterator[str]:
    """The part that the rulebook and the wording decide."""
    yield HEAD
    yield "## The rules\n"
    for rule, definition in BOOK.items():
        yield from _rule(rule, definition)


def _rule(rule: Rule, definition: Definition) -> Iterator[str]:
    yield f"### `{rule}`\n"
    yield f"{_sentence(rule)} {WHY[rule]}\n"
    state = DEFAULTS[rule].get(STATE, "always on")
    yield f"Told {TOLD[definition.urgency]}. By default: {state}.\n"
    if definition.parameters:
        yield "| parameter | default | allowed |\n| --- | ---: | --- |"
        for each in definition.parameters:
            allowed = (
                ", ".join(each.choices)
                if each.choices
                else f"{each.lowest:g} to {each.highest:g}"
                if each.is_number
                else "the name of a score"
            )
            yield f"| `{each.name}` | {each.default} | {allowed} |"
        yield ""


def _sentence(rule: Rule) -> str:
    text = wording("en").say(f"alert-{rule}-rule", {**DEFAULTS[rule]})
    # What Fluent puts around what it fills in is for chats that mix directions of writing.
    plain = text.replace("\u2068", "").replace("\u2069", "").removeprefix("Rule: ")
    return plain[0].upper() + plain[1:]


def _styles() -> Iterator[str]:
    yield "## Styles\n"
    yield "*Balanced* is every default. What the others set differently:\n"
    for each in (Style.QUIET, Style.CLOSE):
        differing = [
            f"`{one.rule}.{one.parameter}={one.value}`"
            for one in style(each)
            if one.value != DEFAULTS[one.rule][one.parameter]
        ]
        yield f"- *{each.value}*: {', '.join(differing)}"
    yield ""


def _finds(rule: str, meant_for: Container[Rule], percent: float) -> str:
    return f"{percent:.0f} %" if Rule(rule) in meant_for else "not what it is for"


def _measured(found: Simulated) -> Iterator[str]:
    yield "## How often they alarm\n"
    yield (
        "Measured on made-up clients (`python -m benchmarks alarms`), each rule switched on with "
        "its defaults. Their mood and anxiety swing round their own mean, four of five check-ins "
        "are answered, a PHQ-9 and a piece of homework come each week, four of five pieces are "
        "done in time, and most sessions get a yes. Every third is asked about practice and "
        "practises on four of five days, every second shares a journal, and each writes a message "
        "every three weeks, which waits for two and a half working hours on the average. Who gets "
        "worse loses three points of mood of ten within four weeks, and goes on as usual. Who "
        "draws back feels as before, and does three tenths of what was usual after two weeks. "
        "Counted are those who give occasion for a rule: who keeps no journal cannot stop. Real "
        "people differ: the back-test on your own clients says more. A critical answer, a client "
        "who asks and crisis words are no patterns: they are told always, and are not in here.\n"
    )
    yield (
        "| rule | alarms about a stable client, in a month | finds who gets worse, within six "
        "weeks | finds who draws back, within six weeks |"
    )
    yield "| --- | ---: | ---: | ---: |"
    for rule, (stable, worse, draws_back) in found.rules.items():
        finds = _finds(rule, OF_GETTING_WORSE, worse), _finds(rule, OF_DRAWING_BACK, draws_back)
        yield f"| `{rule}` | {stable:.0f} % | {finds[0]} | {finds[1]} |"
    yield (
        f"\nA therapist's day with {CASELOAD} clients who are all stable, so that every alert is "
        "one too many:\n"
    )
    yield "| style | cards a day | clients in the digest a day | on Home alone a day |"
    yield "| --- | ---: | ---: | ---: |"
    for named, day in found.styles.items():
        numbers = (day["told_a_day"], day["in_the_digest_a_day"], day["on_home_a_day"])
        yield f"| {named} | " + " | ".join(f"{each:.1f}" for each in numbers) + " |"
    yield ""


if __name__ == "__main__":
    PAGE.write_text(page(simulated(SEED, Size(), bar)), encoding="utf-8")
