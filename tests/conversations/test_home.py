"""Home and /portal: every line in words, pages that fit, and commands that are understood."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from bots.slack_therapists.forms import modal
from bots.slack_therapists.home import MOST_BLOCKS
from bots.slack_therapists.home import home as drawn
from care.access import Who
from care.alerts import AlertState, Urgency
from care.caseload import Noted, Standing
from care.people import ClientId, ClientStatus, StaffId
from conversations.contents import Listing
from conversations.envelopes import THERAPISTS, Inbound
from conversations.flows import workplace
from conversations.home import HomeFacts, away_form, home, overview, stranger
from conversations.passing_on import Carried, NoteFacts, whereabouts
from conversations.talk import take_turn, wants
from conversations.turn import (
    Asked,
    BeginChainTest,
    ComeBack,
    GoAway,
    GotTest,
    OpenAwayForm,
    OpenedHome,
    ShowHome,
    ShowOverview,
    Submitted,
    Tapped,
)
from conversations.view import Need, Wanted
from conversations.wording import Wording, languages
from questionnaires.library import shipped
from sandbox.slack.blocks import Surface
from sandbox.slack.server import SlackServer
from tests.conversations.dialogues import NOW, said, therapist

SLACK = SlackServer(lambda: NOW)
PORTAL = SLACK.add_app("xoxb-sandbox", "xapp-sandbox")
JONAS = StaffId(UUID(int=7))


def standing(number, *alerts, **changes):
    chosen = {"status": ClientStatus.ACTIVE, "last_on": date(2026, 3, 1), "has_open": False}
    chosen |= changes
    return Standing(
        ClientId(UUID(int=number)),
        f"client-{number}",
        chosen["status"],
        alerts,
        chosen["last_on"],
        date(2026, 1, 1),
        chosen["has_open"],
        chosen.get("colleague", ""),
    )


def noted(number, urgency=Urgency.NOW, state=AlertState.OPEN):
    return Noted(UUID(int=number), "critical-item", urgency, state, NOW, "Mira", NOW)


def facts(*standings, **changes):
    chosen = {"tested_at": NOW, "who": {Who.THERAPIST}, "away_until": None, "deputy": ""} | changes
    return HomeFacts(NOW, date(2026, 3, 2), "Harbour", standings, ("Mira", "Jonas"), **chosen)


def lines(page):
    return [line.text for section in page.sections for line in section.lines]


def checked(page):
    return SLACK.state.modals.checked(PORTAL, drawn(page), Surface.HOME)["blocks"]


@pytest.mark.parametrize("locale", languages())
def test_slack_takes_every_home_and_a_long_list_goes_on_over_pages(locale):
    words = Wording(locale)
    many = [standing(number, noted(number)) for number in range(1, 71)]

    pages = [home(facts(*many), words, number) for number in range(3)]

    codes = [each.code for each in many]
    for page in pages:
        assert len(checked(page)) <= MOST_BLOCKS
    shown = [code for code in codes if any(f"{code}:" in one for p in pages for one in lines(p))]
    assert shown == codes
    assert lines(home(facts(*many), words, 9)) == lines(pages[2])


def test_every_state_of_a_client_is_said_in_words():
    words = Wording("en")
    told = lines(
        home(
            facts(
                standing(1, noted(1, state=AlertState.TAKEN), colleague="Jonas"),
                standing(2, noted(2, state=AlertState.SNOOZED)),
                *(standing(3 + place, status=each) for place, each in enumerate(ClientStatus)),
                standing(9, last_on=None, has_open=True),
            ),
            words,
            0,
        )
    )
    text = "\n".join(told)

    for words_of in (
        "Taken by Mira",
        "Snoozed by Mira",
        "A client of Jonas",
        "invited, has not joined yet",
        "has stopped",
        "no check-in yet · a check-in is open",
    ):
        assert words_of in text


def test_home_says_who_is_away_and_how_old_the_last_test_is():
    words = Wording("en")

    def told(**changes):
        return "\n".join(lines(home(facts(**changes), words, 0)))

    assert "You are here." in told()
    assert "other alerts wait for you" in told(away_until=NOW)
    assert "other alerts go to Jonas" in told(away_until=NOW, deputy="Jonas")
    assert "has not been tested yet" in told(tested_at=None)
    assert "more than 30 days old" in told(tested_at=NOW - timedelta(days=31))
    assert "No client yet." in told()
    assert "belongs to Harbour" in "\n".join(lines(stranger(words, "Harbour")))


def test_the_lists_of_the_command_follow_home():
    words = Wording("en")
    found = facts(standing(1, noted(1)), standing(2))

    clients = overview(found, words, Listing.CLIENTS).lines
    alerts = overview(found, words, Listing.ALERTS).lines

    assert "client-1 · critical answer" in clients[1].text
    assert "client-2" in clients[1].text
    assert "client-2" not in alerts[1].text
    assert overview(facts(), words, Listing.ALERTS).lines[0].text == "There is no open alert."


@pytest.mark.parametrize("locale", languages())
def test_slack_takes_the_form_of_away(locale):
    colleagues = [(str(JONAS), "Jonas Vale")]
    form = away_form(colleagues, NOW, Wording(locale))

    SLACK.state.modals.checked(PORTAL, modal(form), Surface.MODAL)


def done(event):
    """What follows from an event of a therapist who has one colleague."""
    view = replace(therapist().view(frozenset()), colleagues={"Jonas Vale": JONAS})
    return take_turn(Inbound(THERAPISTS, "U1", event), view).effects


# --- what is pressed, typed and sent in ---------------------------------------------------------


@pytest.mark.parametrize(
    ("event", "effect"),
    [
        (OpenedHome(), ShowHome()),
        (Tapped("home", "page-2"), ShowHome(2)),
        (Tapped("home", "page-x"), ShowHome(0)),
        (Tapped("home", "away"), OpenAwayForm()),
        (Tapped("home", "back"), ComeBack()),
        (Tapped("home", "test"), BeginChainTest()),
        (Tapped(f"test:{UUID(int=4)}", "got"), GotTest(UUID(int=4))),
        (Asked("portal", "clients"), ShowOverview(Listing.CLIENTS)),
        (Asked("portal", " Alerts "), ShowOverview(Listing.ALERTS)),
        (Asked("portal", "avisos"), ShowOverview(Listing.ALERTS)),
        (Asked("portal", "back"), ComeBack()),
        (Asked("portal", "prueba"), BeginChainTest()),
        (
            Asked("portal", "away until 2026-03-06 9:00"),
            GoAway(datetime(2026, 3, 6, 8, tzinfo=UTC)),
        ),
        (
            Asked("portal", "ausente hasta vie 9:00, jonas  vale"),
            GoAway(datetime(2026, 3, 6, 8, tzinfo=UTC), JONAS),
        ),
        (
            Submitted("away", "", {"until": str(int(NOW.timestamp()) + 60), "deputy": "nobody"}),
            GoAway(NOW + timedelta(minutes=1)),
        ),
        (
            Submitted("away", "", {"until": str(int(NOW.timestamp()) + 60), "deputy": str(JONAS)}),
            GoAway(NOW + timedelta(minutes=1), JONAS),
        ),
    ],
)
def test_what_a_therapist_does_has_its_effect(event, effect):
    assert done(event) == (effect,)


@pytest.mark.parametrize(
    ("event", "key"),
    [
        (Asked("portal"), "staff-help-title"),
        (Asked("portal", "dance"), "staff-help-title"),
        (Asked("portal", "away until someday"), "staff-away-not-understood"),
        (Asked("portal", "away until fri, Nobody"), "staff-away-unknown"),
        (Submitted("away", "", {"until": "0"}), "staff-away-when"),
        (Submitted("away", "", {"until": "soon"}), "staff-away-when"),
        (Tapped("test:4", "got"), "old-button"),
    ],
)
def test_what_is_not_understood_is_answered_kindly(event, key):
    assert said(done(event))[0] == key


def test_only_the_command_asks_who_the_colleagues_are():
    asked = wants(Inbound(THERAPISTS, "U1", Asked("portal", "away until fri")), {}, shipped())

    assert asked == {Wanted(Need.COLLEAGUES)}
    assert workplace.problems({"until": "1"}, NOW).keys() == {"until"}


# --- where is it ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("note", "told"),
    [
        (None, "There is no note on its way"),
        (NoteFacts(Carried()), "has not reached your therapist’s Slack so far"),
        (NoteFacts(Carried(NOW)), "Mon 2 Mar, 09:00. Not opened yet."),
        (NoteFacts(Carried(NOW, NOW)), "Opened Mon 2 Mar, 09:00."),
        (NoteFacts(Carried(), Carried(NOW)), "Passed on to a colleague"),
        (NoteFacts(Carried(NOW), None, NOW), "Your therapist has seen it and taken it"),
        (NoteFacts(Carried(NOW), None, NOW, False), "A colleague of your therapist has seen it"),
    ],
)
def test_where_a_note_is_is_told_as_it_is(note, told):
    shown = whereabouts(note, Wording("en"))

    assert told in "\n".join(line.text for line in shown.lines)
    assert shown.buttons[-1][0].choice == "card"
