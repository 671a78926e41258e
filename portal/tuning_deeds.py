"""Rules and schedules as a therapist sees, tries and keeps them in Slack."""

from typing import assert_never
from uuid import UUID

from care.audit import Action, Kind
from care.people import ClientId, StaffId
from care.rule_settings import Level, Setting, parse
from care.rules import Rule
from conversations import rules_showing
from conversations.contents import Argument, Line, RuleTrial, Sentences
from conversations.courses import is_course
from conversations.rules_showing import RulesFacts, RuleTested
from conversations.tuning import (
    OpenRuleForm,
    OpenScheduleForm,
    SetRule,
    ShowRules,
    ShowSchedule,
    TryRule,
    TrySchedule,
    TuningEffect,
)
from conversations.wording import Wording, wording
from portal import knowing, rule_deeds, schedule_deeds
from portal.backtesting import DAYS, caseload, compare
from portal.scene import Actor, Scene, ShowForm
from store import rule_settings

NOBODY = ClientId(UUID(int=0))


def make_true(scene: Scene, actor: Actor, effect: TuningEffect) -> None:
    """Makes one of these effects true."""
    match effect:
        case ShowRules(client):
            _show(scene, actor, client)
        case OpenRuleForm(client, rule):
            _open_form(scene, actor, client, rule)
        case TryRule(client, rule, proposed):
            _try(scene, actor, client, rule, proposed)
        case SetRule(client, rule, decided):
            _set(scene, actor, client, rule, decided)
        case ShowSchedule(client):
            schedule_deeds.show(scene, actor, client)
        case OpenScheduleForm(client):
            schedule_deeds.open_form(scene, actor, client)
        case TrySchedule():
            schedule_deeds.try_or_keep(scene, actor, effect)
        case _:
            assert_never(effect)


def _words(scene: Scene, actor: Actor) -> Wording:
    locale = scene.member(actor.staff).locale
    return wording(locale, scene.practice.zone, library=scene.library)


def _facts(scene: Scene, staff: StaffId, client: ClientId | None) -> RulesFacts:
    """What holds, and where each number of it comes from."""
    found = rule_settings.settings(scene.connection, scene.memory, scene.practice.rules)
    known = scene.client(client) if client is not None else None
    therapist = known.therapist if known is not None else staff
    levels: dict[tuple[Rule, str], Level] = dict.fromkeys(found.practice, Level.PRACTICE)
    levels |= dict.fromkeys(found.therapists.get(therapist, {}), Level.THERAPIST)
    if client is not None:
        levels |= dict.fromkeys(found.clients.get(client, {}), Level.CLIENT)
    chosen = found.holding_for(therapist, client if client is not None else NOBODY)
    return RulesFacts(client, known.code if known is not None else "", chosen, levels)


def _show(scene: Scene, actor: Actor, client: ClientId | None) -> None:
    words = _words(scene, actor)
    facts = _facts(scene, actor.staff, client)
    known = () if client is None else knowing.of_client(scene, client)
    if client is not None:
        # That an answer is known, and until when, is said of this client alone.
        scene.note(actor.staff, Action.VIEWED, Kind.CLIENT, client, subject=client)
    listed = rules_showing.listed(facts, known, words)
    scene.post(actor.person, listed, key=actor.next_key())


def _open_form(scene: Scene, actor: Actor, client: ClientId | None, rule: Rule) -> None:
    """Prepares the form; it is opened directly after the commit."""
    if actor.inbound.answer_to is None:
        return
    facts = _facts(scene, actor.staff, client)
    form = rules_showing.rule_form(rule, facts, _words(scene, actor))
    scene.direct.append((actor.inbound.bot, ShowForm(actor.inbound.answer_to, form)))


def _unknown_score(scene: Scene, settings: tuple[Setting, ...]) -> Line | None:
    """What is said of a threshold on a score that there is not, or no more; None where all fits."""
    for each in settings:
        if each.parameter != "instrument" or each.value is None:
            continue
        if not is_course(str(each.value), scene.library):
            return Line("rules-no-such-score", {"score": str(each.value)})
    return None


def _try(
    scene: Scene,
    actor: Actor,
    client: ClientId | None,
    rule: Rule,
    proposed: tuple[Setting, ...],
) -> None:
    """Posts the comparison of what differs; it is worked out when it leaves."""
    held = _facts(scene, actor.staff, client).chosen[rule]
    differing = tuple(each for each in proposed if each.value != held[each.parameter])
    unknown = _unknown_score(scene, differing)
    if not differing or unknown is not None:
        _say(scene, actor, unknown or Line("rules-same"))
        return
    if client is not None:
        # What was found about one client is seen, not only counted.
        scene.note(actor.staff, Action.VIEWED, Kind.CLIENT, client, subject=client)
    dumped = tuple(f"{each.rule}.{each.parameter}={each.value}" for each in differing)
    scene.post(actor.person, RuleTrial(client, dumped), key=actor.next_key())


def tested(scene: Scene, staff: StaffId, trial: RuleTrial) -> RuleTested:
    """The back-test of what is set for these clients, and of what is proposed."""
    proposed = tuple(map(parse, trial.settings))
    client = ClientId(trial.client) if trial.client is not None else None
    clients = caseload(scene, staff if client is None else scene.client(client).therapist)
    if client is not None:
        clients = tuple(each for each in clients if each == client)
    now, [then] = compare(scene, clients, DAYS, [proposed])
    code = scene.client(client).code if client is not None else ""
    return RuleTested(client, code, proposed[0].rule, now, then, proposed)


def _set(
    scene: Scene,
    actor: Actor,
    client: ClientId | None,
    rule: Rule,
    decided: tuple[Setting, ...],
) -> None:
    """Keeps the numbers for the client, or for the one who acts; or takes all of them back."""
    unknown = _unknown_score(scene, decided)
    if unknown is not None:
        _say(scene, actor, unknown)
        return
    staff = actor.staff
    level, about = (Level.THERAPIST, staff) if client is None else (Level.CLIENT, client)
    rule_settings.decide(
        scene.connection, scene.memory, level, about, decided, str(staff), scene.now
    )
    rule_deeds.follow_settings(scene)
    scene.note(staff, Action.CONFIGURED, Kind.PRACTICE, UUID(str(about)), subject=client)
    words = _words(scene, actor)
    is_back = all(each.value is None for each in decided)
    args: dict[str, Argument] = {
        "rule": words.say(f"rules-name-{rule}"),
        "client": scene.client(client).code if client is not None else "",
        "back": "yes" if is_back else "no",
    }
    _say(scene, actor, Line("rules-kept-client" if client is not None else "rules-kept-own", args))


def _say(scene: Scene, actor: Actor, line: Line) -> None:
    scene.post(actor.person, Sentences((line,)), key=actor.next_key())
