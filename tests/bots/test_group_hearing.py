"""What the groups' bot hears: what a person did, nothing, or a named refusal; never a crash."""

import json
import traceback
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.telegram_groups.hearing import ANSWER, Unparsable, heard
from care.groups import RIGHTS
from conversations.envelopes import GROUPS, Inbound
from conversations.moderation import HIDDEN_LINK, OUTSIDER, SHARED_CONTACT
from conversations.turn import (
    Asked,
    AskedInGroup,
    AskedToJoin,
    Came,
    DoorMade,
    Edited,
    GroupMoved,
    GroupRights,
    Left,
    MemberMoved,
    Posted,
    Returned,
    Said,
    SentFile,
    Tapped,
)

ANA = {"id": 700, "is_bot": False, "first_name": "Ana", "username": "Ana_M", "language_code": "de"}
BEN = {"id": 701, "is_bot": False, "first_name": "Ben"}
CARE = {"id": 123, "is_bot": True, "first_name": "Care", "username": "care_group_bot"}
CIRCLE = {"id": -100500, "type": "supergroup", "title": "Tuesdays"}
HERS = {"id": 700, "type": "private", "first_name": "Ana"}
CHANNEL = {"id": -100900, "type": "channel", "title": "Offers"}
AT = 1772355600
GROUP_ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group"}


def update(**what):
    return json.dumps({"update_id": 5, **what}).encode()


def message(**what):
    return {"message_id": 9, "date": AT, "chat": CIRCLE, "from": ANA} | what


def said(text, **what):
    return update(message=message(text=text, **what))


def from_ana(event, **what):
    return Inbound(GROUPS, "700", event, **{"language": "de"} | what)


def standing(member):
    body = {"chat": CIRCLE, "from": ANA, "date": AT}
    old = {"user": CARE, "status": "member"}
    return update(my_chat_member=body | {"old_chat_member": old, "new_chat_member": member})


def leading(**rights):
    every = (
        *("can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages"),
        *("can_manage_video_chats", "can_restrict_members", "can_promote_members"),
        *("can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories"),
        "can_delete_stories",
    )
    return {"user": CARE, "status": "administrator", **dict.fromkeys(every, False), **rights}


def test_words_in_a_group_are_heard_with_who_wrote_them_and_where():
    assert heard(said("I slept well")) == from_ana(
        Posted("-100500", 9, "I slept well", frozenset(), "Ana_M")
    )


def test_a_caption_counts_as_words_and_so_does_a_changed_message():
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
    shown = update(message=message(photo=photo, caption="call me"))
    changed = update(edited_message=message(text="call me", edit_date=AT + 5))

    assert heard(shown).event.text == "call me"
    assert heard(changed).event == Posted("-100500", 9, "call me", frozenset(), "Ana_M")


def test_a_picture_without_words_is_nothing_to_look_at():
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]

    assert heard(update(message=message(photo=photo))) is None


@pytest.mark.parametrize(
    ("what", "mark"),
    [
        (
            {"entities": [{"type": "text_link", "offset": 0, "length": 4, "url": "https://a.b"}]},
            HIDDEN_LINK,
        ),
        ({"entities": [{"type": "text_mention", "offset": 0, "length": 4, "user": BEN}]}, OUTSIDER),
        ({"contact": {"phone_number": "+49123", "first_name": "Ben"}}, SHARED_CONTACT),
    ],
)
def test_what_the_platform_marks_is_passed_on(what, mark):
    assert mark in heard(said("here", **what)).event.marks


def test_a_command_is_heard_with_what_it_answers_to():
    about = message(message_id=4, text="buy this", **{"from": BEN})

    assert heard(said("/Report@care_group_bot it hurts", reply_to_message=about)).event == (
        AskedInGroup("-100500", 9, "report", "it hurts", 4, "701")
    )


@pytest.mark.parametrize(
    "author", [{"from": CARE}, {"from": GROUP_ANONYMOUS, "sender_chat": CIRCLE}]
)
def test_a_command_about_a_message_of_nobody_names_nobody(author):
    about = message(message_id=4, text="welcome", **author)

    assert heard(said("/report", reply_to_message=about)).event.author is None


@pytest.mark.parametrize("field", ["message", "edited_message"])
def test_a_post_in_the_name_of_a_channel_is_looked_at_as_the_channels(field):
    posted = message(text="t.me/offers", sender_chat=CHANNEL, **{"from": GROUP_ANONYMOUS})

    assert heard(update(**{field: posted})) == (
        Inbound(GROUPS, "-100900", Posted("-100500", 9, "t.me/offers", by_chat=True))
    )


