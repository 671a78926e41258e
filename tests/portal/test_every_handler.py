"""Every handler of staff x role x relation: driven through the desk, and looked at what came of it.

What is expected comes from the table in `care.access`; who stands how to what is said in
`tests/portal/everybody.py` and not looked up. Each act is undone: all begin with the same rows.
"""

from datetime import timedelta
from functools import partial
from itertools import product
from uuid import UUID

import pytest
from sqlalchemy import update

from care.access import STRANGER, Capability, Relation, may
from care.alerts import Verdict
from care.known import CriticalAnswer
from care.people import ClientStatus, Role
from care.rules import critical_answer
from conversations.appointments import AppointmentsOf
from conversations.contents import (
    AlertCard,
    AlertChart,
    HomePage,
    Overview,
    RuleTrial,
    Sentences,
    StyleOffer,
)
from conversations.correspondence import MessagesOf
from conversations.envelopes import THERAPISTS, Inbound
from conversations.goals import GoalsOf
from conversations.group_practice import GroupPractice
from conversations.homework import HomeworkOf
from conversations.moments import MomentsOf
from conversations.turn import (
    FillForm,
    Form,
    JudgeAlert,
    OpenedHome,
    OpenForm,
    ResolveAlert,
    SendSupport,
    ShowAlertCard,
    ShowAlertChart,
    TakeAlert,
)
from portal import auditing
from portal.filling import Wish, fill
from portal.permission import permits
from portal.readers import NotForReader
from portal.scene import Actor, RefillForm, Scene, ShowForm, ShowLink, ShowWindow
from store import alerts, episodes, known_answers, people
from store.tables import alert as alert_table
from store.tables import appointment as appointment_table
from tests.portal.everybody import (
    ACTORS,
    CODES,
    DAYS_ON_CALL,
    STAFF,
    TREATS,
    a_day_of_ada,
    begin_test,
    choose,
    command,
    day_on_call,
    open_home,
    plain,
    press,
    slack_id,
    submit,
    to_alert,
    to_case,
    to_client,
    to_day_on_call,
    to_message,
    told_of,
    write,
)

ALERTS = ("of ada", "passed on", "of dana", "of adam", "of olga", "of nobody")
CASES = ("of fay", "passed on", "of gil", "of nobody")
MESSAGES = tuple(f"of {name}" for name in STAFF)


def rows(table):
    return lambda seen: table in seen.changed


def said(key):
    return lambda seen: any(
        line.key == key for content in seen.contents(Sentences) for line in content.lines
    )


def letter(kind):
    return lambda seen: bool(seen.contents(kind))


def opened(kind):
    return lambda seen: any(isinstance(act, kind) for act in seen.opened)


def on_alert(choice):
    return lambda house, who, which: press(who, f"alert:{house.alerts[which]}:{choice}")


def on_case(choice):
    return lambda house, who, which: press(who, f"case:{house.cases[which]}:{choice}")


def form(name, **values):
    return lambda house, who, which: submit(who, name, str(house.alerts[which]), **values)


ACT, WRITE = Capability.ACT_ON_ALERT, Capability.WRITE_TO_CLIENT

ABOUT_ALERTS = {
    "take": (ACT, on_alert("take"), rows("alert")),
    "resolve": (ACT, on_alert("resolve"), rows("alert")),
    "snooze": (ACT, on_alert("snooze"), opened(ShowForm)),
    "snooze form": (ACT, form("snooze", until="tomorrow"), rows("alert")),
    "support": (WRITE, on_alert("support"), opened(ShowForm)),
    "support form": (WRITE, form("support", text="I thought of you"), rows("message")),
    "another suggestion": (
        WRITE,
        lambda house, who, which: choose(who, "support", str(house.alerts[which]), "1"),
        opened(RefillForm),
    ),
    "verdict": (ACT, on_alert("not-useful"), rows("alert")),
    "card": (Capability.READ_ALERT, on_alert("card"), letter(AlertCard)),
    "chart": (Capability.READ_CHART, on_alert("chart"), letter(AlertChart)),
    "record": (Capability.READ_RECORD, on_alert("record"), opened(ShowLink)),
}
"""What is done with an alert: what it needs, how it is asked for, and by what it is seen."""

