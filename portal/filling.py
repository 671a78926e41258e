"""Filling a letter in at the moment it is sent: rows become words, and words a picture."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import TypeAlias, assert_never
from uuid import UUID

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from care.access import STRANGER
from care.alert_times import next_read
from care.alerts import Urgency
from care.away import somebody_reads
from care.consent import Purpose
from care.local_time import local_date, zone
from care.people import ClientId, ClientStatus, PracticeId, StaffId
from care.pictured import GLANCES, NUMBERS_OF, Glance, numbers_of, offered
from care.told import told
from charts.drawing import NotDrawn, Studio
from charts.requests import (
    SLACK,
    EvidencePicture,
    ProgressPicture,
)
from charts.requests import Picture as PictureRequest
from conversations import (
    digest_showing,
    home,
    known_showing,
    passing_on,
    rules_showing,
    showing,
    style_showing,
)
from conversations.appointments import (
    AppointmentCard,
    AppointmentContent,
    AppointmentList,
    AppointmentSoon,
)
from conversations.channels import admit
from conversations.contents import (
    AlertCard,
    AlertChart,
    Archive,
    CaseCard,
    ChainTestCard,
    ChainTestReport,
    CrisisCard,
    CrisisReason,
    Digest,
    Disclosures,
    GroupAct,
    HideChat,
    HomePage,
    Keypad,
    MemberGone,
    NotRemoved,
    Overview,
    Passphrase,
    Progress,
    Question,
    Receipt,
    RuleTrial,
    Sentences,
    Style,
    StyleOffer,
    SupportNotice,
    SupportText,
    TakeBack,
    Whereabouts,
    WorkflowCard,
)
from conversations.correspondence import Conversation, MessageContent, MessageReceipt
from conversations.envelopes import (
    CLIENTS,
    Picture,
    Place,
    Shown,
    ShownButton,
    ShownLine,
    ShownPage,
)
from conversations.flows import discharged, help_now
from conversations.flows.joining import SUBJECT, Joining
from conversations.goals import (
    GoalCard,
    GoalContent,
    GoalList,
    GoalSteps,
)
from conversations.group_practice import GroupPractice
from conversations.homework import (
    HomeworkCard,
    HomeworkContent,
    HomeworkDue,
    HomeworkList,
    HomeworkReview,
)
from conversations.journal import JournalCard, JournalContent, JournalList
from conversations.moments import MomentCard, MomentContent, MomentList
from conversations.notes import NoteCard, NoteContent, NoteList, NotesWait
from conversations.shelf import OwnShelf, ShelfCard, ShelfList, ShelfNews
from conversations.showing import MessageFacts, Reading
from conversations.talk import glances as glance_buttons
from conversations.talk import numbers_button
from conversations.wording import Wording, guessed, wording
from portal import (
    appointment_filling,
    correspondence_filling,
    digests,
    disclosing,
    glance_numbers,
    glances,
    goal_filling,
    group_filling,
    group_practice,
    homework_filling,
    journal_filling,
    moment_filling,
    note_filling,
    phone_filling,
    progress_words,
    rights_filling,
    shelf_filling,
    style_deeds,
    tuning_deeds,
    workflow_windows,
)
from portal.agreed import given
from portal.alert_deeds import facts_of, shares
from portal.backdrop import ForWhom, backdrop, before, told_in
from portal.backdrop import told as moments_told
from portal.chain_deeds import card_slot, chain_of, note_facts
from portal.courses import course_of
from portal.export.record import CopyRequest
from portal.home_deeds import facts_of as home_facts
from portal.knowing import answer_on, on_alert
from portal.progress_words import breaks, caption, progress_picture
from portal.readers import NotForReader, may_read
from portal.record_access import may_arrange, may_open
from portal.scene import Scene
from portal.staff_deeds import facts_of_test
from portal.standing import ended_at
from portal.veiling import veiled
from store import alerts, check_ins, homework, invitations, messages, talks
from store.alerts import Alert
from store.database import aside
from store.key_file import RingName
from store.memory import Memory
from store.outbox import Letter
from store.people import Person

log = structlog.get_logger()

Followed: TypeAlias = EvidencePicture | ProgressPicture
"""What staff are shown: days, or scores, over time."""

NOT_KEPT = ""
"""Stands for a channel that is the reader's own address."""

