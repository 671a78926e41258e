"""A message in Slack's blocks: headline, facts, picture, what else is to say, small print, buttons.

The order of the paragraphs is the writer's; the small print comes last, and the picture stands
under the first paragraph, where the eye looks for it after the headline.
"""

from collections.abc import Iterable, Iterator

from bots.slack_therapists.texts import Json, clipped, escaped, pieces, plain, size
from conversations.contents import Look, Style
from conversations.envelopes import Picture, Shown, ShownButton, ShownLine

MOST_BLOCKS = 50
ALL_TEXTS = 13_000
"""Slack refuses messages whose texts add up to some 13,200 characters, and says so nowhere."""
HEADLINE, PARAGRAPH, LABEL, FALLBACK = 150, 3000, 75, 3000
ALTERNATIVE = 2000
ACTION_ID = 240
BUTTONS_IN_A_ROW, MOST_BUTTONS = 25, 100


def message(shown: Shown, file: str | None) -> Json:
    """What chat.postMessage and chat.update have in common; `file` is the uploaded picture."""
    return {"text": fallback(shown), "blocks": blocks(shown, file), "parse": "none"}


def fallback(shown: Shown) -> str:
    """The message in one string, for notifications and for screens without blocks."""
    said = [line.text for line in shown.lines if line.style is not Style.NOTE]
    said += [line.text for line in shown.lines if line.style is Style.NOTE]
    if not said and shown.picture is not None:
        said = [shown.picture.alternative]
    return escaped("\n".join(said), FALLBACK)


def blocks(shown: Shown, file: str | None) -> list[Json]:
    """The message in blocks, within every limit; without a file, words stand for the picture."""
    rows = list(_rows(shown.buttons))
    labels = sum(size(button["text"]["text"]) for row in rows for button in row["elements"])
    most = MOST_BLOCKS - len(rows)
    return [*_within(_words(shown, file), ALL_TEXTS - labels, most), *rows]


def _words(shown: Shown, file: str | None) -> Iterator[Json]:
    above, below, small = _arranged(shown.lines)
    for line in above:
        yield from _paragraph(line)
    if shown.picture is not None:
        yield from _picture(shown.picture, file)
    for line in below:
        yield from _paragraph(line)
    for piece in pieces("\n".join(line.text for line in small), PARAGRAPH):
        yield _small_print(piece)


def _arranged(
    lines: Iterable[ShownLine],
) -> tuple[list[ShownLine], list[ShownLine], list[ShownLine]]:
    """What stands above the picture, what below it, and the small print."""
    said = [line for line in lines if line.style is not Style.NOTE]
    small = [line for line in lines if line.style is Style.NOTE]
    first = next(
        (place for place, line in enumerate(said) if line.style is not Style.TITLE), len(said)
    )
    return said[: first + 1], said[first + 1 :], small


def _paragraph(line: ShownLine) -> Iterator[Json]:
    if line.style is Style.TITLE:
        headline = " ".join(line.text.split())
        if headline:
            yield {"type": "header", "text": plain(headline, HEADLINE)}
        return
    for piece in pieces(line.text, PARAGRAPH):
        yield _quote(piece) if line.style is Style.QUOTE else _section(piece)


def _section(text: str) -> Json:
    return {"type": "section", "text": plain(text, PARAGRAPH)}


def _quote(text: str) -> Json:
    words = {"type": "text", "text": text}
    quoted = {"type": "rich_text_quote", "elements": [words]}
    return {"type": "rich_text", "elements": [quoted]}


def _small_print(text: str) -> Json:
    return {"type": "context", "elements": [plain(text, PARAGRAPH)]}


def _picture(picture: Picture, file: str | None) -> Iterator[Json]:
    alternative = clipped(picture.alternative.strip(), ALTERNATIVE) or picture.name
    if file is None:
        yield _small_print(alternative)
    else:
        yield {"type": "image", "slack_file": {"id": file}, "alt_text": alternative}


def _within(words: Iterable[Json], room: int, most: int) -> Iterator[Json]:
    """As many blocks as all texts together may have; the last one that fits is cut."""
    for place, block in enumerate(words):
        holder = _holder(block)
        if place == most or room <= 1:
            return
        if holder is not None:
            holder["text"] = clipped(holder["text"], room)
            room -= size(holder["text"])
        yield block


def _holder(block: Json) -> Json | None:
    """The text object of a block."""
    match block:
        case {"type": "context", "elements": [dict(text)]}:
            return text
        case {"type": "rich_text", "elements": [{"elements": [dict(text)]}]}:
            return text
        case {"text": dict(text)}:
            return text
        case _:
            return None


def _rows(rows: Iterable[Iterable[ShownButton]]) -> Iterator[Json]:
    left = MOST_BUTTONS
    for row in rows:
        buttons = list(row)[:left]
        left -= len(buttons)
        for start in range(0, len(buttons), BUTTONS_IN_A_ROW):
            yield actions(buttons[start : start + BUTTONS_IN_A_ROW])


def actions(buttons: Iterable[ShownButton]) -> Json:
    """One row of buttons."""
    taken: set[str] = set()
    return {"type": "actions", "elements": [_button(each, taken) for each in buttons]}


def _button(button: ShownButton, taken: set[str]) -> Json:
    value = f"{button.question}:{button.choice}"
    action_id = value[:ACTION_ID]
    # Two buttons may say the same; Slack wants their ids to differ, we read the value alone.
    while action_id in taken:
        action_id = f"{value[:ACTION_ID]}#{len(taken)}"
    taken.add(action_id)
    drawn: Json = {
        "type": "button",
        "text": plain(button.label, LABEL),
        "action_id": action_id,
        "value": value,
    }
    match button.look:
        case Look.PRIMARY | Look.DANGER:
            drawn["style"] = button.look.value
        case Look.PLAIN:
            pass
    return drawn
