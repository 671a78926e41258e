"""One client's record as HTML: its head, its parts, and what is new of it."""

from bots.record_page.html import Html, element, together
from conversations.record_pages import (
    Badge,
    Figure,
    ShownAnswer,
    ShownDrawing,
    ShownEntry,
    ShownNews,
    ShownPart,
    ShownRecord,
    ShownRow,
    ShownScale,
    ShownTable,
    ShownText,
    Way,
)

RECORD, LIST = 2, 3
"""How deep headlines of parts stand, in a record and on the list of several."""


def record(shown: ShownRecord, base: str) -> Html:
    """A whole record, under its own headline."""
    here = f"{base}/clients/{shown.code}"
    head = element(
        "header",
        element("h1", shown.code, *map(_badge, shown.badges)),
        element("ul", *(element("li", each) for each in shown.lines), class_="facts"),
        element("p", shown.span, class_="span"),
        _ways(shown.ways, here),
        class_="record",
    )
    return together(
        head, *(_part(each, here, RECORD) for each in shown.parts), _ways(shown.ways, here)
    )


def news(shown: ShownNews, base: str, token: Html) -> Html:
    """What is new about one client, in the scroll of all."""
    here = f"{base}/clients/{shown.record.code}"
    name = f"client-{shown.record.code}"
    head = element(
        "header",
        element("h2", shown.record.code, *map(_badge, shown.record.badges), id=name),
        element("p", shown.record.span, class_="span"),
        class_="record",
    )
    read = element(
        "form",
        token,
        element("input", type="hidden", name="read_to", value=shown.read_to),
        element("button", shown.mark, aria_describedby=name),
        element("a", shown.whole, href=here, class_="way", aria_describedby=name),
        method="post",
        action=f"{here}/read",
        class_="read",
    )
    parts = (_part(each, here, LIST) for each in shown.record.parts)
    return element("article", head, *parts, read, class_="news", aria_labelledby=name)


def _badge(badge: Badge) -> Html:
    return together(" ", element("span", badge.label, class_=f"badge {badge.tone}"))


def _ways(ways: tuple[Way, ...], here: str) -> Html | None:
    if not ways:
        return None
    links = (
        element("a", each.label, href=f"{here}?until={each.to}" if each.to else here, class_="way")
        for each in ways
    )
    return element("nav", *links, class_="ways")


def _part(part: ShownPart, here: str, level: int) -> Html:
    found = [
        *(_scale(each, here, level + 1) for each in part.scales),
        *(_entry(each, here, level + 1) for each in part.entries),
    ]
    return element(
        "section",
        element(f"h{level}", part.title),
        _onward(part.ways, here),
        *(found or [element("p", part.empty, class_="empty")]),
        # On the reading list stand several clients, each with the same parts.
        id=part.name if level == RECORD else None,
        class_=f"part {part.name}",
    )


def _onward(ways: tuple[Way, ...], here: str) -> Html | None:
    """To pages below the client's own."""
    links = (element("a", each.label, href=f"{here}/{each.to}", class_="way") for each in ways)
    return element("nav", *links, class_="ways") if ways else None


def text(shown: ShownText, level: int) -> Html:
    """A longer text as it was written, line by line; folded where it is not the one that counts."""
    words = element("blockquote", element("p", shown.text), class_="whole")
    if shown.is_folded:
        return element("details", element("summary", shown.title), words, class_="text")
    return element("section", element(f"h{level}", shown.title), words, class_="text")


def _photo(photo: ShownDrawing, here: str) -> Html:
    where = f"{here}/photos/{photo.name}.jpg"
    shown = element("img", src=where, alt=photo.alternative, loading="lazy", class_="photo")
    return element("a", shown, href=where)


def _words(entry: ShownEntry) -> Html:
    """What was written, as it was written."""
    return together(
        element("blockquote", element("p", entry.quote)) if entry.quote else None,
        element("dl", *map(_asked, entry.asked), class_="asked") if entry.asked else None,
    )