OF_A_CLIENT = (
    *(Question, Progress, SupportText, Whereabouts, Disclosures, Archive, Passphrase),
    *(HomeworkCard, HomeworkList, HomeworkDue, HomeworkReview),
    *(ShelfList, ShelfCard, ShelfNews),
    *(MomentCard, MomentList, JournalCard, JournalList),
    *(MessageReceipt, Conversation),
    *(AppointmentCard, AppointmentList, AppointmentSoon),
    *(GoalCard, GoalList, GoalSteps),
    *(NoteCard, NoteList, NotesWait),
)
"""What only a client may see: an account that was left for another one is nobody's."""


class NoContacts(LookupError):
    """The practice has no crisis contacts, so its card cannot be shown."""


class NoGroups(LookupError):
    """A letter about a group, carried where no group's memory is at hand."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A letter in words, where it goes, and what has to be drawn for it."""

    letter: Letter
    account: Person
    address: str
    shown: Shown
    place: Place | None
    thread: Place | None = None
    picture: PictureRequest | None = None
    picture_name: str = "picture.png"
    spoken: str = ""
    """What the picture shows, in words; without it, the lines of the message say it."""
    has_stopped: bool = False
    """Whether this is for a client who wants nothing more but answers and help."""
    page: ShownPage | None = None
    """What is published instead of sent."""
    taken: tuple[str, ...] = ()
    """Messages that are taken out of the chat before."""
    copy: CopyRequest | None = None
    """Everything about the reader, to be made into a file that goes along."""
    counted: tuple[ClientId, ...] = ()
    """Whose numbers are in what is shown, where nobody is named."""
    is_withheld: bool = False
    """Whether the client does not agree to this, or is reached through another account by now."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A letter that is to be filled in, and whose memory it speaks of."""

    memory: Memory
    letter: Letter
    now: datetime
    tells_therapists: bool = True
    """Whether letters to therapists are carried at all where this one is."""
    groups: Memory | None = None
    """The memory of the groups' ring, for what a facilitator is told of a group."""

    @property
    def takes_long(self) -> bool:
        """Whether filling it in works something out aside: no other letter waits for it."""
        match self.letter.content:
            case StyleOffer() | RuleTrial() | Progress(Glance.LINKS):
                return True
            case _:
                return False


Filled: TypeAlias = Ready | Exception
"""A letter in words, or why it cannot be put in words: one stops no other."""


def fill(connection: Connection, wish: Wish) -> Ready:
    """Reads everything the letter speaks of, as it is now."""
    [found] = fill_all(connection, [wish])
    if isinstance(found, Exception):
        raise found
    return found


def fill_all(connection: Connection, wishes: Sequence[Wish]) -> list[Filled]:
    """Fills letters in together: what many of them speak of is read once for all."""
    scenes: dict[tuple[PracticeId, RingName], Scene] = {}
    for ring in dict.fromkeys(_ring(wish) for wish in wishes):
        scenes[ring] = _scene(connection, [wish for wish in wishes if _ring(wish) == ring])
    return [_fill_one(scenes[_ring(wish)], wish) for wish in wishes]


def _ring(wish: Wish) -> tuple[PracticeId, RingName]:
    """What can be read together: the bots of one practice may stand in different rings."""
    return wish.letter.practice, wish.memory.ring


def _scene(connection: Connection, wishes: Sequence[Wish]) -> Scene:
    scene = Scene.begin(connection, wishes[0].memory, max(wish.now for wish in wishes))
    if len(wishes) == 1:
        return scene
    try:
        scene.read_ahead([(wish.letter.person, wish.letter.slot) for wish in wishes])
    except DBAPIError:
        raise
    except Exception as trouble:
        # Of one whose key is missing: each letter is read by itself, and that one fails alone.
        log.warning("filling.one-by-one", trouble=type(trouble).__name__)
    return scene


