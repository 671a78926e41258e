"""The part of the ledger about the therapy group: removals, reports, and who was told of them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, select

from benchmarks.drills.circle import Circle, MemberRobot
from benchmarks.drills.findings import Findings
from benchmarks.drills.stage import Stage
from conversations.envelopes import GROUPS
from conversations.turn import CaseKind
from portal.sandboxed import GROUP_BOT
from store import tables as kept

WORRIED = (CaseKind.CRISIS, CaseKind.CRISIS_UNSURE)
REMOVED, REPORTED, CARD = '"group-removed"', '"group-reported"', '"crisis-card"'
"""What stands in a letter of each kind to a member."""


@dataclass(frozen=True, slots=True)
class GroupRows:
    """What the database holds of the group at the end."""

    opened: Counter[tuple[str, int]]
    """By kind and message: how often a case was opened."""
    cards: Counter[tuple[str, int]]
    """By kind and message: how often its facilitator was written to."""
    told: Counter[tuple[UUID, str]]
    """By account and kind of letter: how often a member was written to."""


def read(connection: Connection) -> GroupRows:
    """Everything of the only group there is."""
    opened: Counter[tuple[str, int]] = Counter()
    about: dict[str, tuple[str, int]] = {}
    for row in connection.execute(select(kept.moderation_case)):
        opened[row.kind, row.message] += row.times
        about[str(row.id)] = (row.kind, row.message)
    cards: Counter[tuple[str, int]] = Counter()
    told: Counter[tuple[UUID, str]] = Counter()
    for row in connection.execute(select(kept.outbox)):
        if row.bot == GROUPS:
            for mark in (REMOVED, REPORTED, CARD):
                told[row.person, mark] += mark in row.content
        for case, what in about.items():
            cards[what] += case in row.content
    return GroupRows(opened, cards, told)


def compare(
    findings: Findings,
    stage: Stage,
    rows: GroupRows,
    addresses: dict[tuple[str, str], UUID],
    circle: Circle,
    members: Sequence[MemberRobot],
) -> None:
    """What is missing of the group, and what is there too often."""
    removals: Counter[int] = Counter(
        call.integer("message_id")
        for call in stage.telegram.calls
        if (call.bot, call.method) == (GROUP_BOT, "deleteMessage") and call.ok
    )
    for message in circle.removed | circle.commands:
        findings.expect("removals", 1, removals[message], where=message)
    for message in removals.keys() - circle.removed - circle.commands:
        findings.expect("removals", 0, removals[message], where=message)
    for message in circle.removed:
        found = rows.opened[CaseKind.REMOVED, message]
        findings.expect("removals kept", 1, found, where=message)
    for message, times in circle.reports.items():
        _told_of(findings, rows, (CaseKind.REPORTED,), message, times)
    for message in circle.worries:
        _told_of(findings, rows, WORRIED, message, 1)
    for robot in members:
        account = addresses.get((GROUPS, str(robot.member.person.id)))
        for mark, wanted in (
            (REMOVED, robot.removals),
            (REPORTED, robot.reports),
            (CARD, robot.worries),
        ):
            notes = rows.told[account, mark] if account else 0
            findings.expect("notes to members", wanted, notes, where=(robot.member.code, mark))
        findings.expect("robots answered", 0, -robot.unanswered, where=robot.member.code)
    findings.figures["removals"] = len(circle.removed) + len(circle.commands)
    findings.figures["notes"] = sum(rows.told.values()) + sum(rows.cards.values())


def _told_of(
    findings: Findings, rows: GroupRows, kinds: Sequence[CaseKind], message: int, times: int
) -> None:
    """A case was opened so often, and its facilitator written to each time."""
    opened = sum(rows.opened[kind, message] for kind in kinds)
    findings.expect("cases", times, opened, where=message)
    cards = sum(rows.cards[kind, message] for kind in kinds)
    findings.expect("notes to the facilitator", times, cards, where=message)
