"""The way from Slack to the record page: a link for one person, once, within minutes."""

import secrets
from uuid import UUID

from care.people import ClientId, StaffId
from care.visits import LeadsTo
from conversations.flows import records
from conversations.record_steps import link
from conversations.talk import secret_hash
from conversations.view import RecordView
from conversations.wording import wording
from portal.record_access import may_open
from portal.scene import Actor, Scene, ShowLink
from store import alerts, appointments, homework, moments, people, record_links

SECRET_BYTES = 16


def record_view(scene: Scene, staff: StaffId | None, wanted: str | None) -> RecordView | None:
    """The record that was asked for, as far as this member of staff may read it."""
    if staff is None or wanted is None:
        return None
    has_address = scene.record_at is not None
    if wanted == records.ALL:
        return RecordView(has_address, all=True)
    client = _found(scene, wanted)
    if client is None or not may_open(scene, staff, client):
        return RecordView(has_address)
    return RecordView(has_address, client)


def _found(scene: Scene, wanted: str) -> ClientId | None:
    """Whom a code, a button at a client, or a button at an alert is about."""
    how, _, what = wanted.partition(" ")
    if how == "code":
        code = "-".join(what.lower().replace("-", " ").split())
        coded = people.client_coded(scene.connection, scene.memory, code)
        return coded.id if coded else None
    try:
        ref = UUID(what)
    except ValueError:
        return None
    if how == "alert":
        return alerts.client_of(scene.connection, scene.memory, ref)
    if how == "homework":
        return homework.client_of(scene.connection, scene.memory, ref)
    if how == "appointment":
        return appointments.client_of(scene.connection, scene.memory, ref)
    if how == "moment":
        return moments.client_of(scene.connection, scene.memory, ref)
    known = people.clients(scene.connection, scene.memory, [ClientId(ref)])
    return ClientId(ref) if known else None


def open_record(
    scene: Scene, actor: Actor, client: ClientId | None, leads_to: LeadsTo = LeadsTo.RECORD
) -> None:
    """Keeps a link by its hash, and shows it directly after the commit: it stands in no letter."""
    staff, trigger = actor.person.staff, actor.inbound.answer_to
    if staff is None or trigger is None or scene.record_at is None:
        return
    secret = secrets.token_urlsafe(SECRET_BYTES)
    until = record_links.add(
        scene.connection, scene.memory, staff, client, secret_hash(secret), scene.now, leads_to
    )
    words = wording(scene.member(staff).locale, scene.practice.zone)
    code = scene.client(client).code if client is not None else None
    shown = link(f"{scene.record_at}/enter/{secret}", code, until, words, leads_to)
    scene.direct.append((actor.inbound.bot, ShowLink(trigger, shown)))
