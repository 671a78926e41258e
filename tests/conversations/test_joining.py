"""Joining: from the link to the first answer in two screens, and one kind answer to a bad link."""

from zoneinfo import ZoneInfo, available_timezones

import pytest

from care.people import ClientStatus
from care.places import city_of
from conversations.contents import CrisisReason
from conversations.flows.joining import LANGUAGE_NAMES, Joining, places_named
from conversations.turn import (
    Asked,
    AskItem,
    BeginCheckIns,
    Came,
    Edited,
    OfferHelpNow,
    RedeemInvitation,
    Said,
    Say,
    SentFile,
    Tapped,
)
from conversations.wording import languages
from tests.conversations.dialogues import (
    INVITATION,
    NOW,
    PULSE,
    SECRET,
    Dialogue,
    active,
    asked,
    buttons,
    joining,
    kinds,
    offered,
    relinking,
    said,
    words_of,
)

SCREEN = [
    "join-welcome-title",
    "join-welcome",
    "join-kept",
    "join-who-reads",
    "join-not-real-time",
    "join-optional",
    "join-telegram",
]
WHEN = ["join-when-title", "join-when", "join-zone"]


def screens(effects):
    """The titles of the screens in the slot where joining is shown."""
    return [words_of(each.content)[0] for each in effects if isinstance(each, Say) and each.slot]


def test_the_first_screen_says_who_what_is_kept_who_reads_that_nobody_watches_and_that_it_is_free():
    person = Dialogue()

    effects = person.does(Came(SECRET))

    assert said(effects) == SCREEN


def test_the_first_screen_asks_for_the_language_at_its_top():
    person = Dialogue()

    [screen] = person.does(Came(SECRET))

    assert [each.choice for each in screen.content.buttons[0]] == ["lang-en", "lang-es"]


def test_joining_takes_two_screens_and_at_most_seven_taps_with_every_choice_on_the_way():
    person = Dialogue()
    taps = 0

    def tap(event):
        nonlocal taps
        taps += 1
        return person.does(event)

    seen = screens(tap(Came(SECRET)))
    seen += screens(tap(Tapped("join", "lang-es")))
    seen += screens(tap(Tapped("join", "agree")))
    tap(Tapped("join", "other-zone"))
    # Several cities begin with these letters, so this client needs one tap more.
    person.does(Said("Sant"))
    tap(Tapped("join", "zone-America/Santiago"))
    first = tap(Tapped("join", "at-1930"))
    answer = tap(Tapped(f"{PULSE}.pulse.1", "7"))

    assert taps <= 7
    assert set(seen) == {"join-welcome-title", "join-when-title"}
    assert asked(first) == [1]
    assert "AnswerItem" in kinds(answer)


def test_the_short_way_to_the_first_answer_takes_four_taps():
    person = Dialogue()

    person.does(Came(SECRET))
    person.taps("join", "agree")
    begun = person.taps("join", "at-0830")
    effects = person.answers(PULSE, 7)

    assert BeginCheckIns("08:30", "Europe/Berlin") in begun
    assert kinds(effects) == ["AnswerItem", "AskItem"]
    assert person.client.status is ClientStatus.ACTIVE


def test_nothing_is_redeemed_before_the_client_agrees():
    person = Dialogue()

    effects = (*person.does(Came(SECRET)), *person.taps("join", "lang-es"))

    assert "RedeemInvitation" not in kinds(effects)
    assert person.client is None


def test_the_consent_is_given_in_the_language_in_which_it_was_read():
    person = Dialogue()
    person.does(Came(SECRET))
    person.taps("join", "lang-es")

    effects = person.taps("join", "agree")

    assert RedeemInvitation(INVITATION.id, "es") in effects


def test_the_chosen_language_is_marked_and_can_be_changed_back():
    person = Dialogue()
    person.does(Came(SECRET))

    spanish = buttons(person.taps("join", "lang-es"))
    english = buttons(person.taps("join", "lang-en"))

    assert [each.key for each in spanish[:2]] == ["language-button", "language-chosen-button"]
    assert [each.key for each in english[:2]] == ["language-chosen-button", "language-button"]


def test_a_language_that_the_portal_does_not_speak_changes_nothing():
    person = joining()

    effects = person.taps("join", "lang-xx")

    assert screens(effects) == ["join-welcome-title"]
    assert person.talks["join"].locale == "en"


def test_every_language_of_the_portal_has_a_name_of_its_own():
    assert set(LANGUAGE_NAMES) == set(languages())


def test_opening_the_link_again_keeps_the_language_that_was_chosen():
    person = Dialogue()
    person.does(Came(SECRET))
    person.taps("join", "lang-es")

    person.does(Came(SECRET))

    assert person.talks["join"].locale == "es"


def test_not_now_is_answered_kindly_and_ends_the_matter():
    person = Dialogue()
    person.does(Came(SECRET))

    effects = person.taps("join", "not-now")

    assert said(effects) == ["join-not-now"]
    assert person.talks == {}