ABOUT_CRITICAL_ANSWERS = {
    "known": (
        Capability.ARRANGE_CLIENT,
        lambda house, who, which: press(who, f"alert:{house.critical[which]}:known"),
        opened(ShowForm),
    ),
    "known form": (
        Capability.ARRANGE_CLIENT,
        lambda house, who, which: submit(
            who,
            "known",
            f"{house.critical[which]}:1",
            plan="a call on Friday",
            until=(house.now + timedelta(days=20)).date().isoformat(),
        ),
        rows("known_answer"),
    ),
    "known no longer": (
        Capability.ARRANGE_CLIENT,
        lambda house, who, which: press(who, f"known:{house.known[which]}:end"),
        rows("known_answer"),
    ),
}
"""What is done about a critical answer that somebody has taken, and that is known."""


def critical_answers(connection, house):
    """A critical answer of each client, taken and known."""
    for name, client in house.clients.items():
        memory = house.other if name == "oda" else house.memory
        staff, now = house.staff[TREATS[name]], house.now
        concern = critical_answer("phq9", 9, 1, now.date())
        made, _ = alerts.raise_alert(connection, memory, client, staff, concern, now, now)
        alerts.take(connection, memory, made.id, staff, now)
        answer = CriticalAnswer("phq9", "1", 9, 1)
        until = now + timedelta(days=7)
        house.critical[name] = made.id
        house.known[name] = known_answers.mark(
            connection, memory, client, answer, "a plan", staff, now, until
        )


ABOUT_CASES = {
    choice: (Capability.DECIDE_CASE, on_case(choice), rows("moderation_case"))
    for choice in ("release", "delete", "remind", "mute")
}

ABOUT_MESSAGES = {
    "undo": (
        Capability.WITHDRAW_MESSAGE,
        lambda house, who, which: press(who, f"message:{house.messages[which]}:undo"),
        rows("message"),
    )
}


def until(house):
    return str(int((house.now + timedelta(days=3)).timestamp()))


ABOUT_CLIENTS = {
    "/portal workflows and a code": (
        Capability.ARRANGE_CLIENT,
        lambda _, who, which: command(who, f"workflows {CODES.get(which, 'far-away')}"),
        opened(ShowWindow),
    ),
    "a workflow's switch": (
        Capability.ARRANGE_CLIENT,
        lambda house, who, which: press(who, f"workflows:{house.clients[which]}:off-greeting"),
        rows("workflow_switch"),
    ),
    "record": (
        Capability.READ_RECORD,
        lambda house, who, which: press(who, f"record:{house.clients[which]}:open"),
        opened(ShowLink),
    ),
    "a new note": (
        Capability.WRITE_NOTE,
        lambda house, who, which: press(who, f"record:{house.clients[which]}:note"),
        opened(ShowLink),
    ),
    "a note to change": (
        Capability.WRITE_NOTE,
        lambda house, who, which: press(who, f"record:{house.clients[which]}:change"),
        opened(ShowLink),
    ),
    "shown": (
        Capability.ARRANGE_CLIENT,
        lambda house, who, which: press(who, f"shown:{house.clients[which]}:open"),
        said("staff-shown-title"),
    ),
    "a switch": (
        Capability.ARRANGE_CLIENT,
        lambda house, who, which: press(who, f"shown:{house.clients[which]}:links-on"),
        rows("client"),
    ),
    "rules": (
        Capability.ARRANGE_CLIENT,
        lambda house, who, which: press(who, f"rules:{house.clients[which]}:open"),
        said("rules-list-client"),
    ),
    "rule form": (
        Capability.ARRANGE_CLIENT,
        lambda house, who, which: submit(
            who, "rule", f"{house.clients[which]}:declining-mood", **FALLS
        ),
        letter(RuleTrial),
    ),
    "rule back": (
        Capability.ARRANGE_CLIENT,
        lambda house, who, which: press(who, f"rules:{house.clients[which]}:declining-mood:back"),
        said("rules-kept-client"),
    ),
    "schedule": (
        Capability.ARRANGE_CLIENT,
        lambda house, who, which: press(who, f"schedule:{house.clients[which]}:open"),
        said("form-schedule-title"),
    ),
    "schedule change": (
        Capability.ARRANGE_CLIENT,
        lambda house, who, which: press(who, f"schedule:{house.clients[which]}:change"),
        opened(ShowForm),
    ),
    "schedule form": (
        Capability.ARRANGE_CLIENT,
        lambda house, who, which: submit(
            who, "schedule", str(house.clients[which]), instrument="phq9", said="every week"
        ),
        said("form-schedule-would"),
    ),
    "schedule save": (
        Capability.ARRANGE_CLIENT,
        lambda house, who, which: press(
            who, f"schedule:{house.clients[which]}:save-phq9=every week at 18.00"
        ),
        rows("check_in_plan"),
    ),
    "/portal note": (
        Capability.WRITE_NOTE,
        lambda _, who, which: command(who, f"note {CODES.get(which, 'far-away')}"),
        opened(ShowLink),
    ),
    "/portal record": (
        Capability.READ_RECORD,
        lambda _, who, which: command(who, f"record {CODES.get(which, 'far-away')}"),
        opened(ShowLink),
    ),
}


