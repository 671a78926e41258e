"""The shelf in conversation: a client's taps, a therapist's form, and how it is all worded."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from care.people import ClientId, StaffId
from care.shelf import MOST_ON_SHELF, TEXT_LIMIT, WHY_LIMIT, Reaction, Resource, ResourceKind
from care.shelf import ShelfItem as Item
from conversations import contents, shelf_forms, shelf_showing
from conversations.discretion import health_words
from conversations.envelopes import CLIENTS, THERAPISTS, Inbound
from conversations.flows import shelf as flow
from conversations.flows import shelving
from conversations.lock import landing
from conversations.shelf import (
    ListShelf,
    PutOnShelf,
    ReactToItem,
    ShelfCard,
    ShelfList,
    ShelfNews,
    ShowShelfItem,
    ShowShelfOf,
    TakeOffOwnShelf,
    TakeOffShelf,
)
from conversations.shelf_forms import ShelfFacts
from conversations.talk import take_turn
from conversations.turn import Asked, Form, Said, Submitted, Tapped, Toast
from conversations.view import RecordView, StaffView, View
from conversations.wording import wording
from tests.conversations.dialogues import CLIENT, NOW, PRACTICE

THING, GONE = UUID(int=61), UUID(int=62)
OF = ClientId(UUID(int=7))
VIEW = View(NOW, PRACTICE, "en", client=CLIENT, shelf=frozenset({THING}))
STAFF = View(
    NOW, PRACTICE, "en", staff=StaffView(StaffId(UUID(int=3))), record=RecordView(True, OF)
)
BREATHING = Resource(
    "slow-breathing", "Slow breathing", ResourceKind.TRY, "For long evenings.", text="Ten breaths."
)
KNOWN = {"therapist": "Mira Winter", "practice": "Harbour Practice", "client": "quiet-harbor"}


def item(number=61, resource=BREATHING, **facts):
    whole = {"staff": StaffId(UUID(int=3)), "why": "", "put_at": NOW, **facts}
    return Item(UUID(int=number), OF, resource, **whole)


def does(event, view=VIEW):
    return take_turn(Inbound(CLIENTS, "77", event), view).effects


def staff_does(event, view=STAFF):
    return take_turn(Inbound(THERAPISTS, "U1", event, "trigger"), view).effects


def text(shown):
    return "\n".join(line.text for line in shown.lines)


def labels(shown):
    return [each.label for row in shown.buttons for each in row]


# --- the client


def test_the_command_and_the_menu_show_the_shelf_at_the_end_of_the_chat():
    for event in (Asked("shelf"), Tapped("menu", "shelf"), Tapped(flow.QUESTION, flow.SHOW)):
        assert does(event) == (ListShelf(fresh=True),)


def test_pages_and_the_way_back_stay_in_the_message():
    assert does(Tapped(flow.QUESTION, "page-2")) == (ListShelf(2),)
    assert does(Tapped(flow.QUESTION, "page-0")) == (ListShelf(),)
    assert does(Tapped(flow.question(THING), flow.OPEN)) == (ShowShelfItem(THING),)
    assert does(Tapped(flow.question(THING), flow.SHOW)) == (ShowShelfItem(THING, fresh=True),)


@pytest.mark.parametrize("said", [*Reaction, None])
def test_what_is_said_is_kept_and_the_message_shows_it(said):
    choice = flow.UNSAID if said is None else said.value
    noted, toast, shown = does(Tapped(flow.question(THING), choice))

    assert noted == ReactToItem(THING, said)
    assert isinstance(toast, Toast)
    assert shown == ShowShelfItem(THING)


def test_a_thing_taken_off_is_off_and_the_list_is_shown():
    taken, _, shown = does(Tapped(flow.question(THING), flow.OFF))

    assert (taken, shown) == (TakeOffOwnShelf(THING), ListShelf())


@pytest.mark.parametrize("choice", [*Reaction, flow.OFF, flow.OPEN, flow.SHOW, "what"])
def test_a_thing_that_is_not_on_the_shelf_is_only_said_to_be_gone(choice):
    toast, shown = does(Tapped(flow.question(GONE), choice))

    assert toast.line.key == "shelf-gone"
    assert shown == ListShelf()


def test_every_button_fits_telegram():
    longest = max((*Reaction, flow.UNSAID, flow.SHOW, flow.OPEN), key=len)

    assert len(f"{flow.question(THING)}:{longest}".encode()) <= 64


def test_a_locked_chat_leads_back_to_the_shelf_after_the_pin():
    locked = replace(VIEW, client=replace(CLIENT, lock_after=timedelta(minutes=5), locked=True))

    assert not [each for each in does(Asked("shelf"), locked) if isinstance(each, ListShelf)]
    assert landing(Tapped(flow.question(THING), "helpful")) == (flow.question(THING), flow.SHOW)
    assert landing(Asked("shelf")) == ("", "shelf")


@pytest.mark.parametrize("letter", [ShelfList(3), ShelfCard(THING), ShelfNews((THING, GONE))])
def test_a_letter_is_read_back_as_it_was_written(letter):
    assert contents.load_content(contents.dump_content(letter)) == letter


# --- how it is worded


@pytest.mark.parametrize("locale", ["en", "es"])
def test_in_discreet_mode_nothing_of_ours_is_about_health(locale):
    words = wording(locale, discreet=True)
    neutral = replace(BREATHING, title="x", about="", text="y")
    things = [item(at, neutral, staff=None, why="z") for at in range(61, 66)]
    known = {**KNOWN, "therapist": "Mira", "practice": "Harbour"}

    for shown in (
        shelf_showing.listed([], 0, words, known),
        shelf_showing.listed(things, 0, words, known),
        shelf_showing.card(things[0], words, known),
        shelf_showing.news(things, words, known),
        shelf_showing.gone(words, known),
    ):
        assert health_words(f"{text(shown)} {' '.join(labels(shown)[:-1])}", locale) == ()


def test_a_thing_says_why_it_is_there_and_what_it_is_for_before_it_says_itself():
    facts = item(why="For the nights.", resource=replace(BREATHING, minutes=1))

    said = text(shelf_showing.card(facts, wording("en"), KNOWN))

    order = ["Slow breathing", "To try, about 1 minute", "Mira", "For the", "For long", "Ten breat"]
    assert [said.index(each) for each in order] == sorted(said.index(each) for each in order)


def test_the_longest_thing_fits_one_message():
    longest = Resource(
        "x", "x" * 60, about="x" * 200, text="x" * TEXT_LIMIT, link="https://x.org/" + "x" * 480
    )
    shown = shelf_showing.card(item(resource=longest, why="x" * WHY_LIMIT), wording("es"), KNOWN)

    assert len(text(shown)) < 4096 - 100


def test_a_whole_shelf_is_turned_page_by_page():
    things = [item(number) for number in range(100, 100 + MOST_ON_SHELF)]
    pages = [shelf_showing.listed(things, page, wording("en"), KNOWN) for page in range(10)]

    opened = [each.question for page in pages for row in page.buttons[:6] for each in row]
    assert opened == [flow.question(each.id) for each in things]
    assert "Newer" not in labels(pages[0])
    assert "Older" not in labels(pages[-1])
    assert shelf_showing.listed(things, 99, wording("en"), KNOWN) == pages[-1]


# --- the therapist


def test_the_command_the_button_and_the_form_are_about_one_client():
    for event in (Asked("portal", "shelf quiet-harbor"), Tapped(shelving.of(OF), shelving.OPEN)):
        assert staff_does(event) == (ShowShelfOf(OF),)
        assert not [each for each in staff_does(event, replace(STAFF, record=None)) if each == OF]
    sent = Submitted(Form.SHELF, str(OF), {"resource": "walks", "why": " For \n mornings. "})
    assert staff_does(sent) == (PutOnShelf(OF, "walks", "For mornings."),)
    both = Submitted(Form.SHELF, str(OF), {"resource": "walks", "off": str(THING)})
    assert staff_does(both) == (TakeOffShelf(OF, THING), PutOnShelf(OF, "walks", ""))


def test_words_typed_to_the_bot_are_not_about_a_shelf():
    assert not [each for each in does(Said("shelf")) if isinstance(each, ListShelf)]


def test_a_form_says_what_is_missing_by_its_field():
    def wrong(**values):
        return shelving.problems(values).keys()

    assert wrong(resource="walks") == set()
    assert wrong(off=str(THING)) == set()
    assert wrong(resource="walks", why="x" * WHY_LIMIT) == set()
    assert wrong() == {"resource"}
    assert wrong(why="For the nights.") == {"resource"}
    assert wrong(off=str(THING), why="For the nights.") == {"why"}
    assert wrong(resource="walks", why="x" * (WHY_LIMIT + 1)) == {"why"}
    # As Telegram counts, or the thing would not fit one message.
    assert wrong(resource="walks", why="🌱" * (WHY_LIMIT // 2)) == set()
    assert wrong(resource="walks", why="🌱" * (WHY_LIMIT // 2 + 1)) == {"why"}


def test_the_form_offers_by_kind_what_is_not_there_yet():
    offered = (
        BREATHING,
        Resource("walks", "Walks", ResourceKind.PLACE, text="x"),
        Resource("lake", "Un lago", ResourceKind.TRY, text="x", language="es-MX"),
    )
    facts = ShelfFacts(OF, "quiet-harbor", (item(),), offered, locale="en")
    form = shelf_forms.form(facts, wording("en"))

    resource, _, off = form.fields
    assert [(each.group, each.label) for each in resource.options] == [
        ("to try", "Un lago (es-MX)"),
        ("somewhere to turn to", "Walks"),
    ]
    assert [each.label for each in off.options] == ["Slow breathing"]


def test_the_list_says_what_became_of_each_thing():
    facts = ShelfFacts(
        OF,
        "quiet-harbor",
        (
            item(reaction=Reaction.NOT_FOR_ME, opened_at=NOW),
            item(62, opened_at=NOW),
            item(63, staff=None),
        ),
        (),
    )
    [section] = shelf_forms.window(facts, wording("en")).sections

    said = [line.text for line in section.lines]
    assert said[0] == "Shelf of quiet-harbor"
    assert said[1].endswith("· not for me")
    assert said[2].endswith("· opened")
    assert said[3].endswith("· put there by a workflow · not opened so far")
