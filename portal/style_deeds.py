"""How much a therapist hears: the styles with their back-tests, offered and chosen."""

from care.audit import Action, Kind
from care.people import StaffId
from care.rule_settings import Level, Style, style
from conversations.contents import Line, Sentences, StyleOffer
from conversations.style_showing import StylesTested
from conversations.wording import wording
from portal import rule_deeds
from portal.backtesting import DAYS, caseload, compare
from portal.scene import Actor, Scene
from store import people, rule_settings


def show(scene: Scene, actor: Actor) -> None:
    """Posts the offer; what each style would have told is worked out when it leaves."""
    scene.post(actor.person, StyleOffer(), key=actor.next_key())


def offered(scene: Scene, staff: StaffId) -> StylesTested:
    """The back-test of what is set for a therapist's clients, and of every style."""
    now, tested = compare(scene, caseload(scene, staff), DAYS, [style(each) for each in Style])
    return StylesTested(now, tuple(zip(Style, tested, strict=True)))


def choose(scene: Scene, actor: Actor, chosen: Style) -> None:
    """Keeps every parameter of the style for the therapist who chooses it."""
    staff = actor.staff
    rule_settings.decide(
        scene.connection,
        scene.memory,
        Level.THERAPIST,
        staff,
        style(chosen),
        str(staff),
        scene.now,
    )
    rule_deeds.follow_settings(scene)
    scene.note(staff, Action.CONFIGURED, Kind.PRACTICE, staff)
    words = wording(people.member(scene.connection, scene.memory, staff).locale)
    said = Line("rules-style-kept", {"style": words.say(f"rules-style-{chosen}")})
    scene.post(actor.person, Sentences((said,)), key=actor.next_key())
