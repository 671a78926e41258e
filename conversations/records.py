"""A client's record in words: the parts it has, each from what the rows say.

What a later part needs is one more function in `PARTS`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from care.alerts import AlertState
from care.appointments import (
    OF_CLIENT,
    Appointment,
    AppointmentEntry,
)
from care.appointments import (
    State as AppointmentState,
)
from care.correspondence import ClientMessage
from care.correspondence import State as ClientMessageState
from care.goals import Goal, GoalState
from care.homework import Entry, Homework, HomeworkEntry
from care.journal import JournalEntry, Prompt
from care.moments import Moment
from care.people import ClientStatus
from care.progress import Trajectory
from care.shelf import ShelfItem
from conversations import record_notes
from conversations.contents import Argument
from conversations.courses import item_name, weighed
from conversations.goal_showing import RATINGS, near
from conversations.known_showing import KnownFacts, on_record
from conversations.record_notes import NoteFacts
from conversations.record_pages import (
    Badge,
    Figure,
    ShownAnswer,
    ShownDrawing,
    ShownEntry,
    ShownPart,
    ShownRecord,
    ShownRow,
    ShownScale,
    ShownTable,
    Tone,
    Way,
)
from conversations.shelf_showing import what
from conversations.showing import AlertFacts, alert_finding, alert_status, alert_story, rule_line
from conversations.wording import Wording
from questionnaires.instrument import Instrument, Measure, ScoreKind
from questionnaires.scoring import Score, band, score, scores
from questionnaires.wording import InstrumentWording

UNFOLDED = 14
"""So many responses stand open; the others of the same time are folded below."""

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class FiledFacts:
    """All answers of one check-in, as they were filed."""

    instrument: str
    version: str
    on: date
    late: bool
    answers: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class WrittenFacts:
    """A therapist's message to the client, and what became of it."""

    by: str
    text: str
    state: str
    written_at: datetime
    settles_at: datetime


@dataclass(frozen=True, slots=True)
class ReceivedFacts:
    """A client's message, and through whom it was answered, or marked as read."""

    by: str
    message: ClientMessage


@dataclass(frozen=True, slots=True)
class HomeworkFacts:
    """A piece of homework, who assigned it, and everything that was said about it."""

    by: str
    """Empty where a rule did."""
    piece: Homework
    trail: Sequence[HomeworkEntry] = ()


@dataclass(frozen=True, slots=True)
class LyingFacts:
    """Something on the client's shelf, and who put it there."""

    by: str
    """Empty where a workflow did."""
    item: ShelfItem


@dataclass(frozen=True, slots=True)
class MomentFacts:
    """A key moment, and who marked it."""

    by: str
    """Empty where the client did."""
    moment: Moment


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """An appointment, and everything that was said about it, with who said it."""

    appointment: Appointment
    trail: Sequence[tuple[str, AppointmentEntry]] = ()
    """Each entry beside a name; empty where the client, or the machine's account, did it."""


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """A stretch of one client's record, as the rows have it now; the newest first."""

    code: str
    status: ClientStatus
    therapist: str
    since: date
    appointment: datetime | None
    first: date
    last: date
    filed: Sequence[FiledFacts] = ()
    courses: Mapping[str, Trajectory] = field(default_factory=dict)
    """All scores there are, by instrument."""
    drawings: Mapping[str, Sequence[ShownDrawing]] = field(default_factory=dict)
    """What can be drawn of each instrument."""
    alerts: Sequence[AlertFacts] = ()
    written: Sequence[WrittenFacts] = ()
    received: Sequence[ReceivedFacts] = ()
    homework: Sequence[HomeworkFacts] = ()
    shelf: Sequence[LyingFacts] | None = None
    """What lies there now; None in a stretch of the past, which does not tell."""
    moments: Sequence[MomentFacts] = ()
    """Key moments that the client lets the therapist see, the newest day first."""
    journal: Sequence[JournalEntry] = ()
    """Journal entries that the client lets the therapist read, the newest first."""
    appointments: Sequence[MeetingFacts] = ()
    """Those that begin in this stretch, and in the newest those to come; the last first."""
    now: datetime | None = None
    """The instant at which this is read."""
    goals: Sequence[Goal] | None = None
    """Goals that the client shares, as they stand now; None in a stretch of the past."""
    goals_drawn: ShownDrawing | None = None
    notes: Sequence[NoteFacts] = ()
    """Notes of sessions in this stretch, and in the newest those that nobody has settled."""
    writes_notes: bool = False
    """Whether the reader may write one."""
    paused_until: datetime | None = None
    known: Sequence[KnownFacts] = ()
    """Critical answers that are known, each with its plan."""
    ended: datetime | None = None
    """When the client was discharged, who was."""
    is_whole: bool = True
    """Whether empty parts say that they are; else they are left out."""


