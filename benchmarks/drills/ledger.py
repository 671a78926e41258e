"""The ledger: what robots did and the servers recorded, held against what the database holds."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, func, select

from benchmarks.drills import group_ledger
from benchmarks.drills.circle import Circle, MemberRobot
from benchmarks.drills.findings import Findings
from benchmarks.drills.robots import SENTENCE, ClientRobot, TherapistRobot
from benchmarks.drills.stage import Stage
from care.people import ClientId
from care.rules import Rule
from conversations.envelopes import CLIENTS, GROUPS, THERAPISTS
from portal.sandboxed import BOT, GROUP_BOT
from store import check_ins, inbox, messages, outbox, people
from store import tables as kept
from store.memory import Memory

TELEGRAM_SENDS = frozenset({"sendMessage", "sendPhoto", "sendDocument", "editMessageText"})
GROUP_DEEDS = frozenset(
    {
        "deleteMessage",
        "approveChatJoinRequest",
        "declineChatJoinRequest",
        "createChatInviteLink",
        "getChatAdministrators",
    }
)
"""What the groups' bot does instead of sending, when a letter says so."""
SLACK_SENDS = frozenset({"chat.postMessage", "chat.update", "views.publish"})
DONE_BEFORE = (
    "message is not modified",
    "message to delete not found",
    "HIDE_REQUESTER_MISSING",
    "USER_ALREADY_PARTICIPANT",
)
"""Refusals of what is as was asked for already."""
WHOSE = {BOT: CLIENTS, GROUP_BOT: GROUPS}
"""The bots of the portal by their names in Telegram."""

AS_IT_CAME = "/"
"""What sabotage adds to the number of an update comes behind this sign."""


@dataclass
class Rows:
    """The database as it stands at the end, as far as the ledger asks."""

    handled: dict[str, Counter[str]]
    """How often every update of a bot was handled."""
    answers: dict[str, dict[int, int]]
    """The latest answers by token."""
    answer_rows: Counter[tuple[str, int]]
    responses: dict[str, dict[int, int]]
    filings: dict[tuple[ClientId, str], tuple[int, int]]
    """By client and instrument: responses filed, and how often the course was written."""
    raised: Counter[tuple[ClientId, str]]
    unread_notes: Counter[UUID]
    supports: Counter[str]
    letters_sent: Counter[UUID]
    letter_states: Counter[str]
    addresses: dict[tuple[str, str], UUID]
    of_group: group_ledger.GroupRows


def read(connection: Connection, memory: Memory, groups: Memory) -> Rows:
    """Everything at once, in one view of the data; with the memories of both rings."""
    handled: dict[str, Counter[str]] = {each: Counter() for each in (CLIENTS, GROUPS, THERAPISTS)}
    for row in connection.execute(select(kept.inbox).where(kept.inbox.c.state == inbox.DONE)):
        handled.setdefault(row.bot, Counter())[row.update_id.partition(AS_IT_CAME)[0]] += 1
    answers, answer_rows, responses = _answers(connection, memory)
    notes: Counter[UUID] = Counter()
    sent: Counter[UUID] = Counter()
    states: Counter[str] = Counter()
    for row in connection.execute(select(kept.outbox)):
        states[row.state] += 1
        sent[row.person] += row.state == outbox.SENT
        notes[row.person] += '"not-read"' in row.content or '"therapist-not-read"' in row.content
    addresses = {}
    for row in connection.execute(select(kept.person)):
        opened_by = groups if row.bot == GROUPS else memory
        addresses[row.bot, people.address_of(connection, opened_by, row.id)[1]] = row.id
    return Rows(
        handled,
        answers,
        answer_rows,
        responses,
        _filings(connection),
        _raised(connection),
        notes,
        Counter(
            messages.get(connection, memory, row.id).text
            for row in connection.execute(select(kept.message.c.id))
        ),
        sent,
        states,
        addresses,
        group_ledger.read(connection),
    )