def on_piece(choice):
    return lambda house, who, which: press(who, f"homework:{house.homework[which]}:{choice}")


def on_homework_of(choice):
    return lambda house, who, which: press(who, f"homework-of:{house.clients[which]}:{choice}")


ASSIGN = Capability.ASSIGN_HOMEWORK

ABOUT_HOMEWORK = {
    "homework": (Capability.READ_RECORD, on_homework_of("open"), letter(HomeworkOf)),
    "/portal homework": (
        Capability.READ_RECORD,
        lambda _, who, which: command(who, f"homework {CODES.get(which, 'far-away')}"),
        letter(HomeworkOf),
    ),
    "assign": (ASSIGN, on_homework_of("assign"), opened(ShowForm)),
    "homework form": (
        ASSIGN,
        lambda house, who, which: submit(
            who, "homework", str(house.clients[which]), title="Breathe", task="Slowly."
        ),
        rows("homework"),
    ),
    "review": (ASSIGN, on_piece("review"), opened(ShowForm)),
    "review form": (
        ASSIGN,
        lambda house, who, which: submit(
            who, "review", str(house.homework[which]), words="Thank you."
        ),
        rows("homework"),
    ),
    "withdraw": (ASSIGN, on_piece("withdraw"), rows("homework")),
}
"""What is done about a client's homework."""

PLAN = Capability.PLAN_APPOINTMENT


def on_appointment(choice):
    return lambda house, who, which: press(who, f"appointment:{house.appointments[which]}:{choice}")


def on_appointments_of(choice):
    return lambda house, who, which: press(who, f"appointments-of:{house.clients[which]}:{choice}")


def appointment_form(about):
    given = {"day": "2027-01-11", "at": "16:00", "minutes": "50"}
    return lambda house, who, which: submit(who, "appointment", about(house, which), **given)


def answered(kind):
    return lambda house, who, which: submit(
        who, "appointment-answer", f"{kind}:{house.appointments[which]}", words="Thank you."
    )


