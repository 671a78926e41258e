"""A client's shelf in Slack: what lies there, with the form that changes it or to be looked at."""

from collections.abc import Sequence
from dataclasses import dataclass

from care.people import ClientId
from care.shelf import Resource, ResourceKind, ShelfItem
from conversations.contents import Argument, Style
from conversations.envelopes import ShownLine, ShownSection, ShownWindow
from conversations.flows import shelving
from conversations.form_fields import OneOfField, Option, ShownField, WordsField
from conversations.showing import ShownForm
from conversations.turn import Form
from conversations.wording import Wording

_KINDS = tuple(ResourceKind)


@dataclass(frozen=True, slots=True)
class ShelfFacts:
    """A client's shelf, and what the practice's library offers."""

    client: ClientId
    code: str
    there: Sequence[ShelfItem]
    offered: Sequence[Resource]
    takes_messages: bool = True
    locale: str = ""
    """The client's language: what is of another one says so."""


def form(facts: ShelfFacts, words: Wording) -> ShownForm:
    """What lies there, something to put there, and something to take off."""
    known: dict[str, Argument] = {"client": facts.code}
    notes = [*_listed(facts, words)]
    if not facts.offered:
        notes.append(words.say("staff-shelf-library-empty"))
    notes.append(words.say(_telling(facts), known))
    return ShownForm(
        Form.SHELF,
        str(facts.client),
        words.say("staff-shelf-title"),
        words.say("staff-shelf-submit"),
        words.say("support-cancel"),
        (words.say("staff-shelf-of", known), *notes),
        fields=(*_put(facts, words), *_off(facts, words)),
    )


def window(facts: ShelfFacts, words: Wording) -> ShownWindow:
    """What lies there, for who may look at it and not change it."""
    known: dict[str, Argument] = {"client": facts.code}
    lines = [ShownLine(words.say("staff-shelf-of", known), Style.TITLE)]
    lines += (ShownLine(each) for each in _listed(facts, words))
    if not facts.offered:
        lines.append(ShownLine(words.say("staff-shelf-library-empty"), Style.NOTE))
    return ShownWindow(
        words.say("staff-shelf-title"),
        words.say("workflow-close"),
        (ShownSection(tuple(lines)),),
    )


def _listed(facts: ShelfFacts, words: Wording) -> list[str]:
    if not facts.there:
        return [words.say("staff-shelf-none", {"client": facts.code})]
    return [_told(number, each, words) for number, each in enumerate(facts.there, start=1)]


def _told(number: int, item: ShelfItem, words: Wording) -> str:
    """One line of the list: what it is, since when, and what was said of it."""
    named: dict[str, Argument] = {"number": number, "title": item.resource.title}
    said = [
        words.say("staff-shelf-item", named),
        words.say("staff-shelf-since", {"at": item.put_at}),
    ]
    if item.staff is None:
        said.append(words.say("staff-shelf-by-rule"))
    if item.reaction is not None:
        said.append(words.say(f"shelf-state-{item.reaction}"))
    elif item.opened_at is not None:
        said.append(words.say("staff-shelf-opened"))
    else:
        said.append(words.say("staff-shelf-not-opened"))
    return " · ".join(said)


def _telling(facts: ShelfFacts) -> str:
    return "staff-shelf-tells" if facts.takes_messages else "staff-shelf-tells-not"


def _put(facts: ShelfFacts, words: Wording) -> list[ShownField]:
    """The library by kind, without what lies there already."""
    there = {each.resource.code for each in facts.there}
    options = tuple(
        Option(
            _named(each, facts.locale),
            each.code,
            words.say(f"shelf-kind-{each.kind}"),
        )
        for each in sorted(facts.offered, key=_place)
        if each.code not in there
    )
    if not options:
        return []
    return [
        OneOfField(
            shelving.RESOURCE,
            words.say("staff-shelf-resource-label"),
            options,
            hint=words.say("staff-shelf-resource-hint"),
            is_optional=True,
        ),
        WordsField(
            shelving.WHY,
            words.say("staff-shelf-why-label"),
            words.say("staff-shelf-why-hint"),
            is_optional=True,
        ),
    ]


def _place(resource: Resource) -> tuple[int, str]:
    """Where it stands in the list: by kind, then by title."""
    return _KINDS.index(resource.kind), resource.title.casefold()


def _named(resource: Resource, locale: str) -> str:
    language = resource.language
    is_theirs = not language or language.partition("-")[0].lower() == locale
    return resource.title if is_theirs else f"{resource.title} ({language})"


def _off(facts: ShelfFacts, words: Wording) -> list[ShownField]:
    if not facts.there:
        return []
    options = tuple(Option(each.resource.title, str(each.id)) for each in facts.there)
    label = words.say("staff-shelf-off-label")
    return [OneOfField(shelving.OFF, label, options, is_optional=True)]