Part = Callable[[RecordFacts, Wording], ShownPart]


def record(facts: RecordFacts, words: Wording, ways: tuple[Way, ...] = ()) -> ShownRecord:
    """The record from top to bottom."""
    past = {
        part for part, now in ((shelf_part, facts.shelf), (goals_part, facts.goals)) if now is None
    }
    parts = [part(facts, words) for part in PARTS if part not in past]
    shown = [each for each in parts if facts.is_whole or each.scales or each.entries]
    span = {"first": words.full_day(facts.first), "last": words.full_day(facts.last)}
    return ShownRecord(
        facts.code,
        (_status(facts, words),),
        tuple(_standing(facts, words)),
        words.say("record-span", span),
        tuple(shown),
        ways,
    )


def news(facts: RecordFacts, since: datetime, words: Wording) -> ShownRecord:
    """What is new since an instant, and nothing of what is not."""
    return replace(record(facts, words), span=words.say("record-new-since", {"at": since}))


def _status(facts: RecordFacts, words: Wording) -> Badge:
    if facts.status is ClientStatus.ACTIVE:
        return Badge(words.say("record-active"), Tone.CALM)
    if facts.status is ClientStatus.PAUSED and facts.paused_until is not None:
        return Badge(words.say("staff-client-paused-until", {"until": facts.paused_until}))
    return Badge(words.say(f"staff-client-{facts.status}"))


def _standing(facts: RecordFacts, words: Wording) -> list[str]:
    said = [
        words.say("record-therapist", {"therapist": facts.therapist}),
        words.say("record-since", {"on": words.full_day(facts.since)}),
    ]
    if facts.ended is not None:
        said.append(words.say("record-ended", {"at": facts.ended}))
    if facts.appointment is not None:
        said.append(words.say("record-appointment", {"at": facts.appointment}))
    return said + [on_record(each, words) for each in facts.known]


# --- notes ------------------------------------------------------------------------------------


def notes_part(facts: RecordFacts, words: Wording) -> ShownPart:
    """What was written down so that both hold the same words, and what the client said to it."""
    return ShownPart(
        "notes",
        words.say("record-notes"),
        entries=tuple(record_notes.entry(each, words) for each in facts.notes),
        empty=words.say("record-no-notes"),
        ways=(Way(words.say("record-note-new"), "notes/new"),) if facts.writes_notes else (),
    )


# --- alerts -----------------------------------------------------------------------------------


def alerts_part(facts: RecordFacts, words: Wording) -> ShownPart:
    """What was raised, with its evidence and the rule, and who dealt with it."""
    return ShownPart(
        "alerts",
        words.say("record-alerts"),
        entries=tuple(_alert(each, words) for each in facts.alerts),
        empty=words.say("record-no-alerts"),
    )


def _alert(alert: AlertFacts, words: Wording) -> ShownEntry:
    finding = alert_finding(alert, words)
    notes = [rule_line(alert, words)]
    if alert.state is not AlertState.OPEN:
        notes.append(alert_status(alert, words))
    if alert.times > 1:
        again: dict[str, Argument] = {
            "at": alert.raised_at,
            "last": alert.last_raised_at,
            "times": alert.times,
        }
        notes.append(words.say("alert-raised-again", again))
    return ShownEntry(
        finding[:1].upper() + finding[1:],
        Badge(words.say(f"record-alert-{alert.state}"), _tone(alert)),
        words.instant(alert.last_raised_at),
        (alert_story(alert, words),),
        tuple(notes),
    )


def _tone(alert: AlertFacts) -> Tone:
    if alert.state in (AlertState.RESOLVED, AlertState.TAKEN):
        return Tone.CALM
    return Tone.URGENT if alert.urgent else Tone.WARM


# --- answers ----------------------------------------------------------------------------------


def answers_part(facts: RecordFacts, words: Wording) -> ShownPart:
    """Each instrument that was answered in this time: its numbers, its picture, every response."""
    codes = dict.fromkeys(each.instrument for each in facts.filed)
    ordered = sorted(codes, key=lambda code: _place(words.library.instrument(code)))
    return ShownPart(
        "answers",
        words.say("record-answers"),
        scales=tuple(_scale(code, facts, words) for code in ordered),
        empty=words.say("record-no-answers"),
    )


