"""A person in conversation with the flows; what the desk loads and keeps is played in memory."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from care.alerts import AlertState
from care.consent import Purpose
from care.people import ClientId, ClientStatus, PictureChoice, StaffId
from care.phone import USUAL_LOCK
from conversations.contents import Button, Question, Sentences
from conversations.envelopes import CLIENTS, THERAPISTS, Inbound
from conversations.flows import triage
from conversations.flows.checkin import CheckIn, opening_item
from conversations.flows.joining import Joining
from conversations.flows.pin import PinPad
from conversations.flows.preferences import Moving
from conversations.phone import (
    ForgetPin,
    GivePin,
    Land,
    LockNow,
    PinChecked,
    PinKept,
    PinUse,
    Unlock,
    UseOwnLink,
)
from conversations.talk import dump, load, secret_hash, take_turn, wants
from conversations.turn import (
    AnswerItem,
    Asked,
    AskItem,
    BeginCheckIns,
    Came,
    Effect,
    Event,
    FileResponse,
    OpenPulse,
    PausePortal,
    Preference,
    Redeemed,
    RedeemInvitation,
    ResumePortal,
    ReturnToPortal,
    Say,
    SetConsent,
    SetPreference,
    StopPortal,
    Tapped,
)
from conversations.view import (
    AlertView,
    ClientView,
    InvitationView,
    Need,
    OpenCheckIn,
    PracticeView,
    StaffView,
    Talk,
    View,
    Wanted,
)
from questionnaires.catalogue import instrument
from questionnaires.library import Library, shipped

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
PRACTICE = PracticeView("Harbour Practice", "en", "Europe/Berlin", ("en", "es"))
INVITATION = InvitationView(UUID(int=11), "en", "Europe/Berlin")
SECRET = "a-valid-secret"
CLIENT = ClientView(
    ClientId(UUID(int=21)),
    "quiet-harbor",
    ClientStatus.ACTIVE,
    "en",
    "Europe/Berlin",
    "08:30",
    None,
    False,
    False,
)
ALERT = AlertView(
    UUID(int=31),
    "rising-anxiety",
    AlertState.OPEN,
    {
        name: NOW + timedelta(days=days)
        for name, days in zip(triage.SNOOZES, (1, 3, 7), strict=True)
    },
)

# As long as the store makes them.
PULSE, PHQ9, GAD7 = "p1p1p1p1p1", "q9q9q9q9q9", "g7g7g7g7g7"
_INSTRUMENTS = {PULSE: "pulse", PHQ9: "phq9", GAD7: "gad7"}


def occurrence(token: str) -> UUID:
    """The row of this check-in."""
    return UUID(int=int.from_bytes(token.encode()))


def waiting(token: str, next_item: int | None = None, *, filed: bool = False) -> OpenCheckIn:
    """A check-in that may be answered now, or corrected."""
    code = _INSTRUMENTS[token]
    start = opening_item(instrument(code)) if next_item is None else next_item
    return OpenCheckIn(occurrence(token), token, code, "1", TODAY, start, filed)


def at(token: str, item: int) -> CheckIn:
    """The talk of this check-in, at this item."""
    return CheckIn(occurrence(token), token, _INSTRUMENTS[token], "1", TODAY, item)


@dataclass
class Dialogue:
    """One person and everything the portal keeps of them."""

    client: ClientView | None = None
    staff: StaffView | None = None
    talks: dict[str, Talk] = field(default_factory=dict)
    open: list[OpenCheckIn] = field(default_factory=list)
    scored: tuple[str, ...] = ()
    links: dict[bytes, InvitationView] = field(
        default_factory=lambda: {secret_hash(SECRET): INVITATION}
    )
    alert: AlertView | None = None
    reads_at: datetime | None = NOW
    now: datetime = NOW
    library: Library = field(default_factory=shipped)
    turns: int = 0
    given: GivePin | None = None
    """Digits that wait to be compared."""
    pin: str | None = None
    agreed: frozenset[Purpose] = frozenset(Purpose)

    def does(self, event: Event) -> tuple[Effect, ...]:
        """One event, and everything that follows from it in its transaction."""
        self.turns += 1
        if event == Redeemed(accepted=True) and self.client is None:
            # Whose link was taken is somebody's from then on.
            self.client = CLIENT
        bot = CLIENTS if self.staff is None else THERAPISTS
        inbound = Inbound(bot, "77", event)
        outcome = take_turn(inbound, self.view(wants(inbound, self.talks, self.library)))
        for subject in outcome.ends:
            self.talks.pop(subject, None)
        if outcome.step is not None:
            self.talks.pop(outcome.step.subject, None)
            if outcome.step.talk is not None:
                kept = load(json.loads(json.dumps(dump(outcome.step.talk))))
                assert kept == outcome.step.talk
                self.talks[outcome.step.subject] = kept
        answers: list[Effect] = []
        for effect in outcome.effects:
            answers += self._made_true(effect)
        return (*outcome.effects, *answers)

    def taps(self, question: str, choice: str) -> tuple[Effect, ...]:
        """A press on a button."""
        return self.does(Tapped(question, choice))

    def answers(self, token: str, *values: int) -> tuple[Effect, ...]:
        """Answers to the items of a check-in, from the open one on; the effects of the last."""
        effects: tuple[Effect, ...] = ()
        for value in values:
            talk = self.talks.get(token)
            [found] = [each for each in self.open if each.token == token]
            item = talk.item if isinstance(talk, CheckIn) else found.next_item
            effects = self.taps(f"{token}.{found.instrument}.{item}", str(value))
        return effects

    def view(self, needs: Iterable[Wanted]) -> View:
        """What the desk would load: exactly what the flow asked for."""
        asked: Mapping[Need, str] = {each.need: each.about for each in needs}
        secret = asked.get(Need.INVITATION, "")
        about = asked.get(Need.ALERT)
        ours = self.alert is not None and str(self.alert.id) == about
        return View(
            self.now,
            PRACTICE,
            self.client.locale if self.client else "en",
            self.client,
            self.staff,
            dict(self.talks),
            self.links.get(secret_hash(secret)),
            tuple(self.open) if self.client and Need.CHECK_INS in asked else (),
            self.scored if self.client and Need.SCORED in asked else (),
            self.alert if ours else None,
            reads_at=self.reads_at if Need.READING_TIME in asked else None,
            library=self.library,
            chance=f"chance {self.turns}",
            agreed=self.agreed,
        )

    def compared(self) -> tuple[Effect, ...]:
        """What was entered is compared, as the portal does beside its transactions."""
        assert self.given is not None
        given, self.given = self.given, None
        if given.use is PinUse.CHECK:
            return self.does(PinChecked(given.digits == self.pin))
        self.pin = given.digits
        return self.does(PinKept())

    def enters(self, digits: str) -> tuple[Effect, ...]:
        """Taps these digits on the keypad there is, and OK."""
        for digit in digits:
            pad = self.pad
            self.taps(pad.question, pad.letter(digit))
        return self.taps(self.pad.question, "ok")

    @property
    def pad(self) -> PinPad:
        """The keypad there is."""
        found = self.talks["pin"]
        assert isinstance(found, PinPad)
        return found

    def _made_true(self, effect: Effect) -> tuple[Effect, ...]:
        match effect:
            case RedeemInvitation(invitation, locale):
                used = [key for key, each in self.links.items() if each.id == invitation]
                relinks = any(self.links.pop(key).relinks for key in used)
                if used:
                    status = ClientStatus.ACTIVE if relinks else ClientStatus.INVITED
                    self.client = replace(CLIENT, status=status, locale=locale)
                return self.does(Redeemed(bool(used)))
            case BeginCheckIns(clock, zone) if self.client is not None:
                self.client = replace(
                    self.client, status=ClientStatus.ACTIVE, check_in_at=clock, zone=zone
                )
                self.open.append(waiting(PULSE))
                return (AskItem(Question(PULSE, "pulse", "1", 1)),)
            case OpenPulse():
                self.open.append(waiting(PULSE))
                return (AskItem(Question(PULSE, "pulse", "1", 1)),)
            case AnswerItem(row, item=item):
                self.open = [
                    replace(each, next_item=max(each.next_item, item + 1))
                    if each.occurrence == row
                    else each
                    for each in self.open
                ]
            case FileResponse(row):
                done = [each for each in self.open if each.occurrence == row]
                self.open = [each for each in self.open if each.occurrence != row]
                self.scored += tuple(each.instrument for each in done if each.token != PULSE)
            case SetPreference(preference, value) if self.client is not None:
                self.client = _with_choice(self.client, preference, value)
            case GivePin():
                self.given = effect
            case Unlock() if self.client is not None:
                minutes = self.client.lock_after or USUAL_LOCK
                self.client = replace(self.client, lock_after=minutes, locked=False)
            case LockNow() if self.client is not None:
                self.client = replace(self.client, locked=True)
            case UseOwnLink() | ForgetPin() if self.client is not None:
                self.pin = None
                self.client = replace(self.client, lock_after=None, locked=False)
            case Land(question, choice):
                return self.does(Tapped(question, choice) if question else Asked(choice))
            case StopPortal() if self.client is not None:
                self.client = replace(self.client, status=ClientStatus.STOPPED)
                self.talks.clear()
                self.open.clear()
            case ReturnToPortal() if self.client is not None:
                self.client = replace(self.client, status=ClientStatus.ACTIVE)
            case PausePortal(until) if self.client is not None:
                self.client = replace(self.client, status=ClientStatus.PAUSED, paused_until=until)
            case ResumePortal() if self.client is not None:
                self.client = replace(self.client, status=ClientStatus.ACTIVE, paused_until=None)
            case SetConsent(purpose, given):
                self.agreed = self.agreed | {purpose} if given else self.agreed - {purpose}
        return ()


def _with_choice(client: ClientView, preference: Preference, value: str) -> ClientView:
    match preference:
        case Preference.LOCALE:
            return replace(client, locale=value)
        case Preference.ZONE:
            return replace(client, zone=value)
        case Preference.CHECK_IN_AT:
            return replace(client, check_in_at=value)
        case Preference.PICTURE:
            return replace(client, picture=PictureChoice(value))
        case Preference.BANDS:
            return replace(client, bands_wanted=value == "on")
        case Preference.DARK:
            return replace(client, dark_pictures=value == "on")
        case Preference.DISCREET:
            return replace(client, discreet=value == "on")
        case Preference.LOCK_AFTER:
            return replace(client, lock_after=int(value))


def active(*open_check_ins: OpenCheckIn, **choices: object) -> Dialogue:
    """A client in the middle of the course, with these check-ins open."""
    return Dialogue(client=replace(CLIENT, **choices), open=list(open_check_ins))


def stopped() -> Dialogue:
    """A client who wants nothing more."""
    return Dialogue(client=replace(CLIENT, status=ClientStatus.STOPPED))


def joining(
    *, agreed: bool = False, asked_city: bool = False, zone: str = "Europe/Berlin"
) -> Dialogue:
    """A person with a valid link, before or after the consent."""
    talk = Joining(INVITATION.id, "en", zone, agreed, asked_city)
    client = replace(CLIENT, status=ClientStatus.INVITED) if agreed else None
    dialogue = Dialogue(client=client, talks={"join": talk})
    if agreed:
        dialogue.links.clear()
    return dialogue


def relinking() -> Dialogue:
    """A client with a new phone in hand, who has opened the link that leads there."""
    dialogue = Dialogue(links={secret_hash(SECRET): replace(INVITATION, relinks=True)})
    dialogue.does(Came(SECRET))
    return dialogue


def paused() -> Dialogue:
    """A client who has asked for a pause."""
    dialogue = active(waiting(PULSE))
    dialogue.does(Asked("pause", "5d"))
    return dialogue


def locked(*open_check_ins: OpenCheckIn, **choices: object) -> Dialogue:
    """A client with a PIN that has to be entered first."""
    client = active(*open_check_ins, lock_after=5, locked=True, **choices)
    client.pin = "2580"
    return client


def moving() -> Dialogue:
    """A client who was asked for a city."""
    dialogue = active()
    dialogue.talks["settings"] = Moving()
    return dialogue


def answering(token: str, item: int, **choices: object) -> Dialogue:
    """A client in the middle of a check-in."""
    dialogue = active(waiting(token, item), **choices)
    dialogue.talks[token] = at(token, item)
    return dialogue


def therapist(alert: AlertView | None = ALERT) -> Dialogue:
    """A therapist in Slack, with one alert."""
    return Dialogue(staff=StaffView(StaffId(UUID(int=41))), alert=alert)


def kinds(effects: Iterable[Effect]) -> list[str]:
    """The names of these effects, in order."""
    return [type(effect).__name__ for effect in effects]


def said(effects: Iterable[Effect]) -> list[str]:
    """The keys of everything that is said, in order."""
    return [
        line.key for effect in effects if isinstance(effect, Say) for line in effect.content.lines
    ]


def buttons(effects: Iterable[Effect]) -> list[Button]:
    """Every button that is offered, in order."""
    return [
        button
        for effect in effects
        if isinstance(effect, Say)
        for row in effect.content.buttons
        for button in row
    ]


def offered(effects: Iterable[Effect]) -> list[str]:
    """What the offered buttons bring back when they are pressed."""
    return [f"{each.question}:{each.choice}" for each in buttons(effects)]


def asked(effects: Iterable[Effect]) -> list[int]:
    """The items of the questions that are asked."""
    return [effect.question.item for effect in effects if isinstance(effect, AskItem)]


def words_of(content: Sentences) -> list[str]:
    """The keys of a content's lines."""
    return [line.key for line in content.lines]
