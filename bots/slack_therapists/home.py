"""A page as App Home: entries from top to bottom, each with its own row of buttons."""

from collections.abc import Iterable, Iterator

from bots.slack_therapists.blocks import HEADLINE, PARAGRAPH, actions
from bots.slack_therapists.forms import TITLE
from bots.slack_therapists.hearing import LIST
from bots.slack_therapists.texts import Json, pieces, plain
from conversations.contents import Style
from conversations.envelopes import ShownPage, ShownSection, ShownWindow

MOST_BLOCKS = 100


def home(page: ShownPage) -> Json:
    """The view as views.publish takes it; what is beyond a hundred blocks is left out."""
    return {"type": "home", "blocks": _blocks(page.sections)}


def listed(window: ShownWindow) -> Json:
    """The same in a window, as views.open and views.update take it: nothing is sent in."""
    return {
        "type": "modal",
        "callback_id": LIST,
        "title": plain(window.title, TITLE),
        "close": plain(window.close, TITLE),
        "blocks": _blocks(window.sections),
    }


def _blocks(sections: Iterable[ShownSection]) -> list[Json]:
    blocks: list[Json] = []
    for section in sections:
        entry = list(_entry(section))
        if len(blocks) + len(entry) > MOST_BLOCKS:
            break
        blocks += entry
    return blocks


def _entry(section: ShownSection) -> Iterator[Json]:
    """One entry whole: a button never stands without the words it belongs to."""
    for line in section.lines:
        if line.style is Style.TITLE:
            yield {"type": "header", "text": plain(" ".join(line.text.split()), HEADLINE)}
            continue
        for piece in pieces(line.text, PARAGRAPH):
            text = plain(piece, PARAGRAPH)
            if line.style is Style.NOTE:
                yield {"type": "context", "elements": [text]}
            else:
                yield {"type": "section", "text": text}
    if section.buttons:
        yield actions(section.buttons)