def _place(instrument: Instrument) -> tuple[bool, bool]:
    """What has critical items comes first, and what is asked daily last."""
    return instrument.score is ScoreKind.EACH, not instrument.critical


def _scale(code: str, facts: RecordFacts, words: Wording) -> ShownScale:
    filed = [each for each in facts.filed if each.instrument == code]
    instrument = words.library.instrument(code)
    asked = words.library.nearest(code, instrument.version, words.locale)
    title = asked.title if asked else code.upper()
    rows = tuple(_row(each, instrument, words) for each in filed)
    if instrument.score is ScoreKind.EACH:
        heads = tuple(item_name(item.code, words) for item in instrument.items)
        figures, note = _means(instrument, filed, words), words.say("record-mean")
    elif instrument.total is None:
        heads = (words.say("record-total"),)
        figures, note = _newest(instrument, asked, facts, words), ""
    else:
        heads = (words.say("record-total"), words.say("record-band"))
        course = facts.courses.get(code)
        figures = _figures(course, asked, words) if course else ()
        note = _whose_number(course, words) if course else ""
    return ShownScale(
        code,
        title,
        figures,
        note,
        drawings=tuple(facts.drawings.get(code, ())),
        table=ShownTable(
            title,
            (words.say("record-date"), *heads),
            rows[:UNFOLDED],
            rows[UNFOLDED:],
            words.say("record-fold", {"rows": len(rows) - UNFOLDED}),
        ),
    )


def _figures(
    course: Trajectory, asked: InstrumentWording | None, words: Wording
) -> tuple[Figure, ...]:
    """The latest score and the first, and whether the difference is more than chance."""
    figures = []
    newest, first = course.latest, course.baseline
    for label, point in (("record-latest", newest), ("record-first", first)):
        out_of: dict[str, Argument] = {
            "score": point.score,
            "highest": f"{course.measure.highest:g}",
        }
        named = _band(course.measure, point.score, asked)
        day = words.full_day(point.on)
        note = words.say("record-day", {"band": named, "on": day}) if named else day
        figures.append(Figure(words.say(label), words.say("record-score", out_of), note))
        if len(course.points) == 1:
            return tuple(figures)
    figures.append(Figure(words.say("record-change"), _signed(course.difference)))
    before, since = course.week_before, course.week_over_week
    # With two scores a week apart the change since the first says it already.
    if before is not None and since is not None and before != first:
        day = words.say("record-week-since", {"on": words.full_day(before.on)})
        figures.append(Figure(words.say("record-week"), _signed(since), day))
    return tuple(figures)


def _whose_number(course: Trajectory, words: Wording) -> str:
    """Whether the difference is more than chance, and whose number tells that."""
    said, change = weighed(course, words), course.measure.reliable_change
    if said is None or change is None or len(course.points) == 1:
        return ""
    return words.say("record-threshold", {"said": said, "source": change.source})


def _newest(
    instrument: Instrument, asked: InstrumentWording | None, facts: RecordFacts, words: Wording
) -> tuple[Figure, ...]:
    """The latest score of each subscale, where there is no total."""
    figures = []
    for name in instrument.courses:
        course = facts.courses.get(name)
        if course is None:
            continue
        measure, score = course.measure, course.latest.score
        out_of: dict[str, Argument] = {"score": score, "highest": f"{measure.highest:g}"}
        named, day = _band(measure, score, asked), words.full_day(course.latest.on)
        note = words.say("record-day", {"band": named, "on": day}) if named else day
        label = _subscale(measure.code, asked)
        figures.append(Figure(label, words.say("record-score", out_of), note))
    return tuple(figures)


def _subscale(code: str, asked: InstrumentWording | None) -> str:
    return asked.subscales.get(code, code) if asked else code


def _signed(number: float) -> str:
    return f"{number:+g}".replace("-", "−") if number else "0"


def _means(
    instrument: Instrument, filed: Sequence[FiledFacts], words: Wording
) -> tuple[Figure, ...]:
    """The mean of each daily item over the last week that was answered."""
    newest = max(each.on for each in filed)
    week = [each.answers for each in filed if newest - each.on < WEEK]
    figures = []
    for number, item in enumerate(instrument.items, start=1):
        values = [answers[number] for answers in week if number in answers]
        if values:
            mean = words.number(sum(values) / len(values))
            figures.append(Figure(item_name(item.code, words), mean))
    return tuple(figures)


