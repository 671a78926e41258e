"""Gathering everything about one client, in one view of the database."""

from collections.abc import Iterator
from datetime import date, timedelta

from care.audit import ActorRole
from care.local_time import local_date, zone
from care.people import ClientId
from care.told import told
from charts.requests import PHONE
from conversations.wording import Wording, wording
from portal.backdrop import ForWhom, backdrop, before
from portal.backdrop import told as moments_told
from portal.courses import course_of
from portal.export.record import Course, OwnRecord, Seen
from portal.progress_words import (
    EVIDENCE_DAYS,
    breaks,
    caption,
    daily_picture,
    progress_picture,
)
from portal.scene import Scene
from store import audit, check_ins, homework_files, notes, own_record, people, resources
from store.own_record import PHOTOS

MOST_PHOTO_BYTES = 40 * 2**20
"""A bot may send a file of 50 MB; the rest of a copy stays far below ten."""


def gathered(scene: Scene, client_id: ClientId) -> OwnRecord:
    """The client's own record as it is now; KeyMissing when the client was erased."""
    client = scene.client(client_id)
    staff = {str(each.id): each.name for each in people.members(scene.connection, scene.memory)}
    seen = tuple(
        Seen(
            each.at,
            each.role,
            staff.get(each.actor, "") if each.role == ActorRole.STAFF else "",
            each.action,
            each.kind,
            each.reason,
        )
        for each in audit.of_client(scene.connection, scene.memory, client_id)
    )
    rows = own_record.of_client(scene.connection, scene.memory, client_id)
    lay = {row["resource"] for row in rows.get("shelf_item", ())}
    library = resources.of_practice(scene.connection, scene.memory)
    return OwnRecord(
        client.id,
        client.code,
        scene.practice.name,
        scene.practice.colour,
        staff.get(str(client.therapist), ""),
        client.locale,
        client.zone,
        scene.now,
        client.bands_for_client and client.bands_by_therapist,
        rows,
        _courses(scene, client_id, wording(client.locale, client.zone, library=scene.library)),
        seen,
        staff,
        scene.library,
        _photos(scene, client_id),
        {each.code: each for each in library if each.code in lay},
        _altered(scene, client_id),
    )


def _altered(scene: Scene, client: ClientId) -> frozenset[str]:
    found = notes.of_client(scene.connection, scene.memory, client)
    return frozenset(str(each.id) for each in found if not each.is_whole)


def _photos(scene: Scene, client: ClientId) -> dict[str, bytes]:
    """The newest photos, as many as a message can carry; whoever has more asks the practice."""
    found, size = {}, 0
    for each, picture in homework_files.pictures(scene.connection, scene.memory, client):
        size += len(picture)
        if size > MOST_PHOTO_BYTES:
            break
        found[f"{PHOTOS}/{each}.jpg"] = picture
    return found


def _courses(scene: Scene, client_id: ClientId, words: Wording) -> tuple[Course, ...]:
    client = scene.client(client_id)
    named = client.bands_for_client and client.bands_by_therapist
    today = local_date(scene.now, zone(client.zone))
    found = []
    scored = check_ins.scored(scene.connection, scene.memory, [client_id], scene.library)
    for name in scored.get(client_id, ()):
        course = course_of(scene, client_id, name)
        if course is None:
            continue
        picture = progress_picture(course, words, scene.practice.colour, named=named, today=today)
        first = course.baseline.on
        behind = backdrop(scene, client_id, first, today, ForWhom.CLIENT)
        said = caption(told(course, bands_named=named), course, words, behind.paused)
        said[-1:-1] = moments_told(behind.markers(words), first, today, words)
        found.append(Course(name, before(picture, behind, words), tuple(said)))
    return (*found, *_daily(scene, client_id, words, today))


def _daily(scene: Scene, client_id: ClientId, words: Wording, today: date) -> Iterator[Course]:
    """The last weeks of each item that is asked every day."""
    record, _ = check_ins.record(scene.connection, scene.memory, client_id)
    first = today - EVIDENCE_DAYS + timedelta(days=1)
    behind = backdrop(scene, client_id, first, today, ForWhom.CLIENT)
    for item in dict.fromkeys(code for day in record.days for code, _ in day.values):
        picture = daily_picture(
            record, item, frozenset(), words, scene.practice.colour, today, PHONE
        )
        if picture is not None:
            said = breaks(behind.paused, words)
            yield Course(item, before(picture, behind, words), tuple(said))