ABOUT_APPOINTMENTS = {
    "appointments": (
        Capability.READ_RECORD,
        on_appointments_of("open"),
        letter(AppointmentsOf),
    ),
    "/portal appointment": (
        Capability.READ_RECORD,
        lambda _, who, which: command(who, f"appointment {CODES.get(which, 'far-away')}"),
        letter(AppointmentsOf),
    ),
    "plan": (PLAN, on_appointments_of("plan"), opened(ShowForm)),
    "move": (PLAN, on_appointment("move"), opened(ShowForm)),
    "cancel": (PLAN, on_appointment("cancel"), opened(ShowForm)),
    "stays": (PLAN, on_appointment("stays"), opened(ShowForm)),
    "appointment form": (
        PLAN,
        appointment_form(lambda house, which: f"plan:{house.clients[which]}"),
        rows("appointment"),
    ),
    "move form": (
        PLAN,
        appointment_form(lambda house, which: f"move:{house.appointments[which]}"),
        rows("appointment"),
    ),
    "cancel form": (PLAN, answered("cancel"), rows("appointment")),
    "appointment answer form": (PLAN, answered("stays"), rows("appointment")),
}
"""What is done about a client's appointments."""

FILL = Capability.FILL_SHELF

ABOUT_SHELVES = {
    "shelf": (
        Capability.READ_RECORD,
        lambda house, who, which: press(who, f"shelf-of:{house.clients[which]}:open"),
        opened((ShowForm, ShowWindow)),
    ),
    "/portal shelf": (
        Capability.READ_RECORD,
        lambda _, who, which: command(who, f"shelf {CODES.get(which, 'far-away')}"),
        opened((ShowForm, ShowWindow)),
    ),
    "shelf form": (
        FILL,
        lambda house, who, which: submit(
            who, "shelf", str(house.clients[which]), resource="small-steps", why="For mornings."
        ),
        rows("shelf_item"),
    ),
    "taken off": (
        FILL,
        lambda house, who, which: submit(
            who, "shelf", str(house.clients[which]), off=str(house.shelf[which])
        ),
        rows("shelf_item"),
    ),
}
"""What is done about a client's shelf."""

MARK, ANSWER = Capability.MARK_MOMENT, Capability.ANSWER_CLIENT

ABOUT_MOMENTS = {
    "moments": (
        Capability.READ_RECORD,
        lambda house, who, which: press(who, f"moments-of:{house.clients[which]}:open"),
        letter(MomentsOf),
    ),
    "moments page": (
        Capability.READ_RECORD,
        lambda house, who, which: press(who, f"moments-of:{house.clients[which]}:page-1"),
        letter(MomentsOf),
    ),
    "/portal moment": (
        Capability.READ_RECORD,
        lambda _, who, which: command(who, f"moment {CODES.get(which, 'far-away')}"),
        letter(MomentsOf),
    ),
    "mark": (
        MARK,
        lambda house, who, which: press(who, f"moments-of:{house.clients[which]}:mark"),
        opened(ShowForm),
    ),
    "moment form": (
        MARK,
        lambda house, who, which: submit(
            who, "moment", str(house.clients[which]), title="Walked", day=f"{house.now:%Y-%m-%d}"
        ),
        rows("key_moment"),
    ),
    "take a moment away": (
        MARK,
        lambda house, who, which: press(who, f"moment:{house.moments[which]}:away"),
        rows("key_moment"),
    ),
}
"""What is done about a client's key moments."""

ENDINGS = {
    "/portal discharge": (
        Capability.DISCHARGE_CLIENT,
        lambda _, who, which: command(who, f"discharge {CODES.get(which, 'far-away')}"),
        opened(ShowForm),
    ),
    "discharge form": (
        Capability.DISCHARGE_CLIENT,
        lambda house, who, which: submit(who, "discharge", str(house.clients[which]), text="Bye"),
        rows("episode"),
    ),
}
"""What ends a therapy, where nothing is in the way."""

READMISSIONS = {
    "/portal readmit": (
        Capability.DISCHARGE_CLIENT,
        lambda _, who, which: command(who, f"readmit {CODES.get(which, 'far-away')}"),
        opened(ShowForm),
    ),
    "readmit": (
        Capability.DISCHARGE_CLIENT,
        lambda house, who, which: press(who, f"readmission-of:{house.clients[which]}:open"),
        opened(ShowForm),
    ),
    "readmission form": (
        Capability.DISCHARGE_CLIENT,
        lambda house, who, which: submit(who, "readmission", str(house.clients[which])),
        rows("episode"),
    ),
}
"""What begins it again, with a former client."""