def _total(scored: Score | None) -> str:
    return "–" if scored is None else f"{scored.total:g}"


def _band(measure: Measure, total: float, asked: InstrumentWording | None) -> str:
    reached = band(measure, total)
    return asked.bands.get(reached, reached) if asked and reached else ""


def _row(filed: FiledFacts, newest: Instrument, words: Wording) -> ShownRow:
    """One response, scored as its own version says, in the columns of the newest one."""
    instrument = words.library.instrument(filed.instrument, filed.version)
    asked = words.library.nearest(filed.instrument, filed.version, words.locale)
    marks = [words.say("record-late")] if filed.late else []
    if any(instrument.is_critical(item, value) for item, value in filed.answers.items()):
        marks.insert(0, words.say("record-critical"))
    day = words.day(filed.on)
    if instrument.score is ScoreKind.EACH:
        values = [filed.answers.get(number) for number in instrument.numbers]
        cells = tuple("–" if value is None else str(value) for value in values)
        return ShownRow((day, *cells), tuple(marks))
    if newest.total is None:
        found = scores(instrument, filed.answers)
        several = " · ".join(
            f"{_subscale(each.code, asked)} {_total(found.get(each.code))}"
            for each in instrument.subscales
        )
        answers = _answers(instrument, asked, filed, words)
        return ShownRow((day, several), tuple(marks), answers)
    scored = score(instrument, filed.answers)
    cells = (
        ("–", "")
        if scored is None
        else (f"{scored.total:g}", asked.bands.get(scored.band or "", "") if asked else "")
    )
    return ShownRow((day, *cells), tuple(marks), _answers(instrument, asked, filed, words))


def _answers(
    instrument: Instrument,
    asked: InstrumentWording | None,
    filed: FiledFacts,
    words: Wording,
) -> tuple[ShownAnswer, ...]:
    """Every item as the client was asked it, and what was chosen."""
    told = []
    for number in instrument.numbers:
        value = filed.answers.get(number)
        item = asked.item(number) if asked else None
        chosen = words.say("record-unanswered") if value is None else str(value)
        if item is not None and value is not None and item.choices[value] != chosen:
            chosen = f"{value} · {item.choices[value]}"
        critical = value is not None and instrument.is_critical(number, value)
        told.append(
            ShownAnswer(
                f"{number}. {item.text if item else instrument.item(number).code}",
                chosen,
                words.say("record-critical") if critical else "",
            )
        )
    return tuple(told)


# --- messages ---------------------------------------------------------------------------------


def messages_part(facts: RecordFacts, words: Wording) -> ShownPart:
    """What therapists wrote to the client, and what became of it."""
    return ShownPart(
        "messages",
        words.say("record-messages"),
        entries=tuple(_message(each, words) for each in facts.written),
        empty=words.say("record-no-messages"),
    )


def _message(written: WrittenFacts, words: Wording) -> ShownEntry:
    state = words.say(f"record-message-{written.state}", {"at": written.settles_at})
    tone = Tone.WARM if written.state == "failed" else Tone.PLAIN
    return ShownEntry(
        written.by, Badge(state, tone), words.instant(written.written_at), quote=written.text
    )


def received_part(facts: RecordFacts, words: Wording) -> ShownPart:
    """What the client wrote to the therapist, and what became of it."""
    return ShownPart(
        "received",
        words.say("record-received"),
        entries=tuple(_received(each, words) for each in facts.received),
        empty=words.say("record-no-received"),
    )


def _received(facts: ReceivedFacts, words: Wording) -> ShownEntry:
    message = facts.message
    settled: dict[str, Argument] = {"at": message.settled_at} if message.settled_at else {}
    waits = message.state is ClientMessageState.WAITING
    return ShownEntry(
        words.say("record-received-by-client"),
        Badge(
            words.say(f"record-received-{message.state}", settled),
            Tone.WARM if waits else Tone.PLAIN,
        ),
        words.instant(message.written_at),
        notes=(words.say("record-received-by", {"therapist": facts.by}),) if facts.by else (),
        quote=message.text,
    )


# --- homework ---------------------------------------------------------------------------------


def homework_part(facts: RecordFacts, words: Wording) -> ShownPart:
    """What was assigned, where it stands, and what the client wrote about it."""
    return ShownPart(
        "homework",
        words.say("record-homework"),
        entries=tuple(_piece(each, words) for each in facts.homework),
        empty=words.say("record-no-homework"),
    )


