"""A caseload: who needs attention comes first."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from care.alerts import AlertState, Urgency
from care.caseload import Attention, Noted, Standing, attention, by_attention, foremost
from care.people import ClientId, ClientStatus

TODAY = date(2026, 11, 2)
NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)


def noted(urgency=Urgency.TODAY, state=AlertState.OPEN, days=0):
    return Noted(UUID(int=days + 1), "rule", urgency, state, NOW - timedelta(days=days))


def standing(code, *alerts, last=TODAY, is_open=False, status=ClientStatus.ACTIVE):
    return Standing(ClientId(UUID(int=1)), code, status, alerts, last, date(2026, 10, 1), is_open)


def test_urgent_first_then_alerts_by_age_then_the_quiet_then_the_rest_by_name():
    urgent = standing("e", noted(Urgency.NOW))
    older, newer = standing("d", noted(days=3)), standing("a", noted(days=1))
    silent = standing("c", last=TODAY - timedelta(days=6))
    unanswered = standing("b", is_open=True)
    rest = [standing("f"), standing("g", last=None, status=ClientStatus.INVITED)]

    listed = by_attention([*rest[::-1], unanswered, newer, silent, older, urgent], TODAY)

    assert listed == [urgent, older, newer, silent, unanswered, *rest]


def test_an_urgent_alert_that_somebody_has_is_an_alert_like_others():
    assert attention(standing("a", noted(Urgency.NOW, AlertState.TAKEN)), TODAY) is Attention.ALERT


def test_who_has_stopped_is_not_looked_for():
    stopped = standing("a", last=None, is_open=True, status=ClientStatus.STOPPED)

    assert attention(stopped, TODAY) is Attention.REST


def test_of_a_client_s_alerts_the_urgent_and_untaken_stands_first():
    urgent = noted(Urgency.NOW)
    taken, older = noted(Urgency.NOW, AlertState.TAKEN, 9), noted(days=5)

    assert foremost([taken, older, urgent]) == (urgent, older, taken)