def _fill_one(scene: Scene, wish: Wish) -> Filled:
    try:
        return _fill(scene, wish)
    except DBAPIError:
        # The transaction is over with it.
        raise
    except Exception as trouble:
        return trouble


def _fill(scene: Scene, wish: Wish) -> Ready:
    letter = wish.letter
    account, address = scene.address(letter.person)
    place = _place(scene, letter, letter.slot, address) if letter.slot else None
    ready = Ready(letter, account, address, Shown(()), place)
    try:
        filled = _filled(scene, ready, wish.groups, tells_therapists=wish.tells_therapists)
        ended = _has_ended(scene, ready.account)
        return replace(filled, shown=discharged.only_looking(filled.shown)) if ended else filled
    except Exception as trouble:
        if not isinstance(letter.content, CrisisCard):
            raise
        # Whatever of our own is broken: the numbers need nothing of it.
        log.error("crisis-card.bare", letter=str(letter.id), trouble=type(trouble).__name__)
        return _bare_card(scene, ready, letter.content)


def _filled(scene: Scene, ready: Ready, groups: Memory | None, *, tells_therapists: bool) -> Ready:
    letter, account = ready.letter, ready.account
    admit(letter.content, letter.bot)
    if account.staff is not None and not may_read(scene, account.staff, letter.content):
        raise NotForReader("what the letter shows is not for its reader any more")
    if account.client is not None:
        stopped = scene.client(account.client).status is ClientStatus.STOPPED
        ready = replace(ready, has_stopped=stopped)
    elif letter.bot == CLIENTS and isinstance(letter.content, OF_A_CLIENT):
        return replace(ready, is_withheld=True)
    words, known = _reader(scene, account)
    if account.client is not None:
        veil = veiled(letter, scene.client(account.client), scene.now)
        if veil is not None:
            return replace(ready, shown=showing.sentences(veil, words, known))
    match letter.content:
        case HideChat() | TakeBack() | Keypad() as about_phone:
            return replace(ready, **phone_filling.filled(scene, account, about_phone, words, known))
        case Sentences() as content:
            if help_now.promises_note(content):
                reading = _reading(scene, account, tells_therapists=tells_therapists)
                if not reading.reached:
                    content = help_now.without_note(content)
                elif not reading.therapist:
                    content = help_now.to_colleague(content)
            return replace(ready, shown=showing.sentences(content, words, known))
        case Question() as asking:
            asking = homework_filling.named(scene, asking)
            asking = appointment_filling.named(scene, asking, words)
            return replace(ready, shown=showing.question(asking, words, known))
        case CrisisCard() as card:
            # Only after a critical answer, and words in a group, the card speaks of a note: the
            # others wait for nothing.
            when = None
            if card.reason is CrisisReason.CRITICAL:
                when = _reading(scene, account, tells_therapists=tells_therapists)
            filled = _crisis_card(
                scene, ready, card, words, when, has_ended=_has_ended(scene, account)
            )
            if card.group is None or card.reason is not CrisisReason.WORDS:
                return filled
            if tells_therapists and group_filling.reaches(scene, card.group):
                return replace(filled, shown=group_filling.with_note(filled.shown, words))
            return filled
        case Progress(code):
            return _progress(scene, ready, words, known, code)
        case AlertCard(alert):
            return _alert_card(scene, ready, words, alert)
        case AlertChart(alert):
            return _alert_chart(scene, ready, words, alert)
        case SupportText(message):
            facts = _message(scene, message)
            # As it was given: the last words of a therapist leave when the therapy has just ended.
            if account.client is None or Purpose.MESSAGES not in given(scene, account.client):
                return replace(ready, is_withheld=True)
            if not words.discreet:
                known = {**known, "therapist": _writer(scene, message)}
            return replace(ready, shown=showing.support_text(facts, words, known))
        case _ if isinstance(letter.content, HomeworkContent):
            shown = homework_filling.shown(
                scene, account, letter.content, letter.lane, words, known
            )
            return replace(ready, shown=shown or Shown(()), is_withheld=shown is None)
        case _ if isinstance(letter.content, OwnShelf):
            shown = shelf_filling.shown(scene, account, letter.content, letter.lane, words, known)
            return replace(ready, shown=shown or Shown(()), is_withheld=shown is None)
        case _ if isinstance(letter.content, AppointmentContent):
            shown = appointment_filling.shown(
                scene, account, letter.content, letter.lane, words, known
            )
            return replace(ready, shown=shown or Shown(()), is_withheld=shown is None)
        case _ if isinstance(letter.content, MomentContent):
            of_moments = moment_filling.shown(scene, account, letter.content, words, known)
            return replace(ready, shown=of_moments)
        case _ if isinstance(letter.content, JournalContent):
            own_words = journal_filling.shown(scene, account, letter.content, words, known)
            return replace(ready, shown=own_words)
        case _ if isinstance(letter.content, MessageContent):
            said = correspondence_filling.shown(scene, account, letter.content, words, known)
            return replace(ready, shown=said or Shown(()), is_withheld=said is None)
        case _ if isinstance(letter.content, GoalContent):
            of_goals = goal_filling.shown(scene, account, letter.content, words, known)
            return replace(ready, shown=of_goals)
        case _ if isinstance(letter.content, NoteContent):
            of_notes = note_filling.shown(scene, account, letter.content, letter.lane, words, known)
            return replace(ready, shown=of_notes or Shown(()), is_withheld=of_notes is None)
        case SupportNotice(message):
            return replace(ready, shown=showing.support_notice(_message(scene, message), words))
        case HomePage(number):
            return replace(ready, page=_home(scene, account, words, number))
        case Overview(listing):
            facts_now = home_facts(scene, _staff_of(account))
            return replace(ready, shown=home.overview(facts_now, words, listing))
        case StyleOffer():
            staff = _staff_of(account)
            return replace(
                ready, shown=style_showing.offer(style_deeds.offered(scene, staff), words)
            )
        case WorkflowCard(run):
            return replace(ready, **workflow_windows.card(scene, run, words))
        case RuleTrial() as trial:
            found = tuning_deeds.tested(scene, _staff_of(account), trial)
            return replace(ready, shown=rules_showing.tried(found, words))
        case Digest(at):
            return _digest(scene, ready, words, at)
        case Whereabouts():
            return replace(ready, shown=_whereabouts(scene, account, words))
        case Disclosures() as asked:
            return replace(ready, shown=disclosing.shown(scene, account, words, known, asked))
        case ChainTestCard(test):
            return replace(ready, shown=_test_card(scene, account, words, test))
        case ChainTestReport(test):
            tested, _ = facts_of_test(scene, test)
            return replace(ready, shown=passing_on.tried_report(tested, words))
        case GroupAct() as act:
            return replace(ready, shown=Shown((), doing=group_filling.doing(scene, act)))
        case CaseCard() | NotRemoved() | MemberGone() as about_group:
            if groups is None:
                raise NoGroups("the groups' ring is not at hand")
            return replace(ready, shown=group_filling.told(scene, groups, about_group, words))
        case GroupPractice() as practice:
            if groups is None:
                raise NoGroups("the groups' ring is not at hand")
            return replace(ready, **group_practice.filled(scene, groups, practice, words))
        case Archive(export):
            shown, request = rights_filling.archive(scene, export, words)
            return replace(ready, shown=shown, copy=request)
        case Passphrase(export):
            return replace(ready, shown=rights_filling.passphrase(scene, export, words))
        case Receipt(erasure):
            return replace(ready, shown=rights_filling.receipt(scene, erasure, words))
        case _:
            assert_never(letter.content)


