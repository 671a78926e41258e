"""The kill drill's comparison of a group: it sees what is missing, and what is there too often."""

from collections import Counter
from datetime import UTC, datetime
from types import SimpleNamespace
from uuid import UUID

import pytest

from benchmarks.drills.circle import Circle
from benchmarks.drills.findings import Findings
from benchmarks.drills.group_ledger import CARD, REMOVED, REPORTED, GroupRows, compare
from conversations.envelopes import GROUPS
from portal.sandboxed import GROUP_BOT
from sandbox.telegram import TelegramServer
from sandbox.telegram.calls import Call

ANA = UUID(int=1)
ADDRESSES = {(GROUPS, "77"): ANA}


def removal(message):
    call = Call(datetime(2026, 3, 2, tzinfo=UTC), GROUP_BOT, "deleteMessage", {})
    call.params["message_id"], call.ok = str(message), True
    return call


@pytest.fixture
def evening():
    """A slip, a report and a word of need, and everything that is to come of them."""
    server = TelegramServer(lambda: datetime(2026, 3, 2, tzinfo=UTC))
    server.calls += [removal(1), removal(3)]
    circle = Circle(
        server.add_group("Tuesday", server.add_person("Mira")), "/link x", {1}, Counter({2: 1})
    )
    circle.commands.add(3)
    circle.worries.add(4)
    person = SimpleNamespace(id=77)
    member = SimpleNamespace(person=person, code="quiet-meadow")
    robot = SimpleNamespace(member=member, removals=1, reports=1, worries=1, unanswered=0)
    rows = GroupRows(
        Counter({("removed", 1): 1, ("reported", 2): 1, ("crisis", 4): 1}),
        Counter({("reported", 2): 1, ("crisis", 4): 1}),
        Counter({(ANA, REMOVED): 1, (ANA, REPORTED): 1, (ANA, CARD): 1}),
    )
    return SimpleNamespace(telegram=server), rows, circle, [robot]


def found(evening):
    stage, rows, circle, members = evening
    findings = Findings()
    compare(findings, stage, rows, ADDRESSES, circle, members)
    return findings.lost.total(), findings.done_twice.total()


def test_an_evening_on_which_everything_came_of_what_was_done(evening):
    assert found(evening) == (0, 0)


def test_a_message_that_stayed_is_missed(evening):
    evening[0].telegram.calls.pop()

    assert found(evening) == (1, 0)


def test_a_message_that_nobody_wanted_away_is_noticed(evening):
    evening[0].telegram.calls.append(removal(9))

    assert found(evening) == (0, 1)


@pytest.mark.parametrize("name", ["opened", "cards", "told"])
def test_every_case_and_every_note_is_counted(evening, name):
    for what in getattr(evening[1], name):
        getattr(evening[1], name)[what] -= 1
        assert found(evening) == (1, 0)
        getattr(evening[1], name)[what] += 2
        assert found(evening) == (0, 1)
        getattr(evening[1], name)[what] -= 1


def test_a_member_who_was_never_answered_is_counted(evening):
    evening[3][0].unanswered += 1

    assert found(evening) == (1, 0)
