"""Messages in words: where one is, the conversation, and the card for the therapist."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from care.correspondence import ClientMessage, State, Waiting, Written, pages
from care.people import ClientId, StaffId
from conversations.contents import Argument, Button, Look, Style
from conversations.envelopes import Shown, ShownButton, ShownLine
from conversations.flows import answering, correspondence
from conversations.flows.checkin import help_button
from conversations.showing import Known, button
from conversations.wording import Wording


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    """A client's message, and what is known of its way."""

    message: ClientMessage
    posts_at: datetime | None
    """When its card is to be posted, where that is still to come."""
    answer_waits: bool = False
    """An answer was written and has not left yet."""


@dataclass(frozen=True, slots=True)
class MessagesFacts:
    """How it stands with a client's messages, for the therapist."""

    client: ClientId
    code: str
    waiting: Waiting
    settled: tuple[State, datetime, str] | None
    """What became last of one, when, and through whom."""
    may_act: bool
    may_read: bool


# --- for the client ---------------------------------------------------------------------------


def receipt(facts: ReceiptFacts, words: Wording, known: Known) -> Shown:
    """What is known of a message, and no more: Slack does not tell who looks."""
    message = facts.message
    lines = [
        ShownLine(words.say("message-kept", {**known, "at": message.written_at})),
        ShownLine(_whereabouts(facts, words, known)),
    ]
    if message.state is State.WAITING:
        lines.append(ShownLine(words.say("message-nobody-waits", known), Style.NOTE))
    where = Button("message-where-button", correspondence.question(message.id), "where")
    return Shown(
        tuple(lines), ((button(where, words, known),), *_around(words, known, with_new=True))
    )


def _whereabouts(facts: ReceiptFacts, words: Wording, known: Known) -> str:
    message = facts.message
    if message.state is State.ANSWERED and facts.answer_waits:
        return words.say("message-where-answering", known)
    if message.state is not State.WAITING and message.settled_at is not None:
        return words.say(f"message-where-{message.state}", {**known, "at": message.settled_at})
    if message.told_at is None and message.opened_at is None:
        if facts.posts_at is None:
            return words.say("message-where-not-delivered", known)
        return words.say("message-where-later", {**known, "at": facts.posts_at})
    said = []
    if message.told_at is not None:
        said.append(words.say("message-where-posted", {**known, "at": message.told_at}))
    if message.opened_at is None:
        said.append(words.say("message-where-unopened", known))
    else:
        said.append(words.say("message-where-opened", {**known, "at": message.opened_at}))
    return " ".join(said)


def conversation(
    written: Sequence[Written],
    names: Mapping[StaffId, str],
    page: int,
    words: Wording,
    known: Known,
) -> Shown:
    """One page, its oldest message first, as a chat is read."""
    every = pages(written)
    number = min(page, len(every) - 1)
    lines = [ShownLine(words.say("message-list-title", known), Style.TITLE)]
    if not every[number]:
        lines.append(ShownLine(words.say("message-list-nothing", known)))
    for each in reversed(every[number]):
        lines.append(ShownLine(_by(each, names, words), Style.NOTE))
        lines.append(ShownLine(each.text, Style.QUOTE))
    turns = []
    if number + 1 < len(every):
        turns.append(_turn("message-earlier-button", number + 1, words, known))
    if number > 0:
        turns.append(_turn("message-later-button", number - 1, words, known))
    rows = (tuple(turns),) if turns else ()
    return Shown(tuple(lines), (*rows, *_around(words, known, with_new=True, with_all=False)))


def _by(each: Written, names: Mapping[StaffId, str], words: Wording) -> str:
    if each.by is None:
        return words.say("message-by-you", {"at": each.at})
    return words.say("message-by-therapist", {"at": each.at, "therapist": names.get(each.by, "")})


