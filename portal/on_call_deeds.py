"""The rota in Slack: shown to staff, and a day given to a colleague who is told so."""

from collections.abc import Sequence
from datetime import date

from care.access import Capability, Relation, may
from care.audit import Action, Kind
from care.local_time import local_date, zone
from care.on_call import AHEAD
from care.people import StaffId
from conversations import on_call_showing
from conversations.contents import Lane, Line, Sentences
from conversations.on_call_showing import DayOnCall
from conversations.wording import Wording, wording
from portal.chain_deeds import chain_of
from portal.home_deeds import refresh
from portal.rota import coming
from portal.scene import Actor, Scene, ShowForm
from store import on_call, people

SHOWN = 7
"""Days that the list shows; the form offers more."""


def _words(scene: Scene, staff: StaffId) -> Wording:
    return wording(scene.member(staff).locale, scene.practice.zone)


def show(scene: Scene, actor: Actor) -> None:
    """Posts who is on call on the next days."""
    days = coming(scene, SHOWN)
    said = (
        on_call_showing.listed(
            days, _words(scene, actor.staff), may_change=bool(_theirs(scene, actor.staff))
        )
        if days
        else on_call_showing.none_yet()
    )
    scene.post(actor.person, said, key=actor.next_key())


def _changes_all(scene: Scene, staff: StaffId) -> bool:
    """Whether the days of others are theirs to give away as well."""
    return may(scene.who(staff), Capability.CHANGE_ON_CALL, Relation.OWN_PRACTICE)


def _theirs(scene: Scene, staff: StaffId) -> Sequence[DayOnCall]:
    """The days that somebody may give away: an administrator every one, others their own."""
    days = coming(scene, AHEAD)
    if _changes_all(scene, staff):
        return days
    rota = on_call.rota(scene.connection, scene.memory)
    return [each for each in days if rota.on(each.day) == staff]


def open_form(scene: Scene, actor: Actor) -> None:
    """Prepares the form; it is opened directly after the commit."""
    if actor.inbound.answer_to is None:
        return
    words, days = _words(scene, actor.staff), _theirs(scene, actor.staff)
    if not days:
        scene.post(actor.person, Sentences((Line("on-call-not-yours"),)), key=actor.next_key())
        return
    known = [(str(each), name) for each, name in _may_be(scene).items()]
    every = _changes_all(scene, actor.staff)
    form = on_call_showing.form(days, known, words, nobody=every)
    scene.direct.append((actor.inbound.bot, ShowForm(actor.inbound.answer_to, form)))


def _may_be(scene: Scene) -> dict[StaffId, str]:
    """Who can be on call: active, allowed to stand in, and reached in Slack."""
    return {
        each.id: each.name
        for each in people.members(scene.connection, scene.memory)
        if each.may_stand_in and chain_of(scene, each.id).reaches_therapist
    }


def change(scene: Scene, actor: Actor, day: date, staff: StaffId | None) -> None:
    """Keeps who is on call on a date, and tells whoever it is now and was before."""
    today = local_date(scene.now, zone(scene.practice.zone))
    rota = on_call.rota(scene.connection, scene.memory)
    before = rota.on(day)
    every = _changes_all(scene, actor.staff)
    if not 0 <= (day - today).days < AHEAD or not (every or staff is not None):
        scene.post(actor.person, Sentences((Line("old-button"),)), key=actor.next_key())
        return
    if staff is not None and staff not in _may_be(scene):
        scene.post(actor.person, Sentences((Line("on-call-cannot"),)), key=actor.next_key())
        return
    on_call.put_on(scene.connection, scene.memory, [day], staff)
    scene.note(actor.staff, Action.CONFIGURED, Kind.PRACTICE, scene.memory.practice)
    words = _words(scene, actor.staff)
    who = scene.names().get(staff, "") if staff is not None else words.say("on-call-nobody")
    kept = Line("on-call-kept", {"day": words.day(day), "who": who})
    scene.post(actor.person, Sentences((kept,)), key=actor.next_key())
    for whom, key in ((staff, "on-call-yours"), (before, "on-call-taken-off")):
        if whom not in (None, actor.staff) and staff != before:
            _tell(scene, actor, whom, key, day)
    refresh(scene, [each.id for each in people.members(scene.connection, scene.memory)])


def _tell(scene: Scene, actor: Actor, whom: StaffId | None, key: str, day: date) -> None:
    if whom is None:
        return
    said = Line(key, {"day": _words(scene, whom).day(day), "by": scene.names()[actor.staff]})
    scene.post(
        scene.account(whom, staff=True),
        Sentences((said,)),
        key=f"{actor.next_key()}:{whom}",
        lane=Lane.THERAPIST,
    )