def _has_ended(scene: Scene, account: Person) -> bool:
    """Whether the reader is a former client, of whom nobody here is told any more."""
    return (
        account.client is not None
        and scene.client(account.client).status is ClientStatus.DISCHARGED
    )


def _crisis_card(
    scene: Scene,
    ready: Ready,
    card: CrisisCard,
    words: Wording,
    reading: Reading | None,
    *,
    has_ended: bool = False,
) -> Ready:
    contacts = scene.practice.contacts
    if contacts is None:
        raise NoContacts("the practice has no crisis contacts")
    is_client = ready.account.client is not None
    # In that moment nobody has to guess who is meant: the card says things by their names.
    words = replace(words, discreet=False)
    shown = showing.crisis_card(
        contacts,
        words,
        card.reason,
        is_client=is_client,
        reading=reading,
        has_ended=has_ended,
    )
    return replace(ready, shown=shown)


def _bare_card(scene: Scene, ready: Ready, card: CrisisCard) -> Ready:
    """The numbers alone, in the likeliest language: nothing is promised and nobody is named."""
    practice = scene.practice
    words = wording(guessed((ready.account.locale, practice.locale)), practice.zone)
    return _crisis_card(scene, ready, card, words, None)


def _reading(scene: Scene, account: Person, *, tells_therapists: bool) -> Reading:
    """When somebody next reads a note of this client's, and who that would be."""
    practice = scene.practice
    here = zone(practice.zone)
    if account.client is None:
        reads = next_read(scene.now, here, practice.working_hours)
        return Reading(scene.now, reads, reached=False)
    therapist = scene.client(account.client).therapist
    chain = chain_of(scene, therapist)
    reads = somebody_reads(
        scene.now,
        here,
        practice.working_hours,
        away_until=chain.away_until,
        has_colleague=chain.has_colleague,
    )
    return Reading(
        scene.now,
        reads,
        reached=tells_therapists and (chain.reaches_therapist or chain.has_colleague),
        absent=chain.is_away,
        colleague=chain.has_colleague,
        therapist=chain.reaches_therapist,
    )


