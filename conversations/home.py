"""Home in words: a therapist's clients by who needs attention, and what can be done about each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from care.access import Capability, Relation, Who, may
from care.alerts import AlertState
from care.appointments import Coming
from care.caseload import Attention, Discharged, Noted, Standing, attention
from care.homework import Count
from care.people import ClientStatus
from conversations.contents import Button, Listing, Look, Style
from conversations.courses import titled
from conversations.envelopes import Shown, ShownButton, ShownLine, ShownPage, ShownSection
from conversations.flows import (
    answering,
    appointing,
    assigning,
    group_practice,
    on_call,
    records,
    rules,
    schedules,
    shown,
    workflows,
    workplace,
)
from conversations.on_call_showing import DayOnCall, home_line
from conversations.showing import Choice, ShownForm, alert_buttons, button
from conversations.turn import Form
from conversations.wording import Wording

PER_PAGE = 25
"""Entries on one page: each takes three blocks at the most, and Slack shows a hundred."""

MOST_DISCHARGED = 50
"""So many stand in one message; whoever was discharged longer ago is found by code."""

TITLES = (
    (Who.SUPERVISOR, "staff-home-title-supervisor"),
    (Who.THERAPIST, "staff-home-title"),
    (Who.FACILITATOR, "staff-home-title-facilitator", "staff-home-facilitator"),
    (Who.ADMINISTRATOR, "staff-home-title-administrator", "staff-home-administrator"),
    (Who.AUDITOR, "staff-home-title-auditor", "staff-home-auditor"),
)
"""What stands above the page, and what is said instead of a list; the first that fits."""

TEST_AGAIN = timedelta(days=30)
"""A chain that was tested longer ago wants another test."""


@dataclass(frozen=True, slots=True)
class HomeFacts:
    """What a Home shows, as the rows have it now; the standings in their order."""

    now: datetime
    today: date
    practice: str
    standings: Sequence[Standing]
    chain: tuple[str, ...]
    """By name, who gets the reader's urgent cards, in order; for others the practice's chain."""
    tested_at: datetime | None
    who: frozenset[Who]
    """As what the reader is here: it decides what stands on the page."""
    away_until: datetime | None = None
    deputy: str = ""
    on_call: tuple[DayOnCall, ...] = ()
    """The next days with urgent hours; none where there is no rota."""
    discharged: tuple[Discharged, ...] = ()
    """Whose therapy has ended, the newest end first; they stand on no list but their own."""

    def may(self, wanted: Capability) -> bool:
        """Whether the reader may have this of their own page."""
        return may(self.who, wanted, Relation.SELF)


def home(facts: HomeFacts, words: Wording, page: int) -> ShownPage:
    """The page as staff open it; a long list goes on over several pages."""
    if not facts.may(Capability.SEE_LISTS):
        return ShownPage((_top(facts, words),))
    entries = [
        (attention(each, facts.today), each, alert)
        for each in facts.standings
        for alert in (each.alerts or (None,))
    ]
    pages = max((len(entries) + PER_PAGE - 1) // PER_PAGE, 1)
    page = min(page, pages - 1)
    sections = [_top(facts, words)]
    if not entries:
        sections.append(ShownSection((ShownLine(words.say("staff-home-empty")),)))
    group: Attention | None = None
    for why, standing, alert in entries[page * PER_PAGE : (page + 1) * PER_PAGE]:
        if why is not group:
            group = why
            how_many = len({each.client for kind, each, _ in entries if kind is why})
            title = words.say(f"staff-home-{why.name.lower()}", {"clients": how_many})
            sections.append(ShownSection((ShownLine(title, Style.TITLE),)))
        sections.append(_entry(standing, alert, words))
    if pages > 1:
        sections.append(_pages(page, pages, words))
    if facts.discharged:
        sections.append(_out_of_the_way(facts, words))
    return ShownPage(tuple(sections))


def _out_of_the_way(facts: HomeFacts, words: Wording) -> ShownSection:
    """How many were discharged, and the way to see them."""
    said = words.say("staff-home-discharged", {"clients": len(facts.discharged)})
    listed = Button("staff-discharged-button", workplace.HOME, workplace.DISCHARGED)
    return ShownSection((ShownLine(said, Style.NOTE),), (button(listed, words, {}),))


def stranger(words: Wording, practice: str) -> ShownPage:
    """What somebody sees who is no member of staff."""
    line = ShownLine(words.say("staff-stranger", {"practice": practice}))
    return ShownPage((ShownSection((line,)),))


def _top(facts: HomeFacts, words: Wording) -> ShownSection:
    title, *more = next((said for who, *said in TITLES if who in facts.who), ("staff-home-title",))
    lines = [ShownLine(words.say(title, {"practice": facts.practice}), Style.TITLE)]
    if not facts.may(Capability.SEE_LISTS):
        lines += (ShownLine(words.say(each)) for each in more)
    buttons = []
    if facts.may(Capability.SEE_LISTS):
        buttons.append(Button("record-list-button", workplace.HOME, records.READING))
        buttons.append(Button("rules-styles-button", workplace.HOME, workplace.STYLES))
        buttons.append(Button("rules-list-button", rules.about(None), rules.OPEN))
    if facts.may(Capability.SWITCH_WORKFLOWS):
        buttons.append(Button("workflow-button", workplace.HOME, workflows.QUESTION))
    if facts.may(Capability.READ_GROUP):
        buttons.append(group_practice.home_button())
    if facts.may(Capability.BE_AWAY):
        lines.append(ShownLine(away_line(facts.away_until, facts.deputy, words)))
        if facts.away_until is not None:
            back = Button("staff-back-button", workplace.HOME, workplace.BACK, look=Look.PRIMARY)
            buttons.append(back)
        else:
            buttons.append(Button("staff-away-button", workplace.HOME, workplace.AWAY))
    if facts.may(Capability.SEE_CHAIN):
        lines.append(ShownLine(_chain_line(facts, words), Style.NOTE))
        if facts.on_call:
            lines.append(ShownLine(home_line(facts.on_call, words), Style.NOTE))
            buttons.append(on_call.home_button())
        lines.append(ShownLine(tested_line(facts.tested_at, facts.now, words), Style.NOTE))
    if facts.may(Capability.TEST_CHAIN):
        buttons.append(Button("staff-test-button", workplace.HOME, workplace.TEST))
    return ShownSection(tuple(lines), tuple(button(each, words, {}) for each in buttons))


def _chain_line(facts: HomeFacts, words: Wording) -> str:
    people = " → ".join(facts.chain)
    if facts.may(Capability.TEST_CHAIN):
        return words.say("staff-home-chain", {"people": people})
    if not people:
        return words.say("staff-home-no-chain")
    return words.say("staff-home-chain-after", {"people": people})


def away_line(until: datetime | None, deputy: str, words: Wording) -> str:
    """Whether the reader is away, and what becomes of alerts meanwhile."""
    if until is None:
        return words.say("staff-here")
    if deputy:
        return words.say("staff-away-deputy", {"until": until, "deputy": deputy})
    return words.say("staff-away", {"until": until})


def tested_line(tested_at: datetime | None, now: datetime, words: Wording) -> str:
    """When the chain was last tested with success; a warning when that is long ago."""
    if tested_at is None:
        return words.say("staff-tested-never")
    key = "staff-tested-long-ago" if now - tested_at > TEST_AGAIN else "staff-tested"
    return words.say(key, {"at": tested_at})


def _entry(standing: Standing, alert: Noted | None, words: Wording) -> ShownSection:
    if alert is None:
        said = [standing.code, *_state(standing, words)]
        record = Button("record-open-button", f"{records.RECORD}:{standing.client}", records.OPEN)
        switches = Button("staff-shown-button", shown.slot(standing.client), shown.OPEN)
        pieces = _homework(standing)
        tuning = Button("rules-client-button", rules.about(standing.client), rules.OPEN)
        asked = Button("form-schedule-button", schedules.about(standing.client), schedules.OPEN)
        met = _appointments(standing)
        told = _notes(standing)
        row = (*_messages(standing), record, *told, pieces, met, switches, tuning, asked)
        buttons = tuple(button(each, words, {}) for each in row)
        return ShownSection((ShownLine(" · ".join(said)),), buttons)
    title = words.say("alert-title", {"client": standing.code, "what": finding(alert, words)})
    small = [_stands(alert, words), *_state(standing, words)]
    if standing.colleague:
        small.append(words.say("staff-home-colleague", {"therapist": standing.colleague}))
    acts = alert_buttons(
        alert.id, words, take=alert.is_urgent, acts=alert.may_act, opens=alert.may_open
    )
    if alert.may_open:
        acts = (*acts, *(button(each, words, {}) for each in _messages(standing)))
    if standing.notes and alert.may_open:
        acts = (*acts, *(button(each, words, {}) for each in _notes(standing)))
    if standing.coming is not None and standing.coming.requests and alert.may_open:
        acts = (*acts, button(_appointments(standing), words, {}))
    if standing.homework.came_back and alert.may_open:
        acts = (*acts, button(_homework(standing), words, {}))
    return ShownSection((ShownLine(title), ShownLine(" · ".join(small), Style.NOTE)), acts)


def _messages(standing: Standing) -> tuple[Button, ...]:
    """The way to what a client has written, while that waits for an answer."""
    if not standing.messages:
        return ()
    asked = answering.of(standing.client)
    return (Button("staff-messages-button", asked, answering.OPEN, look=Look.PRIMARY),)


def _notes(standing: Standing) -> tuple[Button, ...]:
    """The way to a new note, or to the one that the client wants changed."""
    if not standing.writes_notes:
        return ()
    asked = f"{records.RECORD}:{standing.client}"
    if standing.notes:
        return (Button("staff-note-change-button", asked, records.CHANGE, look=Look.PRIMARY),)
    return (Button("staff-note-button", asked, records.NOTE),)


def _homework(standing: Standing) -> Button:
    """The way to a client's homework; it stands out while something came back."""
    look = Look.PRIMARY if standing.homework.came_back else Look.PLAIN
    return Button("staff-homework-button", assigning.of(standing.client), assigning.OPEN, look=look)


