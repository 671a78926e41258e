"""From senders to views: everything a wave of turns may know, in a few queries for all of them."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from os import urandom
from typing import TypedDict
from uuid import UUID

from care.access import STRANGER, Capability, may
from care.alert_times import next_read
from care.away import somebody_reads
from care.consent import CONSENT_VERSION, Purpose
from care.goals import GoalStanding
from care.homework import State
from care.local_time import instant, local_date, zone
from care.own_record import WITHIN
from care.people import ClientId, ClientStatus, StaffId
from care.then_and_now import LookedBack
from conversations.appointments import Standing
from conversations.envelopes import Inbound
from conversations.flows import checkin, triage
from conversations.flows import notes as note_flow
from conversations.notes import NoteStanding
from conversations.talk import secret_hash, wants
from conversations.view import (
    AlertView,
    CaseView,
    ClientView,
    ExportView,
    GroupView,
    InvitationView,
    Need,
    OpenCheckIn,
    PracticeView,
    RecordView,
    StaffView,
    Talk,
    View,
    Wanted,
    WritingView,
)
from conversations.wording import guessed, languages
from portal import message_cards
from portal.agreed import agreed, given
from portal.chain_deeds import chain_of
from portal.glances import back_of
from portal.group_viewing import case_view, group_view
from portal.record_deeds import record_view
from portal.scene import Scene
from portal.standing import to_alert
from questionnaires.library import Library
from store import (
    alerts,
    appointments,
    check_ins,
    erasures,
    exports,
    goals,
    homework,
    invitations,
    journal,
    moments,
    notes,
    people,
    shelves,
    talks,
)
from store.check_ins import CheckInRow, CheckInState
from store.people import Client, Person

CHANCE = 8
"""Bytes that nobody can foresee for each turn."""

Senders = Mapping[tuple[str, str], Inbound]

Asked = Mapping[Need, str]
"""What a flow needs to know, and about what."""


def views(scene: Scene, senders: Senders) -> dict[tuple[str, str], tuple[Person, bool, View]]:
    """For each sender: the account, whether it is new, and the view its flow asked for."""
    connection, memory = scene.connection, scene.memory
    known = people.accounts(connection, memory, senders, found_by=scene.senders)
    accounts = {
        key: known.get(key) or people.new_account(key[0], locale=inbound.language)
        for key, inbound in senders.items()
    }
    ids = [each.client for each in accounts.values() if each.client is not None]
    clients = people.some_clients(connection, memory, ids) if ids else {}
    scene.know(clients)
    open_talks = talks.of_people(connection, memory, known.values()) if known else {}
    library = scene.library
    needs = {
        key: wants(inbound, open_talks.get(accounts[key].id, {}), library)
        for key, inbound in senders.items()
    }
    loaded = _Loaded(scene, accounts, needs)
    asked = {key: {wanted.need: wanted.about for wanted in each} for key, each in needs.items()}
    practice = PracticeView(
        scene.practice.name,
        scene.practice.locale,
        scene.practice.zone,
        languages(),
        has_privacy_text=scene.practice.privacy_text is not None,
    )
    found = {}
    chances = urandom(CHANCE * len(senders))
    for number, (key, inbound) in enumerate(senders.items()):
        account = accounts[key]
        client = clients.get(account.client) if account.client else None
        view = View(
            now=scene.now,
            practice=practice,
            locale=_locale(scene, account, client, inbound),
            chance=chances[CHANCE * number : CHANCE * (number + 1)].hex(),
            library=library,
            client=_client_view(client, scene.now) if client else None,
            staff=_staff_view(scene, account),
            talks=_fitting(open_talks.get(account.id, {}), client),
            **(loaded.about(account, client, inbound, asked[key]) if asked[key] else {}),
        )
        found[key] = (account, key not in known, view)
    return found


def _staff_view(scene: Scene, account: Person) -> StaffView | None:
    """The member of staff who acts; whoever has left is heard as a stranger."""
    if account.staff is None or scene.who(account.staff) == STRANGER:
        return None
    return StaffView(account.staff)


def _locale(scene: Scene, account: Person, client: Client | None, inbound: Inbound) -> str:
    if client is not None:
        return client.locale
    return guessed((account.locale, inbound.language, scene.practice.locale))


def _fitting(open_talks: Mapping[str, Talk], client: Client | None) -> Mapping[str, Talk]:
    # A talk of one who has left stays silent: nothing of a client is shown to a stranger.
    if client is not None:
        return open_talks
    return {subject: talk for subject, talk in open_talks.items() if subject == "join"}


def _client_view(client: Client, now: datetime) -> ClientView:
    return ClientView(
        client.id,
        client.code,
        client.status,
        client.locale,
        client.zone,
        client.check_in_at,
        client.picture,
        client.bands_by_therapist,
        client.bands_for_client,
        client.is_gentle(now),
        client.discreet,
        client.lock_after,
        client.is_locked(now),
        client.paused_until if client.status is ClientStatus.PAUSED else None,
        client.asked_version < CONSENT_VERSION,
        client.dark_pictures,
        client.wakes_at,
    )


def open_check_in(row: CheckInRow, answered: int, library: Library) -> OpenCheckIn:
    """A check-in that may be answered, and the item at which its answers end."""
    asked = library.instrument(row.instrument, row.version)
    following = answered + 1 if answered else checkin.opening_item(asked)
    last = len(asked.items)
    return OpenCheckIn(
        row.id,
        row.token,
        row.instrument,
        row.version,
        row.local_date,
        min(following, last),
        filed=row.state is CheckInState.DONE,
    )


class _Reading(TypedDict, total=False):
    reads_at: datetime | None
    therapist_absent: bool
    has_colleague: bool


class _About(_Reading, total=False):
    invitation: InvitationView | None
    check_ins: tuple[OpenCheckIn, ...]
    scored: tuple[str, ...]
    back: LookedBack
    alert: AlertView | None
    agreed: frozenset[Purpose]
    colleagues: Mapping[str, StaffId]
    record: RecordView | None
    export: ExportView
    erasure_due: datetime | None
    homework: Mapping[UUID, State]
    shelf: frozenset[UUID]
    moments: Mapping[UUID, StaffId | None]
    entries: frozenset[UUID]
    writing: WritingView
    appointments: Mapping[UUID, Standing]
    goals: Mapping[UUID, GoalStanding]
    notes: Mapping[UUID, NoteStanding]
    group: GroupView | None
    case: CaseView | None


class _Loaded:
    """What the wave's flows asked for, loaded once for all of them."""

    def __init__(
        self,
        scene: Scene,
        accounts: Mapping[tuple[str, str], Person],
        needs: Mapping[tuple[str, str], frozenset[Wanted]],
    ) -> None:
        self._scene = scene
        asking = _by_need(needs)
        clients = {
            need: [client for key in keys if (client := accounts[key].client) is not None]
            for need, keys in asking.items()
        }
        tokens = [
            wanted.about
            for each in needs.values()
            for wanted in each
            if wanted.need is Need.CHECK_INS and wanted.about
        ]
        self._open: dict[ClientId, list[OpenCheckIn]] = {}
        answering = [
            each
            for each, consents in agreed(scene, clients.get(Need.CHECK_INS, ())).items()
            if Purpose.CHECK_INS in consents
        ]
        if answering:
            rows = check_ins.open_for(scene.connection, scene.memory, answering, tokens, scene.now)
            for row, answered in rows:
                self._open.setdefault(row.client, []).append(
                    open_check_in(row, answered, scene.library)
                )
        self._scored: dict[ClientId, tuple[str, ...]] = {}
        if curious := clients.get(Need.SCORED):
            self._scored = check_ins.scored(scene.connection, scene.memory, curious, scene.library)

    def about(
        self, account: Person, client: Client | None, inbound: Inbound, needs: Asked
    ) -> _About:
        """All that a flow has asked for, by its name in the view."""
        scene = self._scene
        group, case = _about(needs, Need.GROUP), _about(needs, Need.CASE)
        return {
            "invitation": self.invitation(account, needs),
            "check_ins": self.check_ins(client, needs),
            "scored": self.scored(client, needs),
            "back": self.back(client, needs),
            "alert": self.alert(account.staff, needs),
            **self.reading(client, needs),
            "agreed": self.agreed(client, needs),
            "colleagues": self.colleagues(account.staff, needs),
            "record": record_view(scene, account.staff, _about(needs, Need.RECORD)),
            "export": self.export(client, needs),
            "erasure_due": self.erasure_due(client, needs),
            "homework": self.homework(client, needs),
            "shelf": self.shelf(client, needs),
            "moments": self.moments(client, needs),
            "entries": self.entries(client, needs),
            "writing": self.writing(client, needs),
            "appointments": self.appointments(client, needs),
            "goals": self.goals(client, needs),
            "notes": self.notes(client, needs),
            "group": group_view(scene, inbound, group) if group else None,
            "case": case_view(scene, account.staff, case) if case else None,
        }

    def invitation(self, account: Person, needs: Asked) -> InvitationView | None:
        secret = _about(needs, Need.INVITATION)
        scene = self._scene
        if not secret or not invitations.may_try(
            scene.connection, scene.memory, account.id, scene.now
        ):
            return None
        found = invitations.valid(scene.connection, scene.memory, secret_hash(secret), scene.now)
        if found is None:
            return None
        own = found.client == account.client
        return InvitationView(found.id, found.locale, found.zone, found.relinks, own)

    def check_ins(self, client: Client | None, needs: Asked) -> tuple[OpenCheckIn, ...]:
        if client is None or _about(needs, Need.CHECK_INS) is None:
            return ()
        return tuple(self._open.get(client.id, ()))

    def scored(self, client: Client | None, needs: Asked) -> tuple[str, ...]:
        if client is None or _about(needs, Need.SCORED) is None:
            return ()
        return self._scored.get(client.id, ())

    def back(self, client: Client | None, needs: Asked) -> LookedBack:
        if client is None or _about(needs, Need.LOOKED_BACK) is None:
            return LookedBack()
        return back_of(self._scene, client.id)

    def alert(self, staff: StaffId | None, needs: Asked) -> AlertView | None:
        ref = _about(needs, Need.ALERT)
        if staff is None or not ref:
            return None
        try:
            wanted = UUID(ref)
        except ValueError:
            return None
        scene = self._scene
        if not may(scene.who(staff), Capability.READ_ALERT, to_alert(scene, staff, wanted)):
            return None
        found = alerts.get(scene.connection, scene.memory, wanted)
        times = wake_times(self._scene.practice.zone, self._scene)
        return AlertView(found.id, found.rule, found.state, times)

    def reading(self, client: Client | None, needs: Asked) -> _Reading:
        """When somebody next reads a note of this client's, and who that would be."""
        if client is None or _about(needs, Need.READING_TIME) is None:
            return {}
        scene, practice = self._scene, self._scene.practice
        chain = chain_of(scene, client.therapist)
        return {
            "reads_at": somebody_reads(
                scene.now,
                zone(practice.zone),
                practice.working_hours,
                away_until=chain.away_until,
                has_colleague=chain.has_colleague,
            ),
            "therapist_absent": chain.is_away,
            "has_colleague": chain.has_colleague,
        }

    def agreed(self, client: Client | None, needs: Asked) -> frozenset[Purpose]:
        if client is None or _about(needs, Need.CONSENTS) is None:
            return frozenset()
        if client.status is ClientStatus.DISCHARGED:
            # What rests now is shown as it was given, and may be taken back.
            return given(self._scene, client.id)
        return agreed(self._scene, [client.id])[client.id]

    def colleagues(self, staff: StaffId | None, needs: Asked) -> Mapping[str, StaffId]:
        if staff is None or _about(needs, Need.COLLEAGUES) is None:
            return {}
        members = people.members(self._scene.connection, self._scene.memory)
        return {each.name: each.id for each in members if each.id != staff and each.may_stand_in}

    def export(self, client: Client | None, needs: Asked) -> ExportView:
        if client is None or _about(needs, Need.EXPORT) is None:
            return ExportView()
        scene = self._scene
        since = scene.now - WITHIN
        return ExportView(*exports.lately(scene.connection, scene.memory, client.id, since))

    def erasure_due(self, client: Client | None, needs: Asked) -> datetime | None:
        if client is None or _about(needs, Need.ERASURE) is None:
            return None
        found = erasures.waiting(self._scene.connection, self._scene.memory, client.id)
        return found.due_at if found else None

    def homework(self, client: Client | None, needs: Asked) -> Mapping[UUID, State]:
        if client is None or _about(needs, Need.HOMEWORK) is None:
            return {}
        return homework.states_of(self._scene.connection, self._scene.memory, client.id)

    def shelf(self, client: Client | None, needs: Asked) -> frozenset[UUID]:
        if client is None or _about(needs, Need.SHELF) is None:
            return frozenset()
        return shelves.ids_of(self._scene.connection, self._scene.memory, client.id)

    def appointments(self, client: Client | None, needs: Asked) -> Mapping[UUID, Standing]:
        if client is None or _about(needs, Need.APPOINTMENTS) is None:
            return {}
        scene = self._scene
        found = appointments.standings(scene.connection, scene.memory, client.id, scene.now)
        return {each: Standing(*stands) for each, stands in found.items()}

    def goals(self, client: Client | None, needs: Asked) -> Mapping[UUID, GoalStanding]:
        if client is None or _about(needs, Need.GOALS) is None:
            return {}
        return goals.standing(self._scene.connection, self._scene.memory, client.id)

    def notes(self, client: Client | None, needs: Asked) -> Mapping[UUID, NoteStanding]:
        if client is None or _about(needs, Need.NOTES) is None:
            return {}
        found = notes.of_client(self._scene.connection, self._scene.memory, client.id)
        return {
            each.id: NoteStanding(
                each.state, each.version, each.digest.hex()[: note_flow.BEGINNING]
            )
            for each in found
        }

    def moments(self, client: Client | None, needs: Asked) -> Mapping[UUID, StaffId | None]:
        if client is None or _about(needs, Need.MOMENTS) is None:
            return {}
        return moments.marked_by(self._scene.connection, self._scene.memory, client.id)

    def entries(self, client: Client | None, needs: Asked) -> frozenset[UUID]:
        ref = _about(needs, Need.JOURNAL)
        if client is None or ref is None:
            return frozenset()
        wanted = UUID(ref)
        whose = journal.client_of(self._scene.connection, self._scene.memory, wanted)
        return frozenset({wanted} if whose == client.id else ())

    def writing(self, client: Client | None, needs: Asked) -> WritingView:
        """Whether this client may write to the therapist, and when that is read."""
        if client is None or _about(needs, Need.WRITING) is None:
            return WritingView()
        scene, practice = self._scene, self._scene.practice
        away = scene.away(client.therapist)
        since = max(scene.now, away.until) if away else scene.now
        return WritingView(
            Purpose.MESSAGES in agreed(scene, [client.id])[client.id],
            next_read(since, zone(practice.zone), practice.working_hours),
            is_away=away is not None,
            is_stood_in=message_cards.stands_in(scene, client.therapist) is not None,
        )


def _by_need(
    needs: Mapping[tuple[str, str], frozenset[Wanted]],
) -> dict[Need, Sequence[tuple[str, str]]]:
    found: dict[Need, list[tuple[str, str]]] = {}
    for key, each in needs.items():
        for wanted in each:
            found.setdefault(wanted.need, []).append(key)
    return dict(found)


def _about(needs: Asked, need: Need) -> str | None:
    return needs.get(need)


def wake_times(practice_zone: str, scene: Scene) -> dict[str, datetime]:
    """When each choice of snooze ends: at the opening of a working day, or in the morning."""
    here = zone(practice_zone)
    today = local_date(scene.now, here)
    days = dict(zip(triage.SNOOZES, (1, 3, 7), strict=True))
    found = {}
    for name, ahead in days.items():
        morning = instant(today + timedelta(days=ahead), triage.MORNING, here)
        found[name] = (
            scene.practice.working_hours.next_open(
                instant(today + timedelta(days=ahead), triage.MIDNIGHT, here), here
            )
            or morning
        )
    return found