def _place(scene: Scene, letter: Letter, slot: str, address: str) -> Place | None:
    """Where the message of a slot of this reader stands."""
    found = scene.place(letter.person, slot)
    if found is None or found.channel != NOT_KEPT:
        return found
    return Place(address, found.message)


async def drawn(ready: Ready, studio: Studio) -> Shown:
    """The message with its picture, drawn in the studio's own process."""
    if ready.picture is None:
        return ready.shown
    try:
        png = await studio.draw(ready.picture)
    except NotDrawn:
        # The words say the same as the picture: they go out alone.
        log.error("picture.not-drawn", letter=str(ready.letter.id))
        return ready.shown
    spoken = ready.spoken or "\n".join(line.text for line in ready.shown.lines)
    return replace(ready.shown, picture=Picture(png, ready.picture_name, spoken[:1000]))


def _reader(scene: Scene, account: Person) -> tuple[Wording, dict[str, str]]:
    """The reader's language and zone, and what every message to them may mention."""
    practice = scene.practice
    known = {
        "practice": practice.name,
        "therapist": "",
        "code": "",
        "privacy_text": practice.privacy_text or "",
    }
    if account.staff is not None:
        member = scene.member(account.staff)
        known["therapist"] = member.name
        return wording(member.locale, practice.zone, library=scene.library), known
    if account.client is not None:
        client = scene.client(account.client)
        therapist = scene.member(client.therapist)
        known |= {"therapist": therapist.name, "code": client.code}
        words = wording(
            client.locale,
            client.zone,
            discreet=client.discreet or client.is_locked(scene.now),
            library=scene.library,
        )
        return words, {**known, **phone_filling.neutral(words)}
    open_talks = talks.of_people(scene.connection, scene.memory, [account])
    match open_talks.get(account.id, {}).get(SUBJECT):
        case Joining(invitation=invitation, locale=locale, zone=place):
            therapist_id = invitations.therapist(scene.connection, scene.memory, invitation)
            if therapist_id is not None:
                known["therapist"] = scene.member(therapist_id).name
            return wording(locale, place), known
        case _:
            return wording(guessed((account.locale, practice.locale)), practice.zone), known


# --- progress -----------------------------------------------------------------------------