def nothing_open(connection, house):
    """No alert, and no session to come."""
    episodes.open_episode(connection, house.memory, house.clients["ana"], house.now)
    episodes.open_episode(connection, house.memory, house.clients["kim"], house.now)
    connection.execute(update(alert_table).values(state="resolved"))
    connection.execute(update(appointment_table).values(state="cancelled"))


def therapies_ended(connection, house):
    """Former clients."""
    nothing_open(connection, house)
    for name in ("ana", "kim"):
        episodes.close(connection, house.memory, house.clients[name], house.now)
        people.change_client(
            connection, house.memory, house.clients[name], status=ClientStatus.DISCHARGED.value
        )


ABOUT_GROUPS = {
    "a group's numbers": (
        Capability.READ_GROUP,
        lambda house, who, which: press(
            who, f"group:{house.groups.get(which, UUID(int=404))}:numbers"
        ),
        letter(GroupPractice),
    ),
}
"""What is asked about a group."""
ABOUT_WRITTEN = {
    "messages": (
        Capability.READ_RECORD,
        lambda house, who, which: press(who, f"messages-of:{house.clients[which]}:open"),
        letter(MessagesOf),
    ),
    "/portal messages": (
        Capability.READ_RECORD,
        lambda _, who, which: command(who, f"messages {CODES.get(which, 'far-away')}"),
        letter(MessagesOf),
    ),
    "answer": (
        ANSWER,
        lambda house, who, which: press(who, f"messages-of:{house.clients[which]}:answer"),
        opened(ShowForm),
    ),
    "answer form": (
        ANSWER,
        lambda house, who, which: submit(who, "answer", str(house.clients[which]), text="Hello"),
        rows("message"),
    ),
    "no answer needed": (
        ANSWER,
        lambda house, who, which: press(who, f"messages-of:{house.clients[which]}:close"),
        letter(MessagesOf),
    ),
}
"""What is done about what a client wrote."""
ABOUT_GOALS = {
    "goals": (
        Capability.READ_RECORD,
        lambda house, who, which: press(who, f"goals-of:{house.clients[which]}:open"),
        letter(GoalsOf),
    ),
    "/portal goals": (
        Capability.READ_RECORD,
        lambda _, who, which: command(who, f"goals {CODES.get(which, 'far-away')}"),
        letter(GoalsOf),
    ),
}
"""What is looked at of a client's goals."""

FALLS = {
    **{"falls": "4", "minimum": "0", "state": "on", "delivery": "today", "cool-down": "7"},
}
"""A rule's form, filled in."""

