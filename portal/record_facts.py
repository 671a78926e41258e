"""What the record page says of a client, read in one transaction, and what can be drawn."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from care.appointments import OF_CLIENT, Appointment
from care.correspondence import ClientMessage
from care.goals import Goal
from care.homework import Homework
from care.local_time import instant, local_date, zone
from care.moments import Moment
from care.notes import Note
from care.people import ClientId, StaffId
from charts.requests import PHONE, Look, Picture
from conversations.courses import is_course
from conversations.record_notes import NoteFacts
from conversations.record_pages import ShownDrawing
from conversations.records import (
    FiledFacts,
    HomeworkFacts,
    LyingFacts,
    MeetingFacts,
    MomentFacts,
    ReceivedFacts,
    RecordFacts,
    WrittenFacts,
)
from conversations.showing import AlertFacts
from conversations.wording import Wording
from portal import glance_words, glances
from portal.alert_deeds import facts_of as alert_facts
from portal.backdrop import ForWhom, backdrop, before
from portal.courses import course_of
from portal.filling import Followed, daily_picture, spoken
from portal.knowing import of_client
from portal.progress_words import progress_picture
from portal.record_access import may_write
from portal.scene import Scene
from portal.standing import ended_at
from questionnaires.catalogue import daily_items
from questionnaires.instrument import ScoreKind
from store import (
    appointments,
    correspondence,
    goals,
    homework,
    journal,
    moments,
    notes,
    people,
    reading,
    shelves,
)
from store.alerts import Alert
from store.people import Client
from store.reading import Filed, Span

GOALS = "own-goals"
"""The name of the picture of goals; an item of an instrument may be called goals."""

WEEKS = timedelta(weeks=13)
"""What one page of a record holds."""

LATE = timedelta(days=8)
"""So much earlier the day of an answer may lie than the day on which it came in."""


def span_of(client: Client, last: date) -> Span:
    """The weeks that end with this day, as the client's clock has them."""
    return _span(client, last - WEEKS + timedelta(days=1), last)


def _span(client: Client, first: date, last: date) -> Span:
    here = zone(client.zone)
    start = instant(first, time(0), here)
    end = instant(last + timedelta(days=1), time(0), here)
    return Span(first, last, start, end)


def today_of(scene: Scene, client: Client) -> date:
    """The client's date."""
    return local_date(scene.now, zone(client.zone))


def record_facts(
    scene: Scene, client: Client, span: Span, words: Wording, reader: StaffId
) -> RecordFacts:
    """A stretch of the record; the newest stretch also has what is not resolved, and pictures."""
    connection, memory = scene.connection, scene.memory
    is_newest = span.last >= today_of(scene, client)
    alerts = reading.raised(connection, memory, client.id, span, unresolved=is_newest)
    names = {each.id: each.name for each in people.members(connection, memory)}
    found = replace(
        _standing(scene, client),
        first=span.first,
        last=span.last,
        filed=_filed(reading.filed(connection, memory, client.id, span)),
        alerts=[_raised(scene, each) for each in alerts],
        written=[
            WrittenFacts(
                names[each.message.staff],
                each.message.text,
                each.message.state,
                each.written_at,
                each.message.settled_at or each.message.leaves_at,
            )
            for each in reading.written(connection, memory, client.id, span)
        ],
        received=_received(
            scene, correspondence.between(connection, memory, client.id, span.start, span.end)
        ),
        homework=_homework(
            scene, homework.between(connection, memory, client.id, span.start, span.end)
        ),
        shelf=_lying(scene, client.id) if is_newest else None,
        goals=_goals(scene, client.id) if is_newest else None,
        moments=_moments(
            scene,
            moments.between(connection, memory, client.id, span.first, span.last, shared_only=True),
        ),
        journal=journal.shared_between(connection, memory, client.id, span.first, span.last),
        appointments=_appointments(
            scene,
            appointments.between(
                connection, memory, client.id, span.start, None if is_newest else span.end
            ),
        ),
        notes=[
            facts_of(scene, reader, each)
            for each in notes.of_client(connection, memory, client.id, reader)
            if span.first <= each.session_on <= span.last or (is_newest and not each.is_final)
        ],
        writes_notes=is_newest and may_write(scene, reader, client.id),
    )
    return _with_pictures(scene, client, found, words) if is_newest else found