def _progress(
    scene: Scene, ready: Ready, words: Wording, known: dict[str, str], code: str
) -> Ready:
    client_id = ready.account.client
    if client_id is not None and (of_picture := numbers_of(code)) is not None:
        return _numbers(scene, ready, words, client_id, of_picture)
    if client_id is not None and code in GLANCES:
        return _glance(scene, ready, words, client_id, Glance(code))
    course = course_of(scene, client_id, code) if client_id else None
    if client_id is None or course is None or scene.library.is_hidden(code):
        nothing = Shown((ShownLine(words.say("progress-nothing-yet", known)),))
        return replace(ready, shown=nothing)
    client = scene.client(client_id)
    named = client.bands_for_client and client.bands_by_therapist and not words.discreet
    today = local_date(scene.now, zone(client.zone))
    picture = progress_picture(course, words, scene.practice.colour, named=named, today=today)
    behind = backdrop(scene, client_id, course.baseline.on, today, ForWhom.CLIENT)
    lines = caption(told(course, bands_named=named), course, words, behind.paused)
    if (ended := ended_at(scene, client)) is not None:
        on = local_date(ended, zone(client.zone))
        lines[-1:-1] = [words.say("progress-ended", {"on": words.day(on)})]
    lines = told_in(lines, behind.markers(words), course.baseline.on, today, words)
    others = offered(glances.back_of(scene, client_id), goals=glances.has_goals(scene, client_id))
    return replace(
        ready,
        shown=Shown(tuple(ShownLine(line) for line in lines), _other_glances(code, words, others)),
        picture=replace(before(picture, behind, words), dark=client.dark_pictures),
    )


def _glance(
    scene: Scene, ready: Ready, words: Wording, client_id: ClientId, which: Glance
) -> Ready:
    of = glances.known(scene, client_id)
    made = partial(glances.glance, which, of, words, scene.practice.colour)
    # How two numbers go together is reckoned, and somebody may be waiting for a crisis card.
    found = aside(scene.connection, made) if which is Glance.LINKS else made()
    others = _other_glances(which, words, of.offered)
    if found is None:
        nothing = tuple(ShownLine(each) for each in glances.nothing(which, of, words))
        return replace(ready, shown=Shown(nothing, others))
    picture, lines = found
    shown = Shown(tuple(ShownLine(line) for line in lines), others)
    return replace(ready, shown=shown, picture=picture, picture_name=f"{which}.png")


def _numbers(
    scene: Scene, ready: Ready, words: Wording, client_id: ClientId, of_picture: str
) -> Ready:
    """What stands on a picture, as a table; the picture is one tap away again."""
    of = glances.known(scene, client_id)
    said = glance_numbers.table(of_picture, of, words) or [words.say("glance-nothing")]
    others = _other_glances(f"{NUMBERS_OF}{of_picture}", words, of.offered)
    return replace(ready, shown=Shown(tuple(ShownLine(each) for each in said), others))


def _other_glances(
    shown: str, words: Wording, offered: Iterable[Glance]
) -> tuple[tuple[ShownButton, ...], ...]:
    """What else can be looked at, under what is shown now."""
    others = glance_buttons(*(each for each in offered if each not in (shown, Glance.NUMBERS)))
    if numbers_of(shown) is None and shown != Glance.NUMBERS:
        others = (*others, (numbers_button(shown),))
    return tuple(tuple(showing.button(each, words, {}) for each in row) for row in others)


# --- alerts --------------------------------------------------------------------------------


def _alert_card(scene: Scene, ready: Ready, words: Wording, wanted: UUID) -> Ready:
    alert = alerts.get(scene.connection, scene.memory, wanted)
    if alert.closed_by_nobody and ready.place is None:
        # It ended, or somebody switched such notes off, before this one was there.
        return replace(ready, is_withheld=True)
    opens = ready.account.staff is not None and may_open(scene, ready.account.staff, alert.client)
    facts = replace(facts_of(scene, alert), opens=opens)
    shown = showing.alert_card(facts, words)
    if answer_on(scene, alert) is not None:
        plans = ready.account.staff is not None and may_arrange(
            scene, ready.account.staff, alert.client
        )
        known = on_alert(scene, alert)
        shown = known_showing.on_card(shown, facts, known, words, plans=plans)
    picture = _evidence(scene, alert, words)
    return replace(
        ready,
        shown=shown,
        picture=picture,
        picture_name="evidence.png",
        spoken=spoken(picture, scene.client(alert.client).code, words),
    )


