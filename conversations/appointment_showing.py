"""Appointments in words: one and the list for the client, a client's for the therapist."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from care.appointments import OF_CLIENT, Appointment, AppointmentEntry, Entry, State
from care.people import ClientId
from conversations.contents import Argument, Button, Look, Style
from conversations.envelopes import Shown, ShownButton, ShownLine
from conversations.flows import appointing, appointments, records
from conversations.flows.checkin import help_button
from conversations.showing import Known, button
from conversations.wording import Wording

LISTED = 8
"""So many appointments a list has; the record holds them all."""


@dataclass(frozen=True, slots=True)
class AppointmentFacts:
    """An appointment with its trail, the oldest first, and the instant at which it is told of."""

    appointment: Appointment
    now: datetime
    trail: Sequence[AppointmentEntry] = ()
    elsewhere: str = ""
    """When it begins on the clocks of the practice, where those show something else."""

    @property
    def is_coming(self) -> bool:
        """Whether it stands and has not begun."""
        return self.appointment.is_coming(self.now)

    @property
    def has_words(self) -> bool:
        """Whether the client wrote about the request that waits."""
        asked = [each for each in self.trail if each.kind is Entry.OTHER_TIME]
        return self.appointment.requested_at is not None and bool(asked and asked[-1].words)

    @property
    def by_practice(self) -> AppointmentEntry | None:
        """What the practice did last."""
        done = [each for each in self.trail if each.kind not in OF_CLIENT]
        return done[-1] if done else None


# --- for the client ---------------------------------------------------------------------------


def card(facts: AppointmentFacts, words: Wording, known: Known) -> Shown:
    """When, where, how it stands, and what may be said to it."""
    lines = [ShownLine(words.say("appointment-card-title", known)), _when(facts, words)]
    lines += _where(facts, words, known)
    lines += [ShownLine(each) for each in _stands(facts, words, known)]
    last = facts.by_practice
    if last is not None and last.words:
        lines.append(ShownLine(words.say("appointment-word", known)))
        lines.append(ShownLine(last.words, Style.QUOTE))
    rows = _answers(facts, words, known) if facts.is_coming else ()
    return Shown(tuple(lines), (*rows, _around(words, known)))


def _when(facts: AppointmentFacts, words: Wording) -> ShownLine:
    return ShownLine(words.instant(facts.appointment.starts_at), Style.TITLE)


def _where(facts: AppointmentFacts, words: Wording, known: Known) -> list[ShownLine]:
    found = facts.appointment
    said = [words.say("appointment-minutes", {"minutes": found.minutes})]
    if found.how is not None:
        said.append(words.say(f"appointment-how-{found.how}"))
    lines = [ShownLine(" · ".join(said))]
    if facts.elsewhere:
        there = {**known, "at": facts.elsewhere}
        lines.append(ShownLine(words.say("appointment-elsewhere", there), Style.NOTE))
    if found.place:
        lines.append(ShownLine(found.place, Style.QUOTE))
    return lines


def _stands(facts: AppointmentFacts, words: Wording, known: Known) -> list[str]:
    """What the practice did, and what the client has said, as it is."""
    found, said = facts.appointment, []
    last = facts.by_practice
    if found.state is State.CANCELLED:
        return [words.say("appointment-cancelled", known)]
    if found.state is State.DECLINED:
        return [words.say("appointment-declined", known)]
    if not facts.is_coming:
        return [words.say("appointment-over", known)]
    if last is not None and last.kind is Entry.MOVED and found.moves:
        said.append(words.say("appointment-moved", known))
    if last is not None and last.kind is Entry.STAYS:
        said.append(words.say("appointment-stays", known))
    if found.requested_at is not None:
        said.append(words.say("appointment-requested", {**known, "at": found.requested_at}))
    elif found.confirmed_at is not None:
        said.append(words.say("appointment-confirmed", known))
    else:
        said.append(words.say("appointment-question", known))
    return said


def _answers(
    facts: AppointmentFacts, words: Wording, known: Known
) -> tuple[tuple[ShownButton, ...], ...]:
    found = facts.appointment
    rows = []
    if found.confirmed_at is None:
        rows.append(_says("appointment-yes-button", appointments.YES, found, Look.PRIMARY))
    if found.requested_at is None:
        rows.append(_says("appointment-other-button", appointments.OTHER, found))
    rows.append(_says("appointment-cannot-button", appointments.CANNOT, found))
    return tuple((button(each, words, known),) for each in rows)


def _says(key: str, said: str, found: Appointment, look: Look = Look.PLAIN) -> Button:
    asked = appointments.question(found.id)
    return Button(key, asked, appointments.choice(said, found.moves), look=look)


def _around(words: Wording, known: Known) -> tuple[ShownButton, ...]:
    whole = Button("appointment-list-button", appointments.LIST, appointments.SHOW)
    return button(whole, words, known), button(help_button(), words, known)


def listed(found: Sequence[Appointment], words: Wording, known: Known) -> Shown:
    """What is to come, the soonest first; each opens with one tap."""
    shown = found[:LISTED]
    lines = [ShownLine(words.say("appointment-list-title", known), Style.TITLE)]
    if not shown:
        lines.append(ShownLine(words.say("appointment-list-nothing", known)))
    else:
        lines.append(ShownLine("\n".join(_listed(each, words) for each in shown)))
        lines.append(ShownLine(words.say("appointment-list-note", known), Style.NOTE))
    rows = tuple(
        (
            ShownButton(
                words.instant(each.starts_at), appointments.question(each.id), appointments.SHOW
            ),
        )
        for each in shown
    )
    return Shown(tuple(lines), (*rows, (button(help_button(), words, known),)))


def _listed(found: Appointment, words: Wording) -> str:
    said = [words.instant(found.starts_at)]
    said.append(words.say("appointment-minutes", {"minutes": found.minutes}))
    said.append(words.say(f"appointment-state-{_state(found)}"))
    return f"· {' – '.join(said)}"


def _state(found: Appointment) -> str:
    if found.state is not State.PLANNED:
        return found.state.value
    if found.requested_at is not None:
        return "requested"
    return "confirmed" if found.confirmed_at is not None else "open"


def soon(facts: AppointmentFacts, words: Wording, known: Known) -> Shown:
    """That it begins within the hour; what is not said yet may still be said."""
    at = {**known, "clock": words.clock(facts.appointment.starts_at)[:5]}
    lines = [ShownLine(words.say("appointment-soon", at))]
    if not words.discreet:
        lines += _where(facts, words, known)
    rows = _answers(facts, words, known) if facts.appointment.confirmed_at is None else ()
    shows = ShownButton(
        words.say("appointment-look-button"),
        appointments.question(facts.appointment.id),
        appointments.SHOW,
    )
    if words.discreet:
        # What the buttons say would say it too; they stand one tap further.
        rows = ()
    return Shown(tuple(lines), (*rows, (shows, button(help_button(), words, known))))


# --- for the therapist ------------------------------------------------------------------------


def of_client(
    client: ClientId,
    code: str,
    coming: Sequence[AppointmentFacts],
    lately: Sequence[AppointmentFacts],
    words: Wording,
    *,
    may_act: bool,
) -> Shown:
    """What is to come, numbered, with what can be done with each, and what became of the last."""
    lines = [ShownLine(words.say("staff-appointment-title", {"client": code}), Style.TITLE)]
    rows: list[tuple[ShownButton, ...]] = []
    if not coming:
        lines.append(ShownLine(words.say("staff-appointment-none", {"client": code})))
    for number, each in enumerate(coming[:LISTED], start=1):
        lines.append(ShownLine(f"{number}. {_told(each, words)}"))
        if may_act:
            acts = [
                _act(f"staff-appointment-{act}-button", each.appointment, act, {"number": number})
                for act in _acts(each.appointment)
            ]
            rows.append(tuple(button(one, words, {}) for one in acts))
    if any(each.has_words for each in coming):
        said = words.say("staff-appointment-has-words", {"client": code})
        lines.append(ShownLine(said, Style.NOTE))
    if lately:
        said = "\n".join(f"· {_told(each, words)}" for each in lately)
        lines.append(ShownLine(words.say("staff-appointment-lately"), Style.NOTE))
        lines.append(ShownLine(said, Style.NOTE))
    below = [Button("record-open-button", f"{records.RECORD}:{client}", records.OPEN)]
    if may_act:
        asked = appointing.of(client)
        new = Button("staff-appointment-plan-button", asked, appointing.PLAN, look=Look.PRIMARY)
        below.insert(0, new)
    rows.append(tuple(button(each, words, {}) for each in below))
    return Shown(tuple(lines), tuple(rows))


def _told(facts: AppointmentFacts, words: Wording) -> str:
    """One line: when, how, and what the client has said, as far as they know of it."""
    found = facts.appointment
    said = [words.instant(found.starts_at)]
    said.append(words.say("appointment-minutes", {"minutes": found.minutes}))
    if found.how is not None:
        said.append(words.say(f"appointment-how-{found.how}"))
    if found.state is State.PLANNED and not facts.is_coming:
        said.append(words.say("staff-appointment-over"))
        return " · ".join(said)
    said.append(words.say(f"staff-appointment-{_state(found)}"))
    if facts.has_words:
        said.append(words.say("staff-appointment-wrote"))
    if facts.is_coming and found.told_at is None:
        said.append(words.say("staff-appointment-untold"))
    return " · ".join(said)


def _acts(found: Appointment) -> list[str]:
    """What can be done with one that is to come."""
    waits = [] if found.requested_at is None else [appointing.STAYS]
    return [appointing.MOVE, *waits, appointing.CANCEL]


def _act(key: str, found: Appointment, act: str, numbered: dict[str, Argument]) -> Button:
    waits = act == appointing.MOVE and found.requested_at is not None
    look = Look.PRIMARY if waits else Look.PLAIN
    return Button(key, appointing.one(found.id), act, numbered, look=look)


def news(
    client: ClientId, code: str, facts: AppointmentFacts, words: Wording, *, may_act: bool
) -> Shown:
    """What a client said to an appointment, as it stands now; never the words they wrote."""
    found = facts.appointment
    args: dict[str, Argument] = {"client": code, "at": found.starts_at}
    lines = [ShownLine(words.say(f"staff-appointment-news-{_state(found)}", args))]
    last = facts.trail[-1] if facts.trail else None
    if found.state is State.PLANNED and last is not None and last.kind not in OF_CLIENT:
        lines = [ShownLine(words.say(f"staff-appointment-news-{last.kind}", args))]
    if facts.has_words:
        lines.append(ShownLine(words.say("staff-appointment-has-words", args), Style.NOTE))
    waits = facts.is_coming and found.requested_at is not None
    if waits:
        lines.append(ShownLine(words.say("staff-appointment-news-waits"), Style.NOTE))
    acts = [Button("staff-appointment-button", appointing.of(client), appointing.OPEN)]
    acts.append(Button("record-open-button", f"{records.RECORD}:{client}", records.OPEN))
    if waits and may_act:
        could = [_act(f"staff-appointment-it-{act}-button", found, act, {}) for act in _acts(found)]
        acts = [*could, *acts]
    return Shown(tuple(lines), (tuple(button(each, words, {}) for each in acts),))