def test_after_not_now_the_same_link_still_opens_the_first_screen():
    person = Dialogue()
    person.does(Came(SECRET))
    person.taps("join", "not-now")

    effects = person.does(Came(SECRET))

    assert said(effects) == SCREEN


def test_a_link_that_is_used_expired_unknown_or_foreign_gets_one_and_the_same_answer():
    # The store tells the flow no more than this about any of them: no valid invitation.
    first = Dialogue()
    first.does(Came(SECRET))
    first.taps("join", "agree")
    other = Dialogue(links=first.links)

    used = other.does(Came(SECRET))
    others = [other.does(Came(secret)) for secret in ("expired", "unknown", "foreign", "x" * 64)]

    assert said(used) == ["join-invalid-link"]
    assert all(each == used for each in others)


def test_a_link_that_somebody_used_meanwhile_gets_the_same_answer_at_the_consent():
    person = Dialogue()
    person.does(Came(SECRET))
    person.links.clear()

    [_, *late] = person.taps("join", "agree")
    at_once = Dialogue(links={}).does(Came("unknown"))

    assert said(late) == said(at_once) == ["join-invalid-link"]
    assert person.client is None
    assert person.talks == {}


def test_a_bad_link_does_not_take_the_open_screen_away():
    person = Dialogue()
    person.does(Came(SECRET))

    effects = person.does(Came("unknown"))

    assert said(effects) == ["join-invalid-link"]
    assert [each.slot for each in effects if isinstance(each, Say)] == [None]
    assert kinds(person.taps("join", "agree"))[0] == "RedeemInvitation"


def test_a_client_learns_nothing_about_a_link_by_opening_it():
    valid = active().does(Came(SECRET))
    invalid = active().does(Came("unknown"))

    assert valid == invalid
    assert said(valid) == ["join-already", "menu-hello"]


def test_a_client_who_presses_start_again_in_the_middle_goes_on_where_they_were():
    person = joining(agreed=True)

    plain = person.does(Came())
    by_the_used_link = person.does(Came(SECRET))

    assert said(plain) == said(by_the_used_link) == WHEN


@pytest.mark.parametrize("command", ["checkin", "progress", "settings", "anything"])
@pytest.mark.parametrize("agreed", [False, True])
def test_a_command_in_the_middle_of_joining_leads_back_to_the_screen(command, agreed):
    person = joining(agreed=agreed)

    effects = person.does(Asked(command))

    assert said(effects) == (WHEN if agreed else SCREEN)
    assert effects[-1].fresh


def test_one_who_has_agreed_can_stop_or_read_what_is_kept_before_the_first_check_in():
    assert said(joining(agreed=True).does(Asked("stop"))) == ["stop-question"]
    assert said(joining(agreed=True).does(Asked("privacy")))[0] == "privacy-title"


@pytest.mark.parametrize("event", [Said("Hello, what is this?"), Edited("Hello?")])
def test_words_instead_of_a_tap_are_heard_kindly_and_what_was_read_does_not_come_whole_again(event):
    person = joining()

    effects = person.does(event)

    assert said(effects) == ["join-heard-you", "not-read", "join-stands-above"]
    assert effects[-1].fresh
    assert {"join:agree", "join:not-now", "join:again"} <= set(offered(effects))
    assert said(person.taps("join", "again")) == SCREEN
    assert person.client is None


@pytest.mark.parametrize("event", [Said("I want to die"), Edited("I want to die")])
@pytest.mark.parametrize("agreed", [False, True])
def test_beside_the_card_for_words_in_need_nothing_is_asked(event, agreed):
    effects = joining(agreed=agreed).does(event)

    assert effects[0] == OfferHelpNow(CrisisReason.WORDS)
    # Who has agreed is a client, and the therapist hears of it; a changed message tells nobody.
    is_told = agreed and isinstance(event, Said)
    assert kinds(effects)[1:] == (["RaiseConcern", "Say"] if is_told else [])
    assert not any(key.startswith("join-") for key in said(effects))


def test_whoever_is_safe_finds_the_second_screen_again():
    person = joining(agreed=True)
    person.does(Said("I want to die"))

    effects = person.taps("help", "safe")

    assert said(effects) == ["help-safe-thanks", *WHEN]
    assert effects[-1].fresh


@pytest.mark.parametrize("agreed", [False, True])
def test_a_photo_in_the_middle_of_joining_is_declined_kindly_and_leads_back(agreed):
    person = joining(agreed=agreed)

    effects = person.does(SentFile("photo"))

    assert said(effects) == ["file-not-kept", *(WHEN if agreed else ["join-stands-above"])]


def test_words_about_something_else_are_not_taken_for_a_city_nobody_asked_for():
    person = joining(agreed=True)

    effects = person.does(Said("thank you"))

    assert said(effects) == ["join-heard-you", "not-read", *WHEN]


def test_a_second_tap_on_agree_shows_the_second_screen_and_redeems_nothing():
    person = Dialogue()
    person.does(Came(SECRET))
    person.taps("join", "agree")

    effects = person.taps("join", "agree")

    assert said(effects) == WHEN
    assert not effects[0].fresh