OWN = {
    "workflows": (
        Capability.SWITCH_WORKFLOWS,
        lambda _, who: press(who, "home:workflows"),
        opened(ShowWindow),
    ),
    "/portal workflows": (
        Capability.SWITCH_WORKFLOWS,
        lambda _, who: command(who, "workflows"),
        opened(ShowWindow),
    ),
    "a workflow's switch for all": (
        Capability.SWITCH_WORKFLOWS,
        lambda _, who: press(who, "workflows:all:off-greeting"),
        rows("workflow"),
    ),
    "own rules": (
        Capability.SEE_LISTS,
        lambda _, who: press(who, "rules:own:open"),
        said("rules-list-own"),
    ),
    "a rule": (
        Capability.SEE_LISTS,
        lambda _, who: press(who, "rules:own:declining-mood:open"),
        opened(ShowForm),
    ),
    "own rule form": (
        Capability.SEE_LISTS,
        lambda _, who: submit(who, "rule", "own:declining-mood", **FALLS),
        letter(RuleTrial),
    ),
    "rule save": (
        Capability.SEE_LISTS,
        lambda _, who: press(who, "rules:own:declining-mood:save-declining-mood.falls=4"),
        rows("rule_setting"),
    ),
    "styles": (
        Capability.SEE_LISTS,
        lambda _, who: press(who, "home:styles"),
        letter(StyleOffer),
    ),
    "style": (
        Capability.SEE_LISTS,
        lambda _, who: press(who, "home:style-quiet"),
        rows("rule_setting"),
    ),
    "the day's reading": (
        Capability.SEE_LISTS,
        lambda _, who: press(who, "home:reading"),
        opened(ShowLink),
    ),
    "/portal reading": (
        Capability.SEE_LISTS,
        lambda _, who: command(who, "reading"),
        opened(ShowLink),
    ),
    "how many practised": (
        Capability.READ_GROUP,
        lambda _, who: press(who, "home:groups"),
        letter(GroupPractice),
    ),
    "/portal groups": (
        Capability.READ_GROUP,
        lambda _, who: command(who, "groups"),
        letter(GroupPractice),
    ),
    "Home": (Capability.OPEN_HOME, lambda _, who: open_home(who), letter(HomePage)),
    "another page": (
        Capability.OPEN_HOME,
        lambda _, who: press(who, "home:page-0"),
        letter(HomePage),
    ),
    "/portal clients": (
        Capability.SEE_LISTS,
        lambda _, who: command(who, "clients"),
        letter(Overview),
    ),
    "/portal discharged": (
        Capability.SEE_LISTS,
        lambda _, who: command(who, "discharged"),
        letter(Overview),
    ),
    "discharged": (
        Capability.SEE_LISTS,
        lambda _, who: press(who, "home:discharged"),
        letter(Overview),
    ),
    "/portal alerts": (
        Capability.SEE_LISTS,
        lambda _, who: command(who, "alerts"),
        letter(Overview),
    ),
    "/portal record": (
        Capability.SEE_LISTS,
        lambda _, who: command(who, "record"),
        opened(ShowLink),
    ),
    "away": (Capability.BE_AWAY, lambda _, who: press(who, "home:away"), opened(ShowForm)),
    "away form": (
        Capability.BE_AWAY,
        lambda house, who: submit(who, "away", "", until=until(house), deputy="nobody"),
        rows("absence"),
    ),
    "/portal away": (
        Capability.BE_AWAY,
        lambda _, who: command(who, "away until fri 9:00"),
        rows("absence"),
    ),
    "on call": (
        Capability.SEE_CHAIN,
        lambda _, who: press(who, "on-call:open"),
        said("on-call-none"),
    ),
    "/portal oncall": (
        Capability.SEE_CHAIN,
        lambda _, who: command(who, "oncall"),
        said("on-call-none"),
    ),
    "on-call change": (
        Capability.CHANGE_ON_CALL,
        lambda _, who: press(who, "on-call:change"),
        said("on-call-not-yours"),
    ),
    "back": (Capability.BE_AWAY, lambda _, who: press(who, "home:back"), rows("absence")),
    "/portal back": (Capability.BE_AWAY, lambda _, who: command(who, "back"), rows("absence")),
    "test": (Capability.TEST_CHAIN, lambda _, who: press(who, "home:test"), rows("chain_test")),
    "/portal test": (
        Capability.TEST_CHAIN,
        lambda _, who: command(who, "test"),
        rows("chain_test"),
    ),
}
"""What is done about one's own work."""

ON_CALL = {
    "on-call form": (
        Capability.CHANGE_ON_CALL,
        lambda house, who, which: submit(
            who,
            "on-call",
            "",
            day=day_on_call(house, which).isoformat(),
            who=str(house.staff["gil"]),
        ),
        rows("on_call"),
    ),
}
"""What is done about a day on call; it is given to a colleague."""

ANSWERED = {
    "/portal": lambda _, who: command(who, ""),
    "words": lambda _, who: write(who, "hello"),
    "an old button": lambda _, who: press(who, "nothing:at-all"),
    "an old form": lambda _, who: submit(who, "gone", ""),
}
"""What is answered with a few words to anybody, and changes nothing."""


def looked_at(seen, *, allowed, happened, who):
    """A handler did what the table says: all of it, or nothing but a word to whoever asked."""
    assert happened(seen) is allowed
    if allowed:
        return
    assert plain(seen), (seen.changed, seen.letters, seen.opened)
    assert {to for to, _, _ in seen.letters} <= {slack_id(who)}
    assert not told_of(seen)


