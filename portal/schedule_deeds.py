"""A client's schedule in Slack: what is asked when, another one with its messages, and kept."""

from typing import Any

from care.audit import Action, Kind
from care.people import ClientId
from conversations import schedule_showing
from conversations.contents import Line, Sentences
from conversations.schedule_showing import PlanFacts
from conversations.tuning import TrySchedule
from conversations.wording import Wording, wording
from portal.office import NotPossible
from portal.scene import Actor, Scene, ShowForm
from portal.scheduling import keep, told, wanted
from store import check_ins


def _words(scene: Scene, actor: Actor) -> Wording:
    locale = scene.member(actor.staff).locale
    return wording(locale, scene.practice.zone, library=scene.library)


def _plans(found: dict[str, Any]) -> list[PlanFacts]:
    return [
        PlanFacts(each["instrument"], each["schedule"], each["active"], each["next"])
        for each in found["plans"]
    ]


def show(scene: Scene, actor: Actor, client_id: ClientId) -> None:
    """Posts what a client is asked when, with the messages a week."""
    client = scene.client(client_id)
    found = told(scene, client, check_ins.plans(scene.connection, scene.memory, client_id))
    scene.note(actor.staff, Action.VIEWED, Kind.CLIENT, client_id, subject=client_id)
    said = schedule_showing.listed(
        client_id, client.code, _plans(found), found["messages_a_week"], _words(scene, actor)
    )
    scene.post(actor.person, said, key=actor.next_key())


def open_form(scene: Scene, actor: Actor, client_id: ClientId) -> None:
    """Prepares the form; it is opened directly after the commit."""
    if actor.inbound.answer_to is None:
        return
    client, library = scene.client(client_id), scene.library
    offered = [
        code
        for code in library.editions
        if not library.is_retired(code) and client.locale in library.languages(code)
    ]
    form = schedule_showing.form(client_id, client.code, offered, _words(scene, actor))
    scene.direct.append((actor.inbound.bot, ShowForm(actor.inbound.answer_to, form)))


def try_or_keep(scene: Scene, actor: Actor, effect: TrySchedule) -> None:
    """Tells how many messages a week it would be; keeps it when that was asked for."""
    client = scene.client(effect.client)
    plans = check_ins.plans(scene.connection, scene.memory, client.id)
    try:
        plan = wanted(scene, client, plans, effect.instrument, effect.said)
    except NotPossible as trouble:
        said = Sentences((Line("form-schedule-not-so", {"why": str(trouble)}),))
        scene.post(actor.person, said, key=actor.next_key())
        return
    others = [each for each in plans if each.instrument != plan.instrument]
    before = told(scene, client, plans)["messages_a_week"]
    if effect.keep:
        keep(scene, client, plan)
        scene.note(actor.staff, Action.CONFIGURED, Kind.CLIENT, client.id, subject=client.id)
    then = told(scene, scene.client(client.id), [*others, plan])
    [asked] = [each for each in _plans(then) if each.instrument == plan.instrument]
    said = schedule_showing.tried(
        client.id,
        client.code,
        asked,
        (before, then["messages_a_week"]),
        _words(scene, actor),
        kept=effect.keep,
    )
    scene.post(actor.person, said, key=actor.next_key())