def _piece(facts: HomeworkFacts, words: Wording) -> ShownEntry:
    piece = facts.piece
    tone = Tone.WARM if piece.came_back else Tone.PLAIN
    giver: dict[str, Argument] = {"therapist": facts.by, "at": piece.assigned_at}
    notes = [words.say("record-homework-by" if facts.by else "record-homework-by-rule", giver)]
    if piece.due_on is not None:
        notes.append(words.say("record-homework-due", {"on": words.full_day(piece.due_on)}))
    theirs = (Entry.WORDS, Entry.FILE)
    notes += [_step(each, words) for each in facts.trail if each.kind not in theirs]
    said = [
        words.say("record-homework-wrote", {"at": each.at, "words": each.words})
        for each in facts.trail
        if each.kind is Entry.WORDS
    ]
    return ShownEntry(
        piece.title,
        Badge(words.say(f"homework-state-{piece.state}"), tone),
        words.instant(piece.answered_at or piece.assigned_at),
        (piece.task,),
        tuple(notes),
        quote="\n\n".join(said),
        photos=tuple(
            ShownDrawing(str(each.id), words.say("record-homework-photo", {"at": each.at}))
            for each in facts.trail
            if each.kind is Entry.FILE
        ),
    )


def _step(entry: HomeworkEntry, words: Wording) -> str:
    """One step of the trail, with what a therapist said to it."""
    if entry.kind is Entry.REVIEWED:
        key = "record-homework-answered" if entry.words else "record-homework-reviewed"
        return words.say(key, {"at": entry.at, "words": entry.words})
    state = words.say(f"homework-state-{entry.kind}")
    return words.say("record-homework-step", {"at": entry.at, "state": state})


# --- the shelf --------------------------------------------------------------------------------


def shelf_part(facts: RecordFacts, words: Wording) -> ShownPart:
    """What lies on the client's shelf, why, and what the client said of it."""
    return ShownPart(
        "shelf",
        words.say("record-shelf"),
        entries=tuple(_lying(each, words) for each in facts.shelf or ()),
        empty=words.say("record-no-shelf"),
    )


def _lying(facts: LyingFacts, words: Wording) -> ShownEntry:
    item = facts.item
    putter: dict[str, Argument] = {"therapist": facts.by, "at": item.put_at}
    notes = [words.say("record-shelf-by" if facts.by else "record-shelf-by-rule", putter)]
    if item.opened_at is None:
        notes.append(words.say("record-shelf-not-opened"))
        state = words.say("staff-shelf-not-opened")
    else:
        notes.append(words.say("record-shelf-opened", {"at": item.opened_at}))
        state = words.say("staff-shelf-opened")
    if item.reaction is not None:
        state = words.say(f"shelf-state-{item.reaction}")
        if item.reacted_at is not None:
            notes.append(words.say("record-shelf-said", {"at": item.reacted_at, "state": state}))
    return ShownEntry(
        item.resource.title,
        Badge(state, Tone.PLAIN),
        words.instant(item.reacted_at or item.opened_at or item.put_at),
        (what(item.resource, words),),
        tuple(notes),
        quote=item.why,
    )


# --- appointments -----------------------------------------------------------------------------


def appointments_part(facts: RecordFacts, words: Wording) -> ShownPart:
    """When they meet and met, what became of it, and what was written about it."""
    return ShownPart(
        "appointments",
        words.say("record-appointments"),
        entries=tuple(_meeting(each, facts.now, words) for each in facts.appointments),
        empty=words.say("record-no-appointments"),
    )


def _meeting(facts: MeetingFacts, now: datetime | None, words: Wording) -> ShownEntry:
    found = facts.appointment
    state, tone = "open", Tone.PLAIN
    if found.state is not AppointmentState.PLANNED:
        state = found.state.value
    elif now is not None and not found.is_coming(now):
        state = "over"
    elif found.requested_at is not None:
        state, tone = "requested", Tone.WARM
    elif found.confirmed_at is not None:
        state, tone = "confirmed", Tone.CALM
    said = [words.say("appointment-minutes", {"minutes": found.minutes})]
    if found.how is not None:
        said.append(words.say(f"appointment-how-{found.how}"))
    quote = [
        words.say("record-homework-wrote", {"at": each.at, "words": each.words})
        for _, each in facts.trail
        if each.words and each.kind in OF_CLIENT
    ]
    return ShownEntry(
        words.instant(found.starts_at),
        Badge(words.say(f"staff-appointment-{state}"), tone),
        " · ".join(said),
        (found.place,) if found.place else (),
        tuple(_meeting_step(name, each, words) for name, each in facts.trail),
        quote="\n\n".join(quote),
    )