@pytest.mark.parametrize("field", ["message", "edited_message"])
@pytest.mark.parametrize(
    "what", [{"sender_chat": CIRCLE}, {"sender_chat": CHANNEL, "is_automatic_forward": True}]
)
def test_who_leads_without_a_name_and_the_groups_own_channel_are_left_alone(field, what):
    posted = message(text="t.me/offers", **what, **{"from": GROUP_ANONYMOUS})

    assert heard(update(**{field: posted})) is None


def test_who_asks_to_join_is_heard_with_the_time():
    asked = {"chat": CIRCLE, "from": ANA, "date": AT, "user_chat_id": 700}

    assert heard(update(chat_join_request=asked)) == from_ana(
        AskedToJoin("-100500", datetime.fromtimestamp(AT, UTC))
    )


@pytest.mark.parametrize(
    ("status", "more", "inside"),
    [
        ("member", {}, True),
        ("left", {}, False),
        ("kicked", {"until_date": 0}, False),
    ],
)
def test_who_came_or_left_is_heard_as_the_member_and_not_as_who_did_it(status, more, inside):
    moved = {
        "chat": CIRCLE,
        "from": BEN,
        "date": AT,
        "old_chat_member": {"user": ANA, "status": "left"},
        "new_chat_member": {"user": ANA, "status": status, **more},
    }

    assert heard(update(chat_member=moved)) == from_ana(MemberMoved("-100500", inside))


@pytest.mark.parametrize(
    ("member", "lacks"),
    [
        ({"user": CARE, "status": "member"}, RIGHTS),
        (leading(), RIGHTS),
        (leading(**dict.fromkeys(RIGHTS, True)), ()),
        (leading(**dict.fromkeys(RIGHTS[1:], True)), RIGHTS[:1]),
    ],
)
def test_what_the_bot_may_not_do_in_a_group_is_heard(member, lacks):
    assert heard(standing(member)).event == GroupRights("-100500", tuple(lacks))


def test_a_group_that_gets_another_number_is_heard():
    moved = message(migrate_to_chat_id=-100600)

    assert heard(update(message=moved)).event == GroupMoved("-100500", "-100600")


@pytest.mark.parametrize(
    ("what", "event"),
    [
        ({"text": "hello"}, Said("hello")),
        ({"text": "/start abc"}, Came("abc")),
        ({"text": "/help now"}, Asked("help")),
        ({"document": {"file_id": "f", "file_unique_id": "u"}}, SentFile("file")),
    ],
)
def test_in_private_it_hears_what_any_bot_hears(what, event):
    assert heard(update(message=message(chat=HERS, **what))) == from_ana(event)


def test_in_private_a_changed_message_is_heard_as_one():
    assert heard(update(edited_message=message(chat=HERS, text="no"))).event == Edited("no")


@pytest.mark.parametrize(("status", "event"), [("member", Returned()), ("kicked", Left())])
def test_who_blocks_the_bot_or_takes_it_back_is_heard(status, event):
    new = {"user": CARE, "status": status} | ({"until_date": 0} if status == "kicked" else {})
    old = {"user": CARE, "status": "member"}
    body = {"chat": HERS, "from": ANA, "date": AT, "old_chat_member": old, "new_chat_member": new}

    assert heard(update(my_chat_member=body)) == from_ana(event)


def test_a_button_is_heard_with_what_an_answer_needs():
    query = {"id": "tap1", "from": ANA, "chat_instance": "1", "data": "pledge:8:agree"}

    assert heard(update(callback_query=query)) == from_ana(
        Tapped("pledge:8", "agree"), answer_to="tap1"
    )


def test_what_bots_do_is_nobodys():
    assert heard(said("beep", **{"from": CARE})) is None


def test_what_the_bot_has_learnt_itself_is_heard_as_the_groups():
    door = json.dumps({ANSWER: {"chat": "-100500", "door": "https://t.me/+abc"}}).encode()
    looked = {"chat": "-100500", "missing": ["can_invite_users"], "leaders": ["700"]}

    assert heard(door) == Inbound(GROUPS, "-100500", DoorMade("-100500", "https://t.me/+abc"))
    assert heard(json.dumps({ANSWER: looked}).encode()).event == (
        GroupRights("-100500", ("can_invite_users",), ("700",))
    )


SCRAPS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(
    field=st.sampled_from(["message", "edited_message", "chat_member", "callback_query"]),
    key=st.sampled_from(["chat", "from", "text", "entities", "sender_chat", "date", "contact"]),
    scrap=SCRAPS,
)
def test_whatever_arrives_is_heard_or_unparsable_and_never_quoted(field, key, scrap):
    body = update(**{field: message(text="a secret of hers") | {key: scrap}})

    quoted = ""
    try:
        inbound = heard(body)
    except Unparsable as error:
        inbound, quoted = None, "".join(traceback.format_exception(error))

    assert inbound is None or inbound.bot == GROUPS
    assert "a secret of hers" not in quoted
