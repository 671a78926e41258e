"""One note as HTML: its text, the form to write it in, and what can be done with it."""

from bots.record_page.html import Html, element, together
from bots.record_page.records import text
from conversations.record_pages import (
    Badge,
    ShownNote,
    ShownPress,
    ShownSelect,
    ShownSending,
    ShownWriting,
)

LINES = 16
"""So high the field is before somebody pulls at it."""


def note(shown: ShownNote, base: str, token: Html) -> Html:
    """The whole page, under its own headline."""
    here = f"{base}/clients/{shown.code}"
    links = [(each.label, f"{here}/{each.to}") for each in shown.ways]
    if shown.to_record:
        links.append((shown.to_record, f"{here}#notes"))
    ways = [element("a", label, href=to, class_="way") for label, to in links]
    return together(
        element("h1", shown.title, *map(_badge, shown.badges)),
        _trouble(shown.trouble) if shown.trouble else None,
        *(element("p", each, class_="lead") for each in shown.lines),
        *(text(each, 2) for each in shown.texts),
        *(_form(each, here, token) for each in shown.forms),
        *(text(each, 2) for each in shown.kept),
        element("nav", *ways, class_="ways") if ways else None,
    )


def _badge(badge: Badge) -> Html:
    return together(" ", element("span", badge.label, class_=f"badge {badge.tone}"))


def _trouble(said: tuple[str, ...]) -> Html:
    return element("div", *(element("p", each) for each in said), class_="trouble", role="alert")


def _form(sending: ShownSending, here: str, token: Html) -> Html:
    hidden = (
        element("input", type="hidden", name=name, value=value) for name, value in sending.hidden
    )
    return element(
        "form",
        token,
        *hidden,
        *map(_select, sending.selects),
        _writing(sending.writing) if sending.writing else None,
        element("p", *map(_press, sending.buttons), class_="presses"),
        method="post",
        action=f"{here}/{sending.to}",
        class_="writing",
    )


def _select(select: ShownSelect) -> Html:
    options = (
        element("option", each.label, value=each.value, selected=each.is_chosen)
        for each in select.options
    )
    return together(
        element("label", select.label, for_=select.name),
        element("select", *options, id=select.name, name=select.name),
    )


def _writing(writing: ShownWriting) -> Html:
    hint = f"{writing.name}-hint"
    # No browser cuts off what is too long: the answer says so, and the text is still there.
    return together(
        element("label", writing.label, for_=writing.name),
        element(
            "textarea",
            # A browser leaves the first line break out.
            "\n",
            writing.text,
            id=writing.name,
            name=writing.name,
            rows=LINES,
            autocomplete="off",
            spellcheck="false",
            aria_describedby=hint,
        ),
        element("p", writing.hint, id=hint, class_="note"),
    )


def _press(press: ShownPress) -> Html:
    return together(
        element(
            "button",
            press.label,
            name="then" if press.value else None,
            value=press.value or None,
            class_="quiet" if press.is_quiet else None,
        ),
        " ",
    )