def _meeting_step(name: str, entry: AppointmentEntry, words: Wording) -> str:
    """One step of the trail, with what the practice wrote; what the client did is quoted."""
    by_client = entry.kind in OF_CLIENT
    args: dict[str, Argument] = {
        "at": entry.at,
        "for": entry.starts_at,
        "who": name or words.say("record-administration"),
    }
    step = words.say(f"record-appointment-{entry.kind}", args)
    if by_client or not entry.words:
        return step
    return f"{step} “{entry.words}”"


# --- goals ------------------------------------------------------------------------------------


def goals_part(facts: RecordFacts, words: Wording) -> ShownPart:
    """Goals that the client shares, in the client's words, with every rating lately."""
    drawn = (
        (ShownScale("goals", words.say("record-goals-drawn"), drawings=(facts.goals_drawn,)),)
        if facts.goals_drawn is not None
        else ()
    )
    return ShownPart(
        "goals",
        words.say("record-goals"),
        scales=drawn,
        entries=tuple(
            _goal(number, each, words) for number, each in enumerate(facts.goals or (), start=1)
        ),
        empty=words.say("record-no-goals"),
    )


def _goal(number: int, goal: Goal, words: Wording) -> ShownEntry:
    told = ", ".join(
        words.say("record-goal-rating", {"value": each.value, "on": words.full_day(each.on)})
        for each in reversed(goal.ratings[-RATINGS:])
    )
    notes = [words.say("record-goal-ratings", {"ratings": told})]
    for step in goal.steps:
        key = "record-goal-step-done" if step.is_done else "record-goal-step-open"
        notes.append(words.say(key, {"words": step.words, "at": step.done_at or goal.begun_at}))
    tone = Tone.CALM if goal.state is GoalState.REACHED else Tone.PLAIN
    return ShownEntry(
        words.say("record-goal", {"number": number}),
        Badge(words.say(f"record-goal-{goal.state}"), tone),
        words.instant(goal.closed_at or goal.begun_at),
        (near(goal, words),),
        tuple(notes),
        quote=goal.words,
        words_first=True,
    )


# --- key moments ------------------------------------------------------------------------------


def moments_part(facts: RecordFacts, words: Wording) -> ShownPart:
    """Days that were called important, as far as the client lets the therapist see them."""
    return ShownPart(
        "moments",
        words.say("record-moments"),
        entries=tuple(_marked(each, words) for each in facts.moments),
        empty=words.say("record-no-moments"),
    )


def _marked(facts: MomentFacts, words: Wording) -> ShownEntry:
    by = facts.by or words.say("record-moment-client")
    title = facts.moment.title
    return ShownEntry(words.full_day(facts.moment.on), Badge(by), "", quote=title)


# --- the journal ------------------------------------------------------------------------------


def journal_part(facts: RecordFacts, words: Wording) -> ShownPart:
    """What the client wrote and shares; of what is private nothing stands here, not even a day."""
    return ShownPart(
        "journal",
        words.say("record-journal"),
        entries=tuple(_written(each, words) for each in facts.journal),
        empty=words.say("record-no-journal"),
    )


def _written(entry: JournalEntry, words: Wording) -> ShownEntry:
    shared: dict[str, Argument] = {"at": entry.shared_at or entry.written_at}
    asked = [
        ShownAnswer(words.say(f"record-journal-{each.prompt}"), each.words)
        for each in entry.parts
        if each.prompt is not Prompt.FREE
    ]
    free = [each.words for each in entry.parts if each.prompt is Prompt.FREE]
    return ShownEntry(
        words.instant(entry.written_at),
        Badge(words.say("record-journal-badge")),
        "",
        notes=(words.say("record-journal-shared", shared),),
        quote="\n\n".join(free),
        asked=tuple(asked),
    )


PARTS: tuple[Part, ...] = (
    alerts_part,
    answers_part,
    notes_part,
    journal_part,
    homework_part,
    shelf_part,
    goals_part,
    moments_part,
    appointments_part,
    received_part,
    messages_part,
)
"""What a record has, from top to bottom."""