async def every(stage, subtests, handlers, things, relation_of, before=None):
    house = stage.house
    tried = {True: 0, False: 0}
    for (name, (wanted, ask, happened)), who, which in product(handlers.items(), ACTORS, things):
        relation = relation_of(who, which)
        allowed = may(house.who(who), wanted, relation)
        tried[allowed] += 1
        with subtests.test(handler=name, who=who, about=which):
            seen = await stage.does(partial(ask, who=who, which=which), before)

            looked_at(seen, allowed=allowed, happened=happened, who=who)
    assert all(tried.values()), tried


async def test_every_act_on_an_alert_goes_by_the_table(stage, subtests):
    await every(stage, subtests, ABOUT_ALERTS, ALERTS, to_alert)


async def test_every_act_on_a_critical_answer_goes_by_the_table(stage, subtests):
    # Only who treats a client knows an answer with a plan: not who has got the card as well.
    things = ("ana", "kim", "oda")

    await every(stage, subtests, ABOUT_CRITICAL_ANSWERS, things, to_client, before=critical_answers)


async def test_every_act_on_a_case_goes_by_the_table(stage, subtests):
    await every(stage, subtests, ABOUT_CASES, CASES, to_case)


async def test_every_end_of_a_therapy_goes_by_the_table(stage, subtests):
    things = ("ana", "kim", "oda")

    await every(stage, subtests, ENDINGS, things, to_client, before=nothing_open)
    await every(stage, subtests, READMISSIONS, things, to_client, before=therapies_ended)


async def test_every_group_goes_by_the_table(stage, subtests):
    await every(stage, subtests, ABOUT_GROUPS, ("of fay", "of gil", "of nobody"), to_case)


async def test_every_record_goes_by_the_table(stage, subtests):
    await every(stage, subtests, ABOUT_CLIENTS, (*CODES, "oda"), to_client)


async def test_every_act_on_homework_goes_by_the_table(stage, subtests):
    await every(stage, subtests, ABOUT_HOMEWORK, (*CODES, "oda"), to_client)


async def test_every_act_on_appointments_goes_by_the_table(stage, subtests):
    await every(stage, subtests, ABOUT_APPOINTMENTS, (*CODES, "oda"), to_client)


async def test_every_act_on_a_shelf_goes_by_the_table(stage, subtests):
    await every(stage, subtests, ABOUT_SHELVES, (*CODES, "oda"), to_client)


async def test_every_look_at_goals_goes_by_the_table(stage, subtests):
    await every(stage, subtests, ABOUT_GOALS, (*CODES, "oda"), to_client)


async def test_every_act_on_key_moments_goes_by_the_table(stage, subtests):
    await every(stage, subtests, ABOUT_MOMENTS, (*CODES, "oda"), to_client)


async def test_every_act_on_what_a_client_wrote_goes_by_the_table(stage, subtests):
    await every(stage, subtests, ABOUT_WRITTEN, (*CODES, "oda"), to_client)


async def test_a_message_is_taken_back_by_who_wrote_it_alone(stage, subtests):
    await every(stage, subtests, ABOUT_MESSAGES, MESSAGES, to_message)


@pytest.mark.parametrize("name", OWN)
async def test_everything_about_ones_own_work_goes_by_the_table(stage, subtests, name):
    wanted, ask, happened = OWN[name]
    for who in ACTORS:
        with subtests.test(who=who):
            seen = await stage.does(partial(ask, who=who))
            allowed = may(stage.house.who(who), wanted, Relation.SELF)
            if name == "another page" and stage.house.who(who) == STRANGER:
                # Told whose app this is, in words: they have no page that they could turn.
                allowed = False

            looked_at(seen, allowed=allowed, happened=happened, who=who)


async def test_a_day_on_call_changes_hands_by_the_table(stage, subtests):
    await every(stage, subtests, ON_CALL, DAYS_ON_CALL, to_day_on_call, before=a_day_of_ada)


