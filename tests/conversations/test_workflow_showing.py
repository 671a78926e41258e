"""The window with the workflows: each with its switch, and how many there are beyond it."""

import pytest

from bots.slack_therapists.home import MOST_BLOCKS, listed
from care.workflows import FirstWeek, Kept, TellTherapist, Workflow
from conversations.wording import wording
from conversations.workflow_showing import SHOWN, ListFacts, window


def many(count):
    made = (
        Workflow(f"workflow-{number:02}", FirstWeek(), (), (TellTherapist(),))
        for number in range(count)
    )
    return [Kept(each, 1, on=True) for each in made]


@pytest.mark.parametrize("locale", ["en", "es"])
@pytest.mark.parametrize("client", ["", "A7"])
def test_sixty_workflows_do_not_end_without_a_word_and_what_ran_stays(locale, client):
    shown = window(ListFacts(many(60), {}, client), wording(locale))

    blocks = listed(shown)["blocks"]
    assert len(blocks) <= MOST_BLOCKS
    assert "60" in str(blocks[1])
    assert "portal workflow list" in str(blocks[1])
    assert sum(each["type"] == "actions" for each in blocks) == SHOWN
    assert not client or "A7" in str(blocks[-1])


def test_what_fits_is_shown_whole_and_counted_nowhere():
    shown = window(ListFacts(many(SHOWN), {}), wording("en"))

    blocks = listed(shown)["blocks"]
    assert sum(each["type"] == "actions" for each in blocks) == SHOWN
    assert "portal workflow list" not in str(blocks)