def _answers(
    connection: Connection, memory: Memory
) -> tuple[dict[str, dict[int, int]], Counter[tuple[str, int]], dict[str, dict[int, int]]]:
    answers, responses = {}, {}
    rows: Counter[tuple[str, int]] = Counter()
    tokens = {}
    for row in connection.execute(select(kept.occurrence)):
        tokens[row.id] = row.token
        found = check_ins.answers(connection, memory, ClientId(row.client), row.id)
        if found:
            answers[row.token] = found
    for row in connection.execute(
        select(kept.answer.c.occurrence, kept.answer.c.item, func.count().label("times")).group_by(
            kept.answer.c.occurrence, kept.answer.c.item
        )
    ):
        rows[tokens[row.occurrence], row.item] = row.times
    filed = connection.execute(
        select(
            kept.response.c.client,
            kept.response.c.instrument,
            kept.response.c.occurrence,
            kept.response.c.local_date,
        )
    ).all()
    for client, instrument in {(row.client, row.instrument) for row in filed}:
        by_date = dict(check_ins.responses(connection, memory, ClientId(client), instrument))
        for row in filed:
            if (row.client, row.instrument) == (client, instrument):
                responses[tokens[row.occurrence]] = by_date[row.local_date]
    return answers, rows, responses


def _filings(connection: Connection) -> dict[tuple[ClientId, str], tuple[int, int]]:
    written = {
        (row.client, row.instrument): row.row_version
        for row in connection.execute(select(kept.trajectory))
    }
    for row in connection.execute(select(kept.daily_record)):
        written[row.client, "pulse"] = row.row_version
    filed = connection.execute(
        select(
            kept.response.c.client, kept.response.c.instrument, func.count().label("times")
        ).group_by(kept.response.c.client, kept.response.c.instrument)
    )
    return {
        (ClientId(row.client), row.instrument): (
            row.times,
            written.get((row.client, row.instrument), 0),
        )
        for row in filed
    }


def _raised(connection: Connection) -> Counter[tuple[ClientId, str]]:
    found: Counter[tuple[ClientId, str]] = Counter()
    for row in connection.execute(select(kept.alert)):
        found[ClientId(row.client), row.rule] += row.times_raised
    return found


def compare(
    stage: Stage,
    rows: Rows,
    queued: Mapping[str, Collection[str]],
    clients: Sequence[ClientRobot],
    therapists: Sequence[TherapistRobot],
    circle: Circle,
    members: Sequence[MemberRobot],
) -> Findings:
    """What is missing and what is there too often; `queued` are updates by the bot's name."""
    findings = Findings()
    _compare_updates(findings, rows, queued, therapists)
    for robot in clients:
        _compare_client(findings, rows, robot)
    for therapist in therapists:
        _compare_therapist(findings, rows, therapist)
    group_ledger.compare(findings, stage, rows.of_group, rows.addresses, circle, members)
    _compare_sends(findings, stage, rows)
    return findings


def _compare_updates(
    findings: Findings,
    rows: Rows,
    queued: Mapping[str, Collection[str]],
    therapists: Sequence[TherapistRobot],
) -> None:
    heard = {bot: set(queued.get(name, ())) for name, bot in WHOSE.items()}
    heard[THERAPISTS] = set[str]().union(*(each.acknowledged for each in therapists))
    for bot, numbers in heard.items():
        for number in numbers:
            findings.expect("updates", 1, rows.handled[bot][number], where=(bot, number))
    findings.figures["updates"] = sum(map(len, heard.values()))
    findings.figures["group_updates"] = len(heard[GROUPS])