def _digest(scene: Scene, ready: Ready, words: Wording, at: datetime) -> Ready:
    staff = _staff_of(ready.account)
    found = [
        facts_of(scene, alerts.get(scene.connection, scene.memory, each))
        for each in digests.held(scene, staff, at)
    ]
    if not found:
        # All of it has ended, or was dealt with on Home.
        return replace(ready, is_withheld=True)
    came_back = homework.came_back(scene.connection, scene.memory, staff)
    return replace(ready, shown=digest_showing.digest(found, words, came_back))


def spoken(picture: Followed | None, code: str, words: Wording) -> str:
    """A picture in one sentence, for whoever cannot see it."""
    match picture:
        case EvidencePicture(series=series, words=labels, paused=paused):
            days = showing.told_days([[on.isoformat(), value] for on, value in series], words)
            said = words.say(
                "alert-chart-spoken", {"client": code, "item": labels.title, "days": days}
            )
            return " ".join((said, *breaks(paused, words), *moments_of(picture, words)))
        case ProgressPicture(trajectory=course, paused=paused):
            lines = caption(told(course, bands_named=True), course, words, paused)
            return " ".join((*lines, *moments_of(picture, words)))
        case None:
            return ""


def moments_of(picture: Followed, words: Wording) -> list[str]:
    """The key moments of a picture for staff, in one sentence."""
    today = picture.today
    if isinstance(picture, ProgressPicture):
        return moments_told(picture.markers, picture.trajectory.baseline.on, today, words)
    first = today - progress_words.EVIDENCE_DAYS + timedelta(days=1)
    return moments_told(picture.markers, first, today, words)


def _alert_chart(scene: Scene, ready: Ready, words: Wording, wanted: UUID) -> Ready:
    alert = alerts.get(scene.connection, scene.memory, wanted)
    thread = _place(scene, ready.letter, card_slot(wanted), ready.address)
    picture = _history(scene, alert, words) if shares(scene, alert) else None
    if picture is None:
        code = scene.client(alert.client).code
        key = "alert-chart-none" if shares(scene, alert) else "alert-not-shown"
        nothing = Shown((ShownLine(words.say(key, {"client": code})),))
        return replace(ready, shown=nothing, thread=thread)
    title = showing.alert_title(facts_of(scene, alert), words)
    lines = [ShownLine(title, Style.BODY)]
    if isinstance(picture, ProgressPicture):
        facts = told(picture.trajectory, bands_named=True)
        said = caption(facts, picture.trajectory, words, picture.paused)
        said += moments_of(picture, words)
        lines += [ShownLine(each, Style.NOTE) for each in said]
    lines.append(ShownLine("\n".join(_in_numbers(picture, words)), Style.NOTE))
    return replace(
        ready,
        shown=Shown(tuple(lines)),
        thread=thread,
        picture=picture,
        picture_name="chart.png",
        spoken=spoken(picture, scene.client(alert.client).code, words),
    )


def _in_numbers(picture: Followed, words: Wording) -> list[str]:
    """The table of a picture for staff."""
    if isinstance(picture, ProgressPicture):
        every = len(picture.trajectory.points)
        return glance_numbers.scores(picture.trajectory, words, every)
    first = picture.today - progress_words.EVIDENCE_DAYS + timedelta(days=1)
    values = dict(picture.series)
    return glance_numbers.weeks(picture.words.title, values, first, picture.today, words)


def _history(scene: Scene, alert: Alert, words: Wording) -> Followed | None:
    """The larger picture: what the alert is about, or PHQ-9 when it is about no scale."""
    small = _evidence(scene, alert, words)
    if small is not None:
        return small
    for code in (alert.facts.get("instrument"), "phq9", "gad7"):
        if isinstance(code, str) and (found := _course_picture(scene, alert, code, words)):
            return found
    return daily_picture(scene, alert.client, "mood", frozenset(), words)