def _asked(answer: ShownAnswer) -> Html:
    return element("div", element("dt", answer.question), element("dd", answer.answer))


def _entry(entry: ShownEntry, here: str, level: int) -> Html:
    lines = together(*(element("p", each) for each in entry.lines))
    told = (_words(entry), lines) if entry.words_first else (lines, _words(entry))
    return element(
        "article",
        element(f"h{level}", entry.title),
        element("p", _badge(entry.badge), " ", element("span", entry.when), class_="when"),
        *told,
        *(text(each, level + 1) for each in entry.texts),
        *(_photo(each, here) for each in entry.photos),
        *(element("p", each, class_="note") for each in entry.notes),
        _onward(entry.ways, here),
        class_=f"card entry {entry.badge.tone}",
    )


# --- answers ----------------------------------------------------------------------------------


def _scale(scale: ShownScale, here: str, level: int) -> Html:
    return element(
        "section",
        element(f"h{level}", scale.title),
        _figures(scale.figures) if scale.figures else None,
        element("p", scale.note, class_="note") if scale.note else None,
        element("div", *(_drawing(each, here) for each in scale.drawings), class_="drawings")
        if scale.drawings
        else None,
        _table(scale.table) if scale.table else None,
        class_="card scale",
    )


def _figures(figures: tuple[Figure, ...]) -> Html:
    bare = "" if any(each.note for each in figures) else " bare"
    return element("dl", *map(_figure, figures), class_=f"figures{bare}")


def _figure(figure: Figure) -> Html:
    return element(
        "div",
        element("dt", figure.label),
        element("dd", figure.value, class_="value"),
        element("dd", figure.note, class_="note") if figure.note else None,
    )


def _drawing(drawing: ShownDrawing, here: str) -> Html:
    return element("img", src=f"{here}/{drawing.name}.png", alt=drawing.alternative, loading="lazy")


def _table(table: ShownTable) -> Html:
    """Rows that open show one response after the other; others are a table."""
    opens = any(each.answers for each in (*table.rows, *table.folded))
    shown = _responses if opens else _numbers
    folded = (
        element("details", element("summary", table.fold), shown(table, table.folded))
        if table.folded
        else None
    )
    return together(shown(table, table.rows), folded)


def _numbers(table: ShownTable, rows: tuple[ShownRow, ...]) -> Html:
    heads = (element("th", each, scope="col") for each in table.heads)
    return element(
        "table",
        element("caption", table.caption, class_="unseen"),
        element("thead", element("tr", *heads)),
        element("tbody", *map(_number_row, rows)),
    )


def _number_row(row: ShownRow) -> Html:
    first, *cells = row.cells
    marks = (element("span", each, class_="mark") for each in row.marks)
    return element(
        "tr",
        element("th", first, *(together(" ", each) for each in marks), scope="row"),
        *(element("td", each) for each in cells),
    )


def _responses(table: ShownTable, rows: tuple[ShownRow, ...]) -> Html:
    return element("ul", *(element("li", _response(table, each)) for each in rows), class_="rows")


def _response(table: ShownTable, row: ShownRow) -> Html:
    cells = [
        element("span", element("span", f"{head}: ", class_="unseen"), cell, class_="cell")
        for head, cell in zip(table.heads, row.cells, strict=True)
    ]
    marks = (element("span", each, class_="mark") for each in row.marks)
    spaced = [together(each, " ") for each in (*cells, *marks)]
    return element(
        "details",
        element("summary", *spaced),
        element("dl", *map(_answer, row.answers), class_="items"),
        class_="response" if len(cells) > 2 else "response several",
    )


def _answer(answer: ShownAnswer) -> Html:
    mark = element("span", answer.mark, class_="mark") if answer.mark else None
    return element(
        "div",
        element("dt", answer.question),
        element("dd", answer.answer, " " if mark else None, mark),
        class_="marked" if mark else None,
    )