def news_facts(
    scene: Scene, client: Client, since: datetime, words: Wording, reader: StaffId
) -> RecordFacts:
    """What was answered or raised since this instant."""
    connection, memory = scene.connection, scene.memory
    today, began = today_of(scene, client), local_date(since, zone(client.zone))
    span = _span(client, began - LATE, today)
    new = [
        each for each in reading.filed(connection, memory, client.id, span) if each.filed_at > since
    ]
    raised = reading.raised(connection, memory, client.id, span, unresolved=False)
    found = replace(
        _standing(scene, client),
        first=began,
        last=today,
        filed=_filed(new),
        alerts=[_raised(scene, each) for each in raised if each.last_raised_at > since],
        received=_received(
            scene,
            [
                each
                for each in correspondence.between(connection, memory, client.id, since, span.end)
                if each.written_at > since
            ],
        ),
        homework=_homework(
            scene,
            [
                each
                for each in homework.between(connection, memory, client.id, since, scene.now)
                if each.answered_at is not None and each.answered_at > since
            ],
        ),
        shelf=[
            each
            for each in _lying(scene, client.id)
            if each.item.reacted_at is not None and each.item.reacted_at > since
        ],
        moments=_moments(scene, moments.shared_since(connection, memory, client.id, since)),
        journal=journal.shared_since(connection, memory, client.id, since),
        appointments=_answered(scene, client.id, since),
        goals=[each for each in _goals(scene, client.id) if each.changed_since(since)],
        notes=[
            facts_of(scene, reader, each)
            for each in notes.of_client(connection, memory, client.id, reader)
            if _is_news(each, since)
        ],
        is_whole=False,
    )
    return _with_pictures(scene, client, found, words)


def _standing(scene: Scene, client: Client) -> RecordFacts:
    today = today_of(scene, client)
    return RecordFacts(
        client.code,
        client.status,
        scene.member(client.therapist).name,
        local_date(client.created_at, zone(client.zone)),
        appointments.next_appointment(scene.connection, scene.memory, client.id, scene.now),
        today,
        today,
        now=scene.now,
        paused_until=client.paused_until,
        known=of_client(scene, client.id),
        ended=ended_at(scene, client),
    )


def _received(scene: Scene, found: Sequence[ClientMessage]) -> list[ReceivedFacts]:
    names = scene.names()
    return [
        ReceivedFacts(names.get(each.settled_by, "") if each.settled_by else "", each)
        for each in found
    ]


def _homework(scene: Scene, found: Sequence[Homework]) -> list[HomeworkFacts]:
    names = scene.names()
    trails = homework.trail_of(scene.connection, scene.memory, [each.id for each in found])
    return [
        HomeworkFacts(
            names.get(each.staff, "") if each.staff else "", each, trails.get(each.id, ())
        )
        for each in found
    ]


def _lying(scene: Scene, client: ClientId) -> list[LyingFacts]:
    names = scene.names()
    return [
        LyingFacts(names.get(each.staff, "") if each.staff else "", each)
        for each in shelves.of_client(scene.connection, scene.memory, client)
    ]


def _goals(scene: Scene, client: ClientId) -> tuple[Goal, ...]:
    return goals.of_client(scene.connection, scene.memory, client, shared_only=True)


def _moments(scene: Scene, found: Sequence[Moment]) -> list[MomentFacts]:
    names = scene.names()
    return [MomentFacts(names.get(each.staff, "") if each.staff else "", each) for each in found]