@pytest.mark.parametrize("who", ACTORS)
async def test_a_test_alert_is_answered_by_who_may_test(stage, who):
    allowed = may(stage.house.who(who), Capability.TEST_CHAIN, Relation.SELF)

    seen = await stage.does(lambda house: press(who, f"test:{house.test}:got"), begin_test)

    looked_at(seen, allowed=allowed, happened=rows("chain_test_card"), who=who)


EFFECTS = {
    ACT: (
        TakeAlert,
        ResolveAlert,
        lambda alert: JudgeAlert(alert, Verdict.USEFUL),
        lambda alert: OpenForm(Form.SNOOZE, alert),
    ),
    WRITE: (
        lambda alert: OpenForm(Form.SUPPORT, alert),
        lambda alert: SendSupport(alert, "x"),
        lambda alert: FillForm(alert, 1),
    ),
    Capability.READ_ALERT: (ShowAlertCard,),
    Capability.READ_CHART: (ShowAlertChart,),
}


async def test_the_gate_refuses_by_itself_whatever_a_flow_would_have_asked(stage):
    """Flows ask as well, to answer kindly; where one forgot, nothing would be changed."""
    house = stage.house
    wrong = []

    def look(connection):
        scene = Scene.begin(connection, house.memory, house.now)
        for who, which in product(STAFF, ALERTS):
            address = (THERAPISTS, slack_id(who))
            account = people.accounts(connection, house.memory, [address])[address]
            actor = Actor(account, Inbound(*address, OpenedHome()), "x")
            for wanted, effects in EFFECTS.items():
                allowed = may(house.who(who), wanted, to_alert(who, which))
                for effect in effects:
                    if permits(scene, actor, effect(house.alerts[which])) is not allowed:
                        wrong.append((who, which, wanted))

    await stage.database.read(look)

    assert wrong == []


async def test_what_is_not_for_its_reader_is_neither_written_nor_sent(stage):
    house = stage.house
    card, staff = AlertCard(house.alerts["of ada"]), {}

    def post(connection):
        scene = Scene.begin(connection, house.memory, house.now)
        for who in STAFF:
            address = (THERAPISTS, slack_id(who))
            staff[who] = people.accounts(connection, house.memory, [address])[address]
            scene.post(staff[who], card, key=f"card for {who}")
        auditing.post(scene, None)
        return [letter.person for letter in scene.letters], scene.letters

    written, letters = await stage.database.write(post)

    # Its therapist, and who supervises; nobody else, and nobody who has left.
    assert set(written) == {staff["ada"].id, staff["vera"].id}

    await stage.database.write(
        people.set_roles, house.memory, house.staff["ada"], [Role.ADMINISTRATOR]
    )
    [of_ada] = [each for each in letters if each.person == staff["ada"].id]
    wish = Wish(house.memory, of_ada, house.now)

    with pytest.raises(NotForReader):
        await stage.database.read(fill, wish)


@pytest.mark.parametrize("name", ANSWERED)
async def test_what_anybody_may_say_is_answered_with_words_alone(stage, subtests, name):
    for who in ACTORS:
        with subtests.test(who=who):
            seen = await stage.does(partial(ANSWERED[name], who=who))

            assert plain(seen)
            assert {to for to, _, _ in seen.letters} <= {slack_id(who)}
            assert not told_of(seen)


@pytest.mark.parametrize("who", ACTORS)
@pytest.mark.parametrize("ask", ["Home", "/portal clients", "/portal alerts"])
async def test_lists_name_those_whom_the_reader_may_have_on_them(stage, who, ask):
    house = stage.house

    has_alert = {"ana", "dan", "kim"}
    on_list = has_alert if ask == "/portal alerts" else set(CODES)
    named = {
        client
        for client in on_list
        if may(house.who(who), Capability.LIST_CLIENT, to_client(who, client))
    }

    seen = await stage.does(partial(OWN[ask][1], who=who))

    assert told_of(seen) == named