def test_the_second_screen_shows_the_clock_of_the_invited_zone_and_three_times():
    person = Dialogue()
    person.does(Came(SECRET))

    effects = person.taps("join", "agree")

    zone = effects[-1].content.lines[-1]
    assert zone.args == {"clock": "10:00", "zone": "Berlin"}
    assert offered(effects)[:3] == ["join:at-0830", "join:at-1230", "join:at-1930"]


@pytest.mark.parametrize("words", ["Bogotá", "bogota", "  BOGOTA ", "America/Bogota", "bogo"])
def test_a_city_is_found_by_its_name_with_or_without_accents(words):
    person = joining(agreed=True)
    person.taps("join", "other-zone")

    effects = person.does(Said(words))

    assert person.talks["join"].zone == "America/Bogota"
    assert effects[0].content.lines[-1].args == {"clock": "04:00", "zone": "Bogota"}


def test_a_corrected_city_counts():
    person = joining(agreed=True)
    person.taps("join", "other-zone")
    person.does(Said("Lisbno"))

    person.does(Edited("Lisbon"))

    assert person.talks["join"].zone == "Europe/Lisbon"


def test_a_city_nobody_knows_is_met_with_a_way_on():
    person = joining(agreed=True)
    person.taps("join", "other-zone")

    effects = person.does(Said("Atlantis"))

    assert said(effects) == ["join-city-unknown", "not-read", *WHEN]
    assert "join:other-zone" in offered(effects)
    assert "join:zone-Europe/Berlin" in offered(person.taps("join", "other-zone"))


def test_several_cities_are_offered_to_choose_from_each_name_once():
    person = joining(agreed=True)
    person.taps("join", "other-zone")

    effects = person.does(Said("Sant"))

    labels = [each.args["zone"] for each in buttons(effects) if each.key == "zone-button"]
    assert said(effects) == ["join-which-of"]
    assert len(labels) == len(set(labels)) >= 2


def test_a_city_with_two_names_for_its_zone_is_not_asked_twice():
    person = joining(agreed=True)

    person.does(Said("Buenos Aires"))

    assert places_named("Buenos Aires") == ("America/Argentina/Buenos_Aires",)
    assert person.talks["join"].zone == "America/Argentina/Buenos_Aires"


def test_zones_of_one_city_show_one_clock():
    cities = {}
    for zone in sorted(available_timezones()):
        if places_named(zone):
            cities.setdefault(city_of(zone), set()).add(NOW.astimezone(ZoneInfo(zone)).utcoffset())

    assert {city for city, offsets in cities.items() if len(offsets) > 1} == set()


def test_a_zone_that_does_not_exist_changes_nothing():
    person = joining(agreed=True)

    effects = person.taps("join", "zone-Mars/Olympus")

    assert said(effects) == WHEN
    assert person.talks["join"] == Joining(INVITATION.id, "en", "Europe/Berlin", True)


@pytest.mark.parametrize("choice", ["at-", "at-0300", "at-9999", "at-8", "at"])
def test_a_time_that_was_not_offered_is_not_taken(choice):
    person = joining(agreed=True)

    effects = person.taps("join", choice)

    assert said(effects) == WHEN


def test_the_first_question_follows_the_chosen_time_in_the_chosen_zone():
    person = joining(agreed=True, zone="America/Bogota")

    effects = person.taps("join", "at-1230")

    assert said(effects) == ["join-settled", "join-how-to"]
    assert BeginCheckIns("12:30", "America/Bogota") in effects
    assert isinstance(effects[-1], AskItem)
    assert person.talks == {}


def test_buttons_of_the_joining_screens_are_old_once_the_client_is_there():
    person = active()

    effects = person.taps("join", "agree")

    assert [each.line.key for each in effects] == ["old-button"]


# --- to a new phone -------------------------------------------------------------------------


def test_the_link_to_a_new_phone_asks_one_thing_and_nothing_of_what_is_known():
    client = relinking()

    effects = client.does(Came(SECRET))

    assert said(effects) == ["relink-title", "relink-question", "relink-not-you"]
    assert offered(effects) == ["join:agree", "join:not-now", "help:card"]


def test_one_tap_moves_there_and_leads_on():
    client = relinking()

    effects = client.taps("join", "agree")

    assert effects[0] == RedeemInvitation(INVITATION.id, "en")
    assert said(effects) == ["relink-done"]
    assert "menu:menu" in offered(effects)
    assert client.talks == {}


def test_not_now_moves_nothing():
    client = relinking()

    effects = client.taps("join", "not-now")

    assert "RedeemInvitation" not in kinds(effects)
    assert client.client is None


def test_a_link_to_a_new_phone_that_was_used_meanwhile_moves_nobody():
    client = relinking()
    client.links.clear()

    assert said(client.taps("join", "agree")) == ["join-invalid-link"]
    assert client.client is None