def _appointments(standing: Standing) -> Button:
    """The way to a client's appointments; it stands out while another time is asked for."""
    waits = standing.coming is not None and standing.coming.requests
    look = Look.PRIMARY if waits else Look.PLAIN
    asked = appointing.of(standing.client)
    return Button("staff-appointment-button", asked, appointing.OPEN, look=look)


def coming_line(coming: Coming | None, words: Wording) -> list[str]:
    """When they meet next, and whether the client wants that."""
    if coming is None:
        return []
    said = "confirmed" if coming.confirmed else "open"
    told = [words.say(f"staff-appointment-next-{said}", {"at": coming.starts_at})]
    if coming.requests:
        told.append(words.say("staff-appointment-requested"))
    return told


def homework_line(count: Count, words: Wording) -> list[str]:
    """What is open, and what came back."""
    said = []
    if count.came_back:
        said.append(words.say("staff-homework-came-back", {"pieces": count.came_back}))
    if count.open:
        said.append(words.say("staff-homework-open", {"pieces": count.open}))
    return said


def finding(alert: Noted, words: Wording) -> str:
    """What an alert is about, in a few words."""
    if alert.instrument is None:
        return words.say(f"alert-{alert.rule}")
    return words.say(f"alert-{alert.rule}", {"instrument": titled(alert.instrument, words)})


