"""Within Slack's limits whatever the words are: tried with the sandbox's own judgement."""

import html
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bots.slack_therapists.blocks import FALLBACK, blocks, fallback
from bots.slack_therapists.forms import modal
from bots.slack_therapists.texts import clipped, escaped, halves, pieces, size
from care.people import ClientId
from care.rules import Rule
from care.shelf import MOST_ON_SHELF, Resource, ResourceKind, ShelfItem
from care.support import suggestions
from conversations import shelf_forms
from conversations.contents import Look, Style
from conversations.envelopes import Picture, Shown, ShownButton, ShownLine
from conversations.shelf_forms import ShelfFacts
from conversations.showing import Choice, ShownForm
from conversations.turn import Form
from sandbox.slack.blocks import Surface
from sandbox.slack.records import File
from sandbox.slack.server import SlackServer
from tests.bots.slack_world import APP, BOT, ENGLISH, NINE, snooze, support

CLIENT = ClientId(UUID(int=7))
SLACK = SlackServer(lambda: NINE)
PORTAL = SLACK.add_app(BOT, APP)
FILE = File("F0123456789", PORTAL.id, "a.png", 1, 0, content=b"x", completed=True)
SLACK.state.workspace.files[FILE.id] = FILE

words = st.text(max_size=60) | st.builds(
    lambda text, times: text * times, st.text("ab c.&<>😀\n", min_size=1), st.integers(1, 900)
)
lines = st.builds(ShownLine, words, st.sampled_from(Style))
ids = st.text("abc:.0123", min_size=1, max_size=12)
buttons = st.builds(ShownButton, words, ids, ids, st.sampled_from(Look))
shown = st.builds(
    Shown,
    st.lists(lines, max_size=70).map(tuple),
    st.lists(st.lists(buttons, max_size=30).map(tuple), max_size=12).map(tuple),
    st.none() | st.builds(Picture, st.just(b"png"), st.just("a.png"), words),
)
choices = st.lists(words, max_size=10).map(
    lambda labels: tuple(Choice(label, str(place)) for place, label in enumerate(labels))
)
forms = st.builds(
    ShownForm,
    st.sampled_from(Form),
    st.just(str(UUID(int=4))),
    words,
    words,
    words,
    st.lists(words, max_size=5).map(tuple),
    st.just("list"),
    words,
    choices,
    st.none() | st.sampled_from(["0", "1", "9"]),
    st.booleans(),
    words,
    words,
    words,
)


@settings(max_examples=60, deadline=None)
@given(shown, st.booleans())
def test_slack_takes_every_message(message: Shown, has_file: bool):
    made = blocks(message, FILE.id if has_file else None)

    SLACK.state.message_blocks(made)

    assert len(fallback(message)) <= FALLBACK


@settings(max_examples=60, deadline=None)
@given(forms)
def test_slack_takes_every_form(form: ShownForm):
    SLACK.state.modals.checked(PORTAL, modal(form), Surface.MODAL)


@settings(deadline=None)
@given(words, st.integers(2, 200))
def test_no_escape_is_cut_in_two(text: str, most: int):
    made = escaped(text, most)

    assert len(made) <= most
    assert not set(made) & set("<>")
    assert clipped(text.strip(), most) in (html.unescape(made), "")


@settings(deadline=None)
@given(words, st.integers(10, 3000))
def test_no_word_is_lost_in_parting_a_text(text: str, most: int):
    parted = list(pieces(text, most))

    assert all(0 < size(piece) <= most for piece in parted)
    assert "".join("".join(parted).split()) == "".join(text.split())


def test_what_is_too_much_for_one_message_is_cut_and_keeps_its_buttons():
    press = ShownButton("Help", "help", "open")
    made = blocks(Shown((ShownLine("word " * 5000),), ((press,),)), None)

    SLACK.state.message_blocks(made)

    *sections, row = made
    assert len(sections) == 5
    assert sections[-1]["text"]["text"].endswith("word…")
    assert row["type"] == "actions"


def test_a_long_text_is_cut_with_an_ellipsis():
    [header, *_] = blocks(Shown((ShownLine("word " * 100, Style.TITLE),)), None)

    assert header["text"]["text"].endswith("word…")
    assert len(header["text"]["text"]) <= 150


def test_small_print_comes_last_and_the_buttons_after_it():
    message = Shown(
        (
            ShownLine("fine print", Style.NOTE),
            ShownLine("Head", Style.TITLE),
            ShownLine("facts"),
            ShownLine("more fine print", Style.NOTE),
            ShownLine("a status"),
        ),
        ((ShownButton("Go", "q", "1", Look.PRIMARY), ShownButton("No", "q", "1", Look.DANGER)),),
    )

    *above, small, row = blocks(message, None)

    assert [block["text"]["text"] for block in above] == ["Head", "facts", "a status"]
    assert small["elements"][0]["text"] == "fine print\nmore fine print"
    first, second = row["elements"]
    assert (first["value"], first["action_id"], first["style"]) == ("q:1", "q:1", "primary")
    assert (second["value"], second["style"]) == ("q:1", "danger")
    assert second["action_id"] != first["action_id"]


def test_the_text_field_is_another_one_for_every_suggestion():
    first, second = (modal(support(place))["blocks"][-1] for place in (0, 1))

    assert first["block_id"] != second["block_id"]
    assert first["element"]["action_id"] == second["element"]["action_id"] == "text"
    assert second["element"]["initial_value"] == support(1).text
    assert second["hint"]["text"] == support(1).text_hint


def test_only_the_list_that_refills_the_text_is_told_at_once():
    [support_list] = [one for one in modal(support())["blocks"] if one.get("dispatch_action")]

    assert support_list["block_id"] == "suggestion"
    assert not any(one.get("dispatch_action") for one in modal(snooze())["blocks"])


@pytest.mark.parametrize("many", [1, 100, 101, 500])
def test_a_long_library_stands_under_headings_and_none_of_it_is_left_out(many: int):
    things = [Resource(f"r-{n}", f"Thing {n}", ResourceKind.READ, text="x") for n in range(many)]
    there = tuple(
        ShelfItem(UUID(int=n), CLIENT, Resource(f"there-{n}", "Thing"), None, "", NINE)
        for n in range(MOST_ON_SHELF)
    )
    form = modal(shelf_forms.form(ShelfFacts(CLIENT, "quiet-harbor", there, things), ENGLISH))

    SLACK.state.modals.checked(PORTAL, form, Surface.MODAL)

    [resource] = [each for each in form["blocks"] if each.get("block_id") == "resource"]
    assert resource["optional"]
    groups = resource["element"]["option_groups"]
    assert {each["label"]["text"] for each in groups} == {"to read"}
    assert len({one["value"] for each in groups for one in each["options"]}) == many


@pytest.mark.parametrize("rule", Rule)
def test_every_suggestion_can_be_read_whole_in_its_list(rule: Rule):
    for text in map(ENGLISH.say, suggestions(rule)):
        first, rest = halves(text, 75)

        assert f"{first} {rest}".strip() == text
        assert len(first) <= 75
        assert len(rest) <= 75
        assert first[-1] in ".?!"