def _evidence(scene: Scene, alert: Alert, words: Wording) -> Followed | None:
    """The small picture inside the card: the days, or the scores, that raised the alert."""
    if not shares(scene, alert):
        return None
    facts = alert.facts
    item, days = facts.get("item"), facts.get("days")
    if isinstance(item, str) and isinstance(days, list):
        marked = frozenset(date.fromisoformat(str(row[0])) for row in days)
        return daily_picture(scene, alert.client, item, marked, words)
    if alert.rule == "reliable-deterioration" and isinstance(facts.get("instrument"), str):
        return _course_picture(scene, alert, str(facts["instrument"]), words)
    return None


def _course_picture(
    scene: Scene, alert: Alert, code: str, words: Wording
) -> ProgressPicture | None:
    course = course_of(scene, alert.client, code)
    if course is None or scene.library.is_hidden(code):
        return None
    today = _today(scene, alert.client)
    picture = progress_picture(course, words, scene.practice.colour, named=True, today=today)
    behind = backdrop(scene, alert.client, course.baseline.on, today, ForWhom.SLACK)
    return replace(before(picture, behind, words), size=SLACK)


def daily_picture(
    scene: Scene,
    client: ClientId,
    item: str,
    marked: frozenset[date],
    words: Wording,
    whose: ForWhom = ForWhom.SLACK,
) -> EvidencePicture | None:
    """The picture of one client's daily item, with these days marked; None without any."""
    record, _ = check_ins.record(scene.connection, scene.memory, client)
    today = _today(scene, client)
    picture = progress_words.daily_picture(
        record, item, marked, words, scene.practice.colour, today
    )
    if picture is None:
        return None
    first = today - progress_words.EVIDENCE_DAYS + timedelta(days=1)
    return before(picture, backdrop(scene, client, first, today, whose), words)


def _today(scene: Scene, client: ClientId) -> date:
    return local_date(scene.now, zone(scene.client(client).zone))


# --- notes on their way, and what therapists open ---------------------------------------------


def _whereabouts(scene: Scene, account: Person, words: Wording) -> Shown:
    """Where the newest urgent note about the reader is."""
    if account.client is None:
        return passing_on.whereabouts(None, words)
    urgent = [
        each
        for each in alerts.of_client(scene.connection, scene.memory, account.client)
        if each.urgency is Urgency.NOW
    ]
    newest = max(urgent, key=lambda each: (each.last_raised_at, each.id), default=None)
    return passing_on.whereabouts(note_facts(scene, newest) if newest else None, words)


def _staff_of(account: Person) -> StaffId:
    if account.staff is None:
        raise LookupError("only a member of staff has clients")
    return account.staff


def _home(scene: Scene, account: Person, words: Wording, number: int) -> ShownPage:
    if account.staff is None or scene.who(account.staff) == STRANGER:
        return home.stranger(words, scene.practice.name)
    return home.home(home_facts(scene, account.staff), words, number)


def _test_card(scene: Scene, account: Person, words: Wording, wanted: UUID) -> Shown:
    facts, test = facts_of_test(scene, wanted)
    mine = next((each for each in test.cards if each.staff == account.staff), None)
    return passing_on.tried_card(facts, words, mine.got_at if mine else None)


# --- messages -------------------------------------------------------------------------------


def _message(scene: Scene, wanted: UUID) -> MessageFacts:
    kept = messages.get(scene.connection, scene.memory, wanted)
    client = scene.client(kept.client)
    return MessageFacts(
        kept.id,
        client.code,
        kept.state,
        kept.text,
        kept.leaves_at,
        kept.settled_at,
        kept.kind == messages.ANSWER,
        is_last=client.status is ClientStatus.DISCHARGED,
    )


def _writer(scene: Scene, wanted: UUID) -> str:
    kept = messages.get(scene.connection, scene.memory, wanted)
    return scene.member(kept.staff).name
