"""A page as App Home: entries from top to bottom, each with its own row of buttons."""

from collections.abc import Iterator

from bots.slack_therapists.blocks import HEADLINE, PARAGRAPH, actions
from bots.slack_therapists.texts import Json, pieces, plain
from conversations.contents import Style
from conversations.envelopes import ShownPage, ShownSection

MOST_BLOCKS = 100


def home(page: ShownPage) -> Json:
    """The view as views.publish takes it; what is beyond a hundred blocks is left out."""
    blocks: list[Json] = []
    for section in page.sections:
        entry = list(_entry(section))
        if len(blocks) + len(entry) > MOST_BLOCKS:
            break
        blocks += entry
    return {"type": "home", "blocks": blocks}


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
