"""Contents: what is written into a letter is what is read from it, and nothing of it is content."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.contents import (
    AlertCard,
    AlertChart,
    Archive,
    Button,
    CaseCard,
    ChainTestCard,
    ChainTestReport,
    CrisisCard,
    CrisisReason,
    GroupAct,
    GroupDeed,
    HideChat,
    HomePage,
    Keypad,
    Lane,
    Line,
    Listing,
    Look,
    MemberGone,
    NotRemoved,
    Overview,
    Passphrase,
    Progress,
    Question,
    Receipt,
    RuleTrial,
    Sentences,
    Style,
    SupportNotice,
    SupportText,
    TakeBack,
    UnknownContent,
    Whereabouts,
    dump_content,
    load_content,
)

words = st.text(st.characters(blacklist_categories=("Cs",)), max_size=20)
instants = st.datetimes(
    min_value=datetime(1970, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    max_value=datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
arguments = st.dictionaries(
    words, st.one_of(words, st.integers(min_value=-(2**53), max_value=2**53), instants), max_size=3
)
lines = st.builds(Line, words, arguments, st.sampled_from(Style))
buttons = st.builds(Button, words, words, words, arguments, st.sampled_from(Look))
contents = st.one_of(
    st.builds(
        GroupAct,
        st.sampled_from(GroupDeed),
        st.integers(min_value=0, max_value=2**53),
        st.none() | st.uuids(),
        st.none() | instants,
    ),
    st.builds(Keypad),
    st.builds(HideChat),
    st.builds(TakeBack, st.integers(0, 10**9)),
    st.builds(CaseCard, st.uuids()),
    st.builds(Archive, st.uuids()),
    st.builds(Passphrase, st.uuids()),
    st.builds(Receipt, st.uuids()),
    st.builds(NotRemoved, st.uuids(), st.integers(0, 10**9)),
    st.builds(MemberGone, st.uuids(), words, st.booleans()),
    st.builds(
        Sentences,
        st.lists(lines, max_size=3).map(tuple),
        st.lists(st.lists(buttons, max_size=3).map(tuple), max_size=3).map(tuple),
    ),
    st.builds(
        Question,
        words,
        words,
        words,
        st.integers(min_value=0, max_value=99),
        st.lists(lines, max_size=2).map(tuple),
    ),
    st.builds(CrisisCard, st.sampled_from(CrisisReason)),
    st.builds(Progress, words),
    *(st.builds(kind, st.uuids()) for kind in (AlertCard, AlertChart, SupportText, SupportNotice)),
    *(st.builds(kind, st.uuids()) for kind in (ChainTestCard, ChainTestReport)),
    st.builds(HomePage, st.integers(min_value=0, max_value=99), st.booleans()),
    st.builds(Overview, st.sampled_from(Listing)),
    st.just(Whereabouts()),
    st.builds(RuleTrial, st.none() | st.uuids(), st.lists(words, max_size=3).map(tuple)),
)


@given(content=contents)
def test_what_is_kept_is_read_back_as_it_was(content):
    assert load_content(json.loads(json.dumps(dump_content(content)))) == content


@pytest.mark.parametrize("kept", [{}, {"kind": "carrier-pigeon"}, {"kind": None}])
def test_a_letter_of_a_release_we_do_not_know_says_so(kept):
    with pytest.raises(UnknownContent):
        load_content(kept)


def test_a_crisis_goes_before_everything_and_a_digest_after():
    assert sorted(Lane) == [
        Lane.CRISIS,
        Lane.REPLY,
        Lane.THERAPIST,
        Lane.REMINDER,
        Lane.DIGEST,
    ]