def _compare_client(findings: Findings, rows: Rows, robot: ClientRobot) -> None:
    code, client = robot.guest.code, robot.guest.id
    for (token, item), value in robot.answers.items():
        where = (code, token, item)
        findings.expect("answers", 1, rows.answer_rows[token, item], where=where)
        if rows.answers.get(token, {}).get(item, value) != value:
            findings.lost["answers as they were given"] += 1
    for token in robot.finished:
        given = {item: value for (each, item), value in robot.answers.items() if each == token}
        same = rows.responses.get(token) == given
        findings.expect("responses", 1, int(same), where=(code, token))
    for kind in ("pulse", "phq9", "gad7"):
        filed, written = rows.filings.get((client, kind), (0, 0))
        findings.expect("scores", filed, written, where=(code, kind))
    raised = ((Rule.CRITICAL_ITEM, robot.critical), (Rule.ASKED_FOR_THERAPIST, robot.told))
    for rule, wanted in raised:
        findings.expect("alerts", wanted, rows.raised[client, rule], where=(code, rule))
        _add(findings, "alerts", wanted)
    account = rows.addresses.get((CLIENTS, str(robot.guest.person.id)))
    notes = rows.unread_notes[account] if account else 0
    findings.expect("replies to words", robot.words, notes, where=code)
    findings.expect("robots answered", 0, -robot.unanswered, where=code)
    _add(findings, "answers", len(robot.answers))
    _add(findings, "responses", len(robot.finished))


def _compare_therapist(findings: Findings, rows: Rows, robot: TherapistRobot) -> None:
    for words, acknowledged in robot.supports.items():
        found = rows.supports[words]
        wanted = 1 if acknowledged else min(found, 1)
        findings.expect("support", wanted, found, where=words)
    account = rows.addresses.get((THERAPISTS, robot.person.id))
    notes = rows.unread_notes[account] if account else 0
    findings.expect("replies to words", robot.words, notes, where=robot.person.id)
    _add(findings, "support", len(robot.supports))


def _add(findings: Findings, name: str, more: int) -> None:
    findings.figures[name] = findings.figures.get(name, 0) + more


def _compare_sends(findings: Findings, stage: Stage, rows: Rows) -> None:
    """In every chat: what was accepted from the portal against the letters that it calls sent."""
    accepted, unchanged = _accepted(stage, rows.addresses)
    for person, letters in rows.letters_sent.items():
        arrived = accepted[person] + unchanged[person]
        if arrived < letters:
            findings.expect("letters", letters, arrived, where=person)
        if accepted[person] > letters:
            findings.sent_twice[person] = accepted[person] - letters
    for words, times in _sentences(stage).items():
        if rows.supports[words] and times == 0:
            findings.lost["support on the telephone"] += 1
    findings.figures["sends"] = accepted.total()
    findings.figures["letters"] = rows.letter_states.total()
    unsent = sum(rows.letter_states[each] for each in (outbox.WAITING, outbox.CLAIMED, outbox.DEAD))
    findings.expect("letters that never left", 0, -unsent)


def _accepted(
    stage: Stage, addresses: Mapping[tuple[str, str], UUID]
) -> tuple[Counter[UUID], Counter[UUID]]:
    accepted: Counter[UUID] = Counter()
    unchanged: Counter[UUID] = Counter()
    sends = {CLIENTS: TELEGRAM_SENDS, GROUPS: TELEGRAM_SENDS | GROUP_DEEDS}
    for call in stage.telegram.calls:
        bot = WHOSE[call.bot]
        person = addresses.get((bot, call.text("chat_id")))
        if person is not None and call.method in sends[bot]:
            accepted[person] += bool(call.ok)
            unchanged[person] += any(each in call.error for each in DONE_BEFORE)
    workspace = stage.slack.state.workspace
    people_of = {
        channel.id: member
        for channel in workspace.channels.values()
        if channel.is_im
        for member in channel.members
        if member in stage.slack.people
    }
    for made in stage.slack.calls:
        if made.method in SLACK_SENDS:
            channel = str(made.params.get("channel") or made.params.get("user_id"))
            person = addresses.get((THERAPISTS, people_of.get(channel, channel)))
            if person is not None:
                accepted[person] += bool(made.ok)
    return accepted, unchanged


def _sentences(stage: Stage) -> Counter[str]:
    """How often each sentence of a therapist arrived at a client."""
    found: Counter[str] = Counter()
    for call in stage.telegram.calls:
        text = call.text("text")
        if call.method == "sendMessage" and call.ok and SENTENCE in text:
            start = text.index(SENTENCE)
            found[text[start : text.index(".", start) + 1]] += 1
    return found