def _appointments(scene: Scene, found: Sequence[Appointment]) -> list[MeetingFacts]:
    names = scene.names()
    ids = [each.id for each in found]
    trails = appointments.trail_of(scene.connection, scene.memory, ids) if ids else {}
    return [
        MeetingFacts(
            each,
            [
                (names.get(entry.staff, "") if entry.staff else "", entry)
                for entry in trails.get(each.id, ())
            ],
        )
        for each in found
    ]


def _answered(scene: Scene, client: ClientId, since: datetime) -> list[MeetingFacts]:
    """Those of which the client said something that is new."""
    said = appointments.answered_since(scene.connection, scene.memory, client, since, OF_CLIENT)
    found = [appointments.get(scene.connection, scene.memory, each) for each in said]
    found.sort(key=lambda each: each.starts_at, reverse=True)
    return _appointments(scene, found)


def facts_of(scene: Scene, staff: StaffId, found: Note) -> NoteFacts:
    """A note as this member of staff reads it."""
    name = scene.names().get(found.versions[-1].author, "")
    client = scene.client(found.client)
    return NoteFacts(name, found, client.zone, may_write(scene, staff, client.id))


def _is_news(found: Note, since: datetime) -> bool:
    """Whether the client has said something to it since then."""
    return any(each.answered_at and each.answered_at > since for each in found.versions)


def _raised(scene: Scene, alert: Alert) -> AlertFacts:
    """An alert with its numbers: whether Slack shows them is another question."""
    return replace(alert_facts(scene, alert), facts=alert.facts, shows_numbers=True)


def _filed(found: tuple[Filed, ...] | list[Filed]) -> list[FiledFacts]:
    return [
        FiledFacts(each.instrument, each.version, each.local_date, each.late, each.answers)
        for each in found
    ]


def _with_pictures(scene: Scene, client: Client, facts: RecordFacts, words: Wording) -> RecordFacts:
    """With the scores and pictures of what was answered, and of goals."""
    courses, drawings = {}, {}
    for code in dict.fromkeys(each.instrument for each in facts.filed):
        of = scene.library.instrument(code)
        if of.score is ScoreKind.EACH:
            names = [item.code for item in of.items]
        else:
            names = list(of.courses)
            for name in names:
                course = course_of(scene, client.id, name)
                if course is not None:
                    courses[name] = course
        pictures = {name: picture_of(scene, client.id, name, words) for name in names}
        drawings[code] = [
            ShownDrawing(name, spoken(picture, client.code, words))
            for name, picture in pictures.items()
            if picture is not None
        ]
    drawn = [each for each in facts.goals or () if each.is_open]
    of_goals = ShownDrawing(GOALS, " ".join(glance_words.of_goals(drawn, words))) if drawn else None
    return replace(facts, courses=courses, drawings=drawings, goals_drawn=of_goals)


def drawn(scene: Scene, client: ClientId, name: str, words: Wording) -> Picture | None:
    """The picture of this name: of the goals that are shared, or as `picture_of` has it."""
    if name != GOALS:
        return picture_of(scene, client, name, words)
    found = glances.open_goals(scene, client, shared_only=True)
    look = Look(scene.practice.colour, dark=False, size=PHONE)
    # The therapist reads it: they are not the reader's own.
    return glances.goals_picture(found, words, look, "record-goals") if found else None


def picture_of(scene: Scene, client: ClientId, name: str, words: Wording) -> Followed | None:
    """The picture of an instrument by its code, or of a daily item by its name; None without."""
    if is_course(name, scene.library):
        if scene.library.is_hidden(name):
            return None
        course = course_of(scene, client, name)
        if course is None:
            return None
        today = today_of(scene, scene.client(client))
        picture = progress_picture(course, words, scene.practice.colour, named=True, today=today)
        behind = backdrop(scene, client, course.baseline.on, today, ForWhom.RECORD)
        return before(picture, behind, words)
    if name not in daily_items():
        return None
    days = daily_picture(scene, client, name, frozenset(), words, ForWhom.RECORD)
    return replace(days, size=PHONE) if days is not None else None
