"""A client's schedule in Slack: what is asked when, another one with its messages, and kept."""

from typing import Any

from care.audit import Action, Kind
from care.people import ClientId
from conversations.contents import Argument, Button, Line, Look, Sentences, Style
from conversations.courses import titled
from conversations.flows import schedules
from conversations.form_fields import OneOfField, Option, WordsField
from conversations.showing import ShownForm
from conversations.tuning import TrySchedule
from conversations.turn import Form
from conversations.wording import Wording, wording
from portal.office import NotPossible
from portal.scene import Actor, Scene, ShowForm
from portal.scheduling import keep, told, wanted
from store import check_ins


def _words(scene: Scene, actor: Actor) -> Wording:
    locale = scene.member(actor.staff).locale
    return wording(locale, scene.practice.zone, library=scene.library)


def show(scene: Scene, actor: Actor, client_id: ClientId) -> None:
    """Posts what a client is asked when, with the messages a week."""
    client = scene.client(client_id)
    plans = check_ins.plans(scene.connection, scene.memory, client_id)
    found = told(scene, client, plans)
    scene.note(actor.staff, Action.VIEWED, Kind.CLIENT, client_id, subject=client_id)
    lines = [
        Line("form-schedule-title", {"client": client.code}, Style.TITLE),
        *_plans(found, _words(scene, actor)),
        _messages(found["messages_a_week"]),
        Line("form-schedule-note", style=Style.NOTE),
    ]
    change = Button("form-schedule-change-button", schedules.about(client_id), schedules.CHANGE)
    scene.post(actor.person, Sentences(tuple(lines), ((change,),)), key=actor.next_key())


def _plans(found: dict[str, Any], words: Wording) -> list[Line]:
    lines = []
    for each in found["plans"]:
        args: dict[str, Argument] = {
            "instrument": titled(each["instrument"], words),
            "schedule": each["schedule"],
            "next": ", ".join(each["next"]),
        }
        key = "form-schedule-plan" if each["next"] else "form-schedule-plan-none"
        lines.append(Line(key if each["active"] else "form-schedule-plan-resting", args))
    return lines


def _messages(many: float) -> Line:
    return Line("form-schedule-messages", {"messages": f"{many:g}"})


def open_form(scene: Scene, actor: Actor, client_id: ClientId) -> None:
    """Prepares the form; it is opened directly after the commit."""
    if actor.inbound.answer_to is None:
        return
    client, words = scene.client(client_id), _words(scene, actor)
    offered = tuple(
        Option(titled(code, words), code)
        for code in scene.library.editions
        if not scene.library.is_retired(code) and client.locale in scene.library.languages(code)
    )
    form = ShownForm(
        Form.SCHEDULE,
        str(client_id),
        words.say("form-schedule-form-title"),
        words.say("form-schedule-submit"),
        words.say("support-cancel"),
        (client.code, words.say("form-schedule-tried")),
        "",
        "",
        (),
        None,
        fields=(
            OneOfField(schedules.INSTRUMENT, words.say("form-schedule-instrument-label"), offered),
            WordsField(
                schedules.SAID,
                words.say("form-schedule-said-label"),
                words.say("form-schedule-said-hint"),
            ),
        ),
    )
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
        keep(scene, client, plan, is_new=len(others) == len(plans))
        scene.note(actor.staff, Action.CONFIGURED, Kind.CLIENT, client.id, subject=client.id)
    then = told(scene, scene.client(client.id), [*others, plan])
    [asked] = [each for each in then["plans"] if each["instrument"] == plan.instrument]
    args: dict[str, Argument] = {
        "client": client.code,
        "before": f"{before:g}",
        "messages": f"{then['messages_a_week']:g}",
    }
    key = "form-schedule-kept" if effect.keep else "form-schedule-would"
    lines = (
        Line("form-schedule-title", {"client": client.code}, Style.TITLE),
        *_plans({"plans": [asked]}, _words(scene, actor)),
        Line(key, args),
    )
    rows: tuple[tuple[Button, ...], ...] = ()
    if not effect.keep:
        about = schedules.about(client.id)
        saving = schedules.saving(plan.instrument, asked["schedule"])
        save = Button("form-schedule-save-button", about, saving, look=Look.PRIMARY)
        change = Button("form-schedule-change-button", about, schedules.CHANGE)
        rows = ((save, change),)
    scene.post(actor.person, Sentences(lines, rows), key=actor.next_key())
