"""HTML from plain words. One function escapes, and every word on a page goes through it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
# What no HTML document may hold, escaped or not; and what would turn the text around it.
_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    "\u202a-\u202e\u2066-\u2069]"
)
_VOID = frozenset({"input", "img", "meta", "link", "br", "hr", "source"})


@dataclass(frozen=True, slots=True)
class Html:
    """Markup that was made here."""

    text: str

    def __str__(self) -> str:
        return self.text


Content: TypeAlias = "Html | str | Iterable[Html | str | None] | None"
Value: TypeAlias = str | int | bool | None


def escaped(text: str) -> str:
    """Text as it may stand between tags and in the value of an attribute."""
    return _UNFIT.sub("\ufffd", text).translate(_ESCAPES)


def element(name: str, /, *content: Content, **attributes: Value) -> Html:
    """One element. Names come from code; a word of anybody is content or the value of an attribute.

    `class_` and `for_` are the attributes that Python has other uses for; `aria_label` is
    `aria-label`. True stands as a bare name, None and False leave an attribute out.
    """
    opened = "".join(_attribute(each, value) for each, value in attributes.items())
    if name in _VOID:
        return Html(f"<{name}{opened}>")
    return Html(f"<{name}{opened}>{together(*content).text}</{name}>")


def together(*content: Content) -> Html:
    """Several things one after the other."""
    return Html("".join(_text(each) for each in content))


def _text(content: Content) -> str:
    match content:
        case None:
            return ""
        case Html(text):
            return text
        case str():
            return escaped(content)
        case _:
            return "".join(_text(each) for each in content)


def _attribute(name: str, value: Value) -> str:
    if value is None or value is False:
        return ""
    plain = name.rstrip("_").replace("_", "-")
    return f" {plain}" if value is True else f' {plain}="{escaped(str(value))}"'


def document(locale: str, title: str, style: str, body: Html) -> str:
    """A whole page. It has one stylesheet, and nothing that runs."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="robots", content="noindex, nofollow"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", title),
        element("link", rel="stylesheet", href=style),
    )
    return f"<!doctype html>{element('html', head, body, lang=locale)}"
