"""A therapist's clients beside each other as HTML: the picture, and the same as a table."""

from urllib.parse import urlencode

from bots.record_page.html import Html, element, together
from conversations.record_pages import ShownCaseload, ShownDrawing, ShownRow, ShownTable

NARROW = "phone"
_PHONE = "(max-width: 34rem)"


def caseload(shown: ShownCaseload, base: str) -> Html:
    """The whole page, under its headline."""
    here = f"{base}/caseload"
    return together(
        element("h1", shown.title),
        *(element("p", each, class_="lead") for each in shown.lines),
        _tabs(shown, here) if len(shown.tabs) > 1 else None,
        _drawing(shown.drawing, here, shown.page) if shown.drawing else None,
        _folded(shown.fold, shown.table, base) if shown.table else None,
        _ways(shown, here) if shown.ways else None,
    )


def _tabs(shown: ShownCaseload, here: str) -> Html:
    links = (
        element(
            "a",
            each.label,
            href=f"{here}?{_query({'scale': each.to})}",
            class_="tab",
            aria_current="page" if each.is_here else None,
        )
        for each in shown.tabs
    )
    return element("nav", *links, class_="tabs", aria_label=shown.tabs_name)


def _drawing(drawing: ShownDrawing, here: str, page: int) -> Html:
    asked = {"scale": drawing.name, "page": str(page)}
    narrow = f"{here}.png?{_query({**asked, 'width': NARROW})}"
    # The browser fetches one of the two, the one that can be read on this screen.
    return element(
        "picture",
        element("source", media=_PHONE, srcset=narrow),
        element("img", src=f"{here}.png?{_query(asked)}", alt=drawing.alternative),
        class_="caseload",
    )


def _folded(fold: str, table: ShownTable, base: str) -> Html:
    heads = (element("th", each, scope="col") for each in table.heads)
    whole = element(
        "table",
        element("caption", table.caption, class_="unseen"),
        element("thead", element("tr", *heads)),
        element("tbody", *(_row(each, base) for each in table.rows)),
    )
    wide = element("div", whole, class_="wide", role="region", tabindex=0, aria_label=fold)
    return element("details", element("summary", fold), wide, class_="caseload")


def _row(row: ShownRow, base: str) -> Html:
    code, *cells = row.cells
    link = element("a", code, href=f"{base}/clients/{code}")
    return element("tr", element("th", link, scope="row"), *(element("td", each) for each in cells))


def _ways(shown: ShownCaseload, here: str) -> Html:
    scale = shown.drawing.name if shown.drawing else ""
    links = (
        element(
            "a",
            each.label,
            href=f"{here}?{_query({'scale': scale, 'page': each.to})}",
            class_="way",
        )
        for each in shown.ways
    )
    return element("nav", *links, class_="ways")


def _query(asked: dict[str, str]) -> str:
    return urlencode(asked, errors="replace")