def _turn(key: str, page: int, words: Wording, known: Known) -> ShownButton:
    asked = Button(key, correspondence.QUESTION, f"{correspondence.PAGE}{page}")
    return button(asked, words, known)


def _around(
    words: Wording, known: Known, *, with_new: bool, with_all: bool = True
) -> tuple[tuple[ShownButton, ...], ...]:
    ways = []
    if with_new:
        ways.append(Button("message-new-button", correspondence.QUESTION, correspondence.NEW))
    if with_all:
        ways.append(Button("message-all-button", correspondence.QUESTION, correspondence.ALL))
    drawn = tuple(button(each, words, known) for each in ways)
    return drawn, (button(help_button(), words, known),)


# --- for the therapist --------------------------------------------------------------------------


def of_client(facts: MessagesFacts, words: Wording) -> Shown:
    """That a client has written, and what can be done; what was written is on the record page."""
    whose: dict[str, Argument] = {"client": facts.code}
    waits = facts.waiting.messages > 0
    title = "staff-messages-wrote" if waits else "staff-messages-title"
    lines = [ShownLine(words.say(title, whose), Style.TITLE)]
    if waits and facts.waiting.first_at is not None:
        since: dict[str, Argument] = {
            "messages": facts.waiting.messages,
            "at": facts.waiting.first_at,
        }
        lines.append(ShownLine(words.say("staff-messages-waiting", since)))
        opened = "staff-messages-opened" if facts.waiting.is_opened else "staff-messages-unopened"
        lines.append(ShownLine(words.say(opened)))
    else:
        lines.append(ShownLine(words.say("staff-messages-none")))
    if facts.settled is not None:
        state, at, by = facts.settled
        said = words.say(f"staff-messages-{state}", {"at": at, "therapist": by})
        lines.append(ShownLine(said))
    lines.append(ShownLine(words.say("staff-messages-note", whose), Style.NOTE))
    return Shown(tuple(lines), (_acts(facts, words, waits=waits),))


def _acts(facts: MessagesFacts, words: Wording, *, waits: bool) -> tuple[ShownButton, ...]:
    asked, acts = answering.of(facts.client), []
    if facts.may_read:
        acts.append(
            Button(
                "staff-messages-read-button",
                asked,
                answering.READ,
                look=Look.PRIMARY if waits else Look.PLAIN,
            )
        )
    if facts.may_act:
        key = "staff-messages-answer-button" if waits else "staff-messages-write-button"
        acts.append(Button(key, asked, answering.ANSWER))
    if facts.may_act and waits:
        acts.append(Button("staff-messages-close-button", asked, answering.CLOSE))
    return tuple(button(each, words, {}) for each in acts)


@dataclass(frozen=True, slots=True)
class DeputyFacts:
    """What who stands in is told of a client of somebody away."""

    code: str
    therapist: str
    until: datetime
    waiting: Waiting
    session_at: datetime | None = None
    """Of which appointment there is a wish; None where it is about a message."""


def deputy_note(facts: DeputyFacts, words: Wording) -> Shown:
    """That there is something, since when, and who can read what it says."""
    about: dict[str, Argument] = {
        "client": facts.code,
        "therapist": facts.therapist,
        "until": facts.until,
    }
    if facts.session_at is not None:
        lines = [
            ShownLine(words.say("deputy-appointment", about), Style.TITLE),
            ShownLine(words.say("deputy-appointment-at", {"at": facts.session_at})),
        ]
    else:
        lines = [ShownLine(words.say("deputy-wrote", about), Style.TITLE)]
        if facts.waiting.first_at is not None:
            since: dict[str, Argument] = {
                "messages": facts.waiting.messages,
                "at": facts.waiting.first_at,
            }
            lines.append(ShownLine(words.say("staff-messages-waiting", since)))
    lines.append(ShownLine(words.say("deputy-away", about)))
    lines.append(ShownLine(words.say("deputy-note", about), Style.NOTE))
    return Shown(tuple(lines))
