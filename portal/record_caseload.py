"""Whose clients stand beside each other on the record page: in the order of Home, page by page."""

from collections import Counter
from datetime import timedelta

from care.access import Capability, Relation, may
from care.local_time import local_date, zone
from care.pause import paused_days
from care.people import StaffId
from charts.requests import (
    CASELOAD_MOST,
    CaseloadEntry,
    CaseloadPicture,
    Look,
    MarkWords,
    PlainWords,
    Size,
)
from conversations import caseload
from conversations.caseload import Beside, CaseloadFacts
from conversations.wording import Wording
from portal.backdrop import ForWhom, backdrop, session
from portal.courses import course_of
from portal.home_deeds import standings_of
from portal.scene import Scene
from store import check_ins, pauses
from store.people import Client

SPAN = timedelta(weeks=26)
"""So far back the courses of all of them are drawn: longer, and nobody sees the last weeks."""

DESK = Size(1080, 1350, 34)
NARROW = Size(1080, 1350, 52)
"""On a phone two stand in a row, and what is written can still be read."""


def own_clients(scene: Scene, staff: StaffId) -> tuple[Client, ...]:
    """Whom this member of staff treats, as far as they may read the record, as Home lists them."""
    if not may(scene.who(staff), Capability.READ_RECORD, Relation.OWN_CLIENT):
        return ()
    listed = (scene.client(each.client) for each in standings_of(scene, staff))
    return tuple(each for each in listed if each.therapist == staff)


def page_of(
    scene: Scene, staff: StaffId, scale: str, page: int
) -> tuple[CaseloadFacts, tuple[Client, ...]]:
    """One page on one scale, and whose it is: a scale that nobody has is the one that most have."""
    clients = own_clients(scene, staff)
    scored = check_ins.scored(
        scene.connection, scene.memory, [each.id for each in clients], scene.library
    )
    having = Counter(name for names in scored.values() for name in names)
    # The most clients first; as many, in the order in which a client sees them.
    listed = check_ins.in_order(having, scene.library)
    scales = sorted(((each, having[each]) for each in listed), key=lambda each: -each[1])
    if not scales:
        return CaseloadFacts(len(clients)), ()
    chosen = scale if scale in having else scales[0][0]
    pages = (len(clients) + CASELOAD_MOST - 1) // CASELOAD_MOST
    page = min(page, pages - 1)
    before = page * CASELOAD_MOST
    shown = clients[before : before + CASELOAD_MOST]
    beside = [Beside(each.code, course_of(scene, each.id, chosen)) for each in shown]
    return CaseloadFacts(len(clients), scales, chosen, beside, before, page, pages), shown


def picture_of_page(
    scene: Scene,
    facts: CaseloadFacts,
    clients: tuple[Client, ...],
    words: Wording,
    *,
    narrow: bool,
) -> CaseloadPicture:
    """The picture of such a page, all of them over the same days."""
    today = local_date(scene.now, zone(scene.practice.zone))
    known = [each.course.baseline.on for each in facts.shown if each.course is not None]
    first = max(today - SPAN, min(known, default=today))
    span = {"first": words.full_day(first), "last": words.full_day(today)}
    taken = pauses.taken_by(scene.connection, scene.memory, [each.id for each in clients])
    entries = []
    for client, each in zip(clients, facts.shown, strict=True):
        change = ""
        if each.course is not None:
            latest = each.course.latest.on
            change = (
                caseload.change(each.course, words)
                if latest >= first
                else words.say("record-caseload-last", {"on": words.full_day(latest)})
            )
        breaks = paused_days(taken.get(client.id, ()), zone(client.zone), first, today)
        behind = backdrop(scene, client.id, first, today, ForWhom.RECORD)
        marked = behind.markers(words)
        entries.append(CaseloadEntry(each.code, each.course, change, breaks, marked))
    footer = f"{words.say('record-caseload-span', span)} {words.say('progress-caption-footer')}"
    return CaseloadPicture(
        tuple(entries),
        PlainWords(
            words.region,
            caseload.picture_title(facts, words),
            footer,
            words.say("record-caseload-nothing"),
        ),
        Look(scene.practice.colour, size=NARROW if narrow else DESK),
        (first, today),
        MarkWords(
            words.say("progress-baseline-label"),
            words.say("record-caseload-chance"),
            words.say("progress-missed-label"),
            words.say("glance-day-paused"),
            session(words),
            words.say("record-caseload-moment"),
        ),
    )