def _stands(alert: Noted, words: Wording) -> str:
    """Since when, and who has it."""
    since = words.say("alert-raised", {"at": alert.raised_at})
    match alert.state:
        case AlertState.SNOOZED if alert.at is not None:
            status = words.say("alert-snoozed", {"by": alert.by, "until": alert.at})
        case AlertState.TAKEN if alert.at is not None:
            status = words.say("alert-taken", {"by": alert.by, "at": alert.at})
        case _:
            status = words.say("alert-open")
    return f"{since} {status}"


def _state(standing: Standing, words: Wording) -> list[str]:
    """How the client stands with the portal, in words."""
    said = []
    if standing.status is ClientStatus.PAUSED and standing.paused_until is not None:
        said.append(words.say("staff-client-paused-until", {"until": standing.paused_until}))
    elif standing.status is not ClientStatus.ACTIVE:
        said.append(words.say(f"staff-client-{standing.status}"))
    if standing.last_on is not None:
        said.append(words.say("staff-last-check-in", {"on": standing.last_on}))
    elif standing.status is ClientStatus.ACTIVE:
        said.append(words.say("staff-no-check-in"))
    if standing.has_open:
        said.append(words.say("staff-check-in-open"))
    if standing.messages:
        said.append(words.say("staff-messages-wait", {"messages": standing.messages}))
    if standing.notes:
        said.append(words.say("staff-notes-wait", {"notes": standing.notes}))
    said += homework_line(standing.homework, words)
    if standing.shared_entries:
        said.append(words.say("staff-journal-new", {"entries": standing.shared_entries}))
    said += coming_line(standing.coming, words)
    said += [words.say(f"staff-off-{each}") for each in standing.switched_off]
    return said


