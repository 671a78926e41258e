"""The shelf in words, for the client: what lies there, one thing of it, and what is new."""

from collections.abc import Sequence

from care.shelf import Reaction, Resource, ShelfItem
from conversations.contents import Button, Look, Style
from conversations.envelopes import Shown, ShownButton, ShownLine
from conversations.flows import shelf
from conversations.flows.checkin import help_button
from conversations.showing import Known, button
from conversations.wording import Wording

PER_PAGE = 6
"""So many things on one page: each is a button across a telephone."""

ON_A_BUTTON = 34
"""So many letters of a title a telephone shows on a button."""

NAMED = 3
"""So many new things have a button of their own in the message that tells of them."""


def listed(there: Sequence[ShelfItem], page: int, words: Wording, known: Known) -> Shown:
    """What lies there, the newest first; each thing opens with one tap."""
    lines = [ShownLine(words.say("shelf-title", known), Style.TITLE)]
    if not there:
        lines.append(ShownLine(words.say("shelf-empty", known)))
        return Shown(tuple(lines), ((button(help_button(), words, known),),))
    pages = (len(there) + PER_PAGE - 1) // PER_PAGE
    page = min(page, pages - 1)
    here = there[page * PER_PAGE : (page + 1) * PER_PAGE]
    lines.append(ShownLine("\n".join(_listed(each, words) for each in here)))
    if pages > 1:
        lines.append(ShownLine(words.say("shelf-page", {"page": page + 1, "pages": pages})))
    lines.append(ShownLine(words.say("shelf-about", known), Style.NOTE))
    rows = [(_opens(each, shelf.OPEN),) for each in here]
    turns = _turns(page, pages, words, known)
    return Shown(
        tuple(lines),
        (*rows, *((turns,) if turns else ()), (button(help_button(), words, known),)),
    )


def _listed(item: ShelfItem, words: Wording) -> str:
    said = [item.resource.title, what(item.resource, words)]
    if item.opened_at is None:
        said.append(words.say("shelf-new"))
    elif item.reaction is not None:
        said.append(words.say(f"shelf-state-{item.reaction}"))
    return f"· {' – '.join(said)}"


def what(resource: Resource, words: Wording) -> str:
    """Of what kind it is, and how long it takes if that was said."""
    kind = words.say(f"shelf-kind-{resource.kind}")
    if resource.minutes is None:
        return kind
    return words.say("shelf-takes", {"kind": kind, "minutes": resource.minutes})


def _opens(item: ShelfItem, choice: str) -> ShownButton:
    """A button that wears the title, as the practice wrote it."""
    title = item.resource.title
    label = title if len(title) <= ON_A_BUTTON else f"{title[: ON_A_BUTTON - 1].rstrip()}…"
    return ShownButton(label, shelf.question(item.id), choice)


def _turns(page: int, pages: int, words: Wording, known: Known) -> tuple[ShownButton, ...]:
    turns = []
    if page > 0:
        turns.append(("shelf-newer-button", page - 1))
    if page + 1 < pages:
        turns.append(("shelf-older-button", page + 1))
    return tuple(
        button(Button(key, shelf.QUESTION, f"{shelf.PAGE}{number}"), words, known)
        for key, number in turns
    )


def card(item: ShelfItem, words: Wording, known: Known, place: int = 0) -> Shown:
    """One thing: what it is, why it lies there, what it is for, and what may be said of it.

    By its place on the shelf the way back leads to the page on which it stands.
    """
    resource = item.resource
    lines = [
        ShownLine(resource.title, Style.TITLE),
        ShownLine(_first_large(what(resource, words)), Style.NOTE),
    ]
    if item.staff is None:
        lines.append(ShownLine(words.say("shelf-from-rule", known)))
    if item.why:
        lines.append(ShownLine(words.say("shelf-why", known)))
        lines.append(ShownLine(item.why, Style.QUOTE))
    lines += (ShownLine(each) for each in (resource.about, resource.text, resource.link) if each)
    if item.reaction is not None:
        lines.append(ShownLine(words.say(f"shelf-said-{item.reaction}", known), Style.NOTE))
    lines.append(ShownLine(words.say("shelf-where", known), Style.NOTE))
    return Shown(tuple(lines), (*_says(item, words, known), *_around(item, words, known, place)))


def _first_large(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"


def _says(item: ShelfItem, words: Wording, known: Known) -> list[tuple[ShownButton, ...]]:
    """What may be said of it; what was said already may be taken back."""
    asked = shelf.question(item.id)
    choices = [
        Button(
            f"shelf-{each}-button",
            asked,
            each.value,
            look=Look.PRIMARY if each is Reaction.HELPFUL else Look.PLAIN,
        )
        for each in Reaction
        if each is not item.reaction
    ]
    if item.reaction is not None:
        choices.append(Button("shelf-unsaid-button", asked, shelf.UNSAID))
    return [tuple(button(each, words, known) for each in choices)]


def _around(
    item: ShelfItem, words: Wording, known: Known, place: int
) -> list[tuple[ShownButton, ...]]:
    off = Button("shelf-off-button", shelf.question(item.id), shelf.OFF)
    return [
        (button(off, words, known),),
        (_back(words, known, place // PER_PAGE), button(help_button(), words, known)),
    ]


def _back(words: Wording, known: Known, page: int = 0) -> ShownButton:
    choice = f"{shelf.PAGE}{page}"
    return button(Button("shelf-back-button", shelf.QUESTION, choice), words, known)


def gone(words: Wording, known: Known) -> Shown:
    """What stands where something lay that was taken off."""
    line = ShownLine(words.say("shelf-gone", known))
    return Shown((line,), ((_back(words, known), button(help_button(), words, known)),))


def news(new: Sequence[ShelfItem], words: Wording, known: Known) -> Shown:
    """What is new, however much it is, in one message with the way there."""
    lines = [
        ShownLine(words.say("shelf-told", {**known, "things": len(new)})),
        ShownLine("\n".join(f"· {each.resource.title}" for each in new[:NAMED])),
    ]
    if len(new) > NAMED:
        lines.append(ShownLine(words.say("shelf-news-more", {"things": len(new) - NAMED})))
    whole = Button("shelf-look-button", shelf.QUESTION, shelf.SHOW, look=Look.PRIMARY)
    rows = (
        *((_opens(each, shelf.SHOW),) for each in new[:NAMED]),
        (button(whole, words, known), button(help_button(), words, known)),
    )
    return Shown(tuple(lines), rows)
