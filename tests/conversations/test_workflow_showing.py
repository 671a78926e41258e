"""The window with the workflows, each with its switch, and the card of one that ran."""

import pytest

from bots.slack_therapists.home import MOST_BLOCKS, listed
from care.workflows import Did, FirstWeek, Kept, Outcome, TellTherapist, Workflow
from conversations.wording import wording
from conversations.workflow_showing import SHOWN, ListFacts, RunFacts, card, told, window


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


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (Outcome.DONE, "Something from the library is on the shelf."),
        (Outcome.ON_SHELF, "Something from the library is not put on the shelf: it is there"),
    ],
)
def test_the_card_of_a_workflow_does_not_name_what_lies_on_the_shelf(outcome, said):
    did = Did("resource", "living-with-panic", outcome)
    ran = RunFacts("A7", "panic", {"on": "2026-03-02"}, [did], shows_numbers=False)

    lines = [line.text for line in card(ran, wording("en")).lines]

    assert any(line.startswith(said) for line in lines)
    assert "living-with-panic" not in str(lines)
    # The window, which leaves nothing behind, does.
    assert "living-with-panic" in told(did, wording("en"))