def _pages(page: int, pages: int, words: Wording) -> ShownSection:
    said = words.say("staff-home-page", {"page": page + 1, "pages": pages})
    turns = []
    if page > 0:
        turns.append(("staff-earlier-button", page - 1))
    if page + 1 < pages:
        turns.append(("staff-later-button", page + 1))
    return ShownSection(
        (ShownLine(said, Style.NOTE),),
        tuple(_turn(key, number, words) for key, number in turns),
    )


def _turn(key: str, number: int, words: Wording) -> ShownButton:
    return button(Button(key, workplace.HOME, f"{workplace.PAGE}{number}"), words, {})


def overview(facts: HomeFacts, words: Wording, listing: Listing) -> Shown:
    """What `/portal clients` and `/portal alerts` answer, in the order of Home."""
    if listing is Listing.DISCHARGED:
        return _discharged(facts, words)
    with_alerts = listing is Listing.ALERTS
    found = [each for each in facts.standings if each.alerts or not with_alerts]
    if not found:
        key = "staff-no-alerts" if with_alerts else "staff-home-empty"
        return Shown((ShownLine(words.say(key)),))
    key = "staff-alerts-title" if with_alerts else "staff-clients-title"
    lines = [ShownLine(words.say(key), Style.TITLE)]
    said = []
    for each in found:
        findings = [f"{finding(one, words)} ({_stands(one, words)})" for one in each.alerts]
        state = [] if with_alerts else _state(each, words)
        said.append(" · ".join([each.code, *findings, *state]))
    lines.append(ShownLine("\n".join(said)))
    lines.append(ShownLine(words.say("staff-help-home"), Style.NOTE))
    return Shown(tuple(lines))


def _discharged(facts: HomeFacts, words: Wording) -> Shown:
    """Everybody who was discharged, and what can be done about one of them."""
    if not facts.discharged:
        return Shown((ShownLine(words.say("staff-discharged-none")),))
    said = [
        words.say("staff-discharged-entry", {"client": each.code, "on": words.full_day(each.on)})
        for each in facts.discharged[:MOST_DISCHARGED]
    ]
    lines = [
        ShownLine(words.say("staff-discharged-title"), Style.TITLE),
        ShownLine("\n".join(said)),
    ]
    more = len(facts.discharged) - len(said)
    if more:
        lines.append(ShownLine(words.say("staff-discharged-more", {"clients": more}), Style.NOTE))
    lines.append(ShownLine(words.say("staff-discharged-what"), Style.NOTE))
    return Shown(tuple(lines))


def away_form(colleagues: Sequence[tuple[str, str]], start: datetime, words: Wording) -> ShownForm:
    """Until when, and who gets ordinary alerts meanwhile: (id, name) of each colleague."""
    nobody = Choice(words.say("staff-away-nobody"), workplace.NOBODY)
    return ShownForm(
        Form.AWAY,
        "",
        words.say("staff-away-title"),
        words.say("staff-away-submit"),
        words.say("support-cancel"),
        (words.say("staff-away-urgent"),),
        "deputy",
        words.say("staff-away-deputy-label"),
        (nobody, *(Choice(name, ref) for ref, name in colleagues)),
        workplace.NOBODY,
        instant_label=words.say("staff-away-until-label"),
        instant=start,
    )
