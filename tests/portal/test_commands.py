"""What commands do, on both databases; terminals are elsewhere."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from care.homework import Given
from care.people import ClientStatus
from care.schedule import Every
from conversations.envelopes import THERAPISTS
from conversations.talk import secret_hash
from portal import commands, crisis_file
from portal.commands import (
    NotPossible,
    client_appointment,
    client_bands,
    client_forget_pin,
    client_invite,
    client_list,
    client_of,
    client_schedule,
    given,
    practice_create,
    practice_of,
    practice_set,
    practice_show,
    shipped_list,
    therapist_add,
    therapist_list,
)
from portal.planning import begin_plans
from portal.scene import Scene
from store import appointments, check_ins, homework, invitations, people, practices
from tests.portal.at_terminal import office_in

CONTACTS = {
    "emergency": "112",
    "lines": ["Crisis line, +49 800 1110111, day and night"],
    "verified_by": "Mira Winter",
}


@pytest.fixture
def office(database, ring, tmp_path, now):
    """A command line's office in a house without any practice."""
    return office_in(tmp_path, database, ring, now)


@pytest.fixture
async def staffed(office):
    """The office of a practice in Berlin with one therapist."""
    await practice_create(office, name="Harbour", zone_name="Europe/Berlin", **CONTACTS)
    await therapist_add(office, name="Mira", slack_user="U0MIRA")
    return office


async def memory_of(office):
    return office.memory((await practice_of(office, None)).id)


# --- practices -----------------------------------------------------------------------------------


async def test_a_practice_is_made_with_what_was_typed(office):
    made = await practice_create(
        office,
        name="  Práctica Ñandú  ",
        zone_name="europe/madrid",
        locale="ES",
        colour="2F6F6D",
        working_hours="mon-thu 9-14",
        urgent_hours="always",
        **CONTACTS,
    )

    assert made == await practice_show(office)
    assert made == {
        "practice": "Práctica Ñandú",
        "language": "es",
        "zone": "Europe/Madrid",
        "colour": "#2f6f6d",
        "working_hours": "mon-thu 09:00-14:00",
        "urgent_hours": "mon-sun 00:00-24:00",
        "emergency": "112",
        "crisis_lines": ["Crisis line, +49 800 1110111, day and night"],
        "contacts_verified_on": "2026-03-02",
        "contacts_verified_by": "Mira Winter",
        "contacts_are_old": False,
        "has_privacy_text": False,
        "delete_typed": False,
        "discreet": False,
        "served": True,
        "urgent_chain": [],
        "escalate_after_minutes": 10,
        "chain_tested_at": None,
        "tokens": [],
    }


async def test_the_crisis_cards_follow_every_change_of_a_practice(office):
    await practice_create(office, name="Harbour", zone_name="Europe/Berlin")
    assert not crisis_file.load(office.crisis_cards)

    await practice_set(office, **CONTACTS)
    [card] = crisis_file.load(office.crisis_cards).values()
    assert card.contacts.emergency == "112"

    await practice_set(office, name="Haven", emergency="144", verified_by="Ona")
    [card] = crisis_file.load(office.crisis_cards).values()
    assert (card.name, card.contacts.emergency) == ("Haven", "144")
    assert [line.number for line in card.contacts.lines] == ["+49 800 1110111"]


async def test_the_practices_own_words_on_privacy_are_kept_and_taken_back(office):
    await practice_create(office, name="Harbour", zone_name="UTC")

    assert (await practice_set(office, privacy_text=" Ask Ona <b>first</b>. "))["has_privacy_text"]
    [kept] = await office.database.read(practices.every)
    assert kept.privacy_text == "Ask Ona <b>first</b>."
    assert not (await practice_set(office, privacy_text=" "))["has_privacy_text"]

    with pytest.raises(NotPossible, match="too many for a chat"):
        await practice_set(office, privacy_text="x" * 1501)


async def test_numbers_that_were_checked_again_are_new_again(office):
    await practice_create(office, name="Harbour", zone_name="Europe/Berlin", **CONTACTS)
    office.clock.jump(office.clock.now() + timedelta(days=181))
    assert (await practice_show(office))["contacts_are_old"]

    changed = await practice_set(office, verified_by="Ona")

    assert not changed["contacts_are_old"]
    assert changed["contacts_verified_by"] == "Ona"
    assert changed["crisis_lines"] == CONTACTS["lines"]


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"zone_name": "Europe/Berln"}, "Did you mean Europe/Berlin"),
        ({"zone_name": "madird"}, "Did you mean Europe/Madrid"),
        ({"zone_name": "New York "}, "Did you mean America/New_York"),
        ({"zone_name": "qqqq"}, "Write it as Europe/Berlin"),
        ({"zone_name": ""}, "Write it as Europe/Berlin"),
        ({"name": ""}, "1 to 60 letters"),
        ({"name": "x" * 61}, "1 to 60 letters"),
        ({"name": "two\nlines"}, "cannot be shown"),
        ({"name": "turned \u202egnol"}, "cannot be shown"),
        ({"name": "broken \udcff"}, "cannot be shown"),
        ({"locale": "fr"}, "en, es"),
        ({"colour": "red"}, "2f6f6d"),
        ({"colour": "#12345"}, "2f6f6d"),
        ({"working_hours": "sometimes"}, "--working-hours"),
        ({"urgent_hours": "mon 17-9"}, "--urgent-hours"),
        ({"lines": ["Line, +1"]}, "--emergency 112"),
        ({"verified_by": "Ona"}, "--emergency 112"),
        ({"emergency": "112"}, "--verified-by"),
        ({"emergency": "112", "verified_by": "  "}, "--verified-by"),
        ({"emergency": "help", "verified_by": "Ona"}, "not an emergency number"),
        ({"emergency": "112", "verified_by": "Ona", "lines": ["Line"]}, "--line"),
    ],
)
async def test_a_slip_is_told_with_what_to_write(office, typed, said):
    with pytest.raises(NotPossible) as refused:
        await practice_create(office, **{"name": "Harbour", "zone_name": "UTC", **typed})

    assert said in str(refused.value)


async def test_a_practice_has_a_name_of_its_own(office):
    await practice_create(office, name="Harbour", zone_name="UTC")
    await practice_create(office, name="Haven", zone_name="UTC")

    with pytest.raises(NotPossible, match="already"):
        await practice_create(office, name="Harbour", zone_name="UTC")
    with pytest.raises(NotPossible, match="already"):
        await practice_set(office, practice="Haven", name="Harbour")


async def test_of_several_practices_one_has_to_be_named(office):
    for name in ("Harbour", "Haven"):
        await practice_create(office, name=name, zone_name="UTC")

    assert (await practice_of(office, "haven")).name == "Haven"
    with pytest.raises(NotPossible, match="Harbour, Haven"):
        await practice_of(office, None)
    with pytest.raises(NotPossible, match="Harbour, Haven"):
        await practice_of(office, "Heaven")


async def test_without_a_practice_the_next_step_is_to_make_one(office):
    with pytest.raises(NotPossible, match="portal practice create"):
        await client_list(office)


async def test_nothing_to_change_is_not_a_change(staffed):
    with pytest.raises(NotPossible, match="--help"):
        await practice_set(staffed)


# --- staff ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize("typed", ["mira", "U", "u0mira", "@U0MIRA", "B0MIRA", "U0 MIRA", "Ü0MIRA"])
async def test_a_slack_member_id_is_told_apart_from_a_name(staffed, typed):
    with pytest.raises(NotPossible, match="Copy member ID"):
        await therapist_add(staffed, name="Ona", slack_user=typed)


async def test_a_therapist_is_one_person_by_name_and_by_account(staffed):
    with pytest.raises(NotPossible, match="belongs to"):
        await therapist_add(staffed, name="Ona", slack_user="U0MIRA")
    with pytest.raises(NotPossible, match="tells the two apart"):
        await therapist_add(staffed, name="mira", slack_user="U0OTHER")

    assert [each["therapist"] for each in (await therapist_list(staffed))["therapists"]] == ["Mira"]


async def test_who_wrote_to_the_app_before_being_added_is_added_all_the_same(staffed):
    memory, now = await memory_of(staffed), staffed.clock.now()
    stranger = people.new_account(THERAPISTS)
    await staffed.database.write(people.add_account, memory, stranger, "U0NURIA", now)

    await therapist_add(staffed, name="Núria", slack_user="U0NURIA", locale="es")

    key = (THERAPISTS, "U0NURIA")
    account = (await staffed.database.read(people.accounts, memory, [key]))[key]
    staff = {each.id: each.name for each in await staffed.database.read(people.members, memory)}
    assert account.id == stranger.id
    assert (staff[account.staff], account.locale) == ("Núria", "es")
    _, address = await staffed.database.read(people.address_of, memory, account.id)
    assert address == "U0NURIA"
    with pytest.raises(NotPossible, match="belongs to"):
        await therapist_add(staffed, name="Ona", slack_user="U0NURIA")


async def test_the_chain_is_named_by_people_who_are_there(staffed):
    await therapist_add(staffed, name="Jonas Vale", slack_user="U0JONAS")
    await therapist_add(staffed, name="Vera Lind", slack_user="U0VERA", supervisor=True)

    shown = await practice_set(staffed, chain="jonas  vale, Mira,Jonas Vale", escalate_after=5)
    assert shown["urgent_chain"] == ["Jonas Vale", "Mira", "Vera Lind"]
    assert shown["escalate_after_minutes"] == 5

    assert (await practice_set(staffed, chain=""))["urgent_chain"] == ["Vera Lind"]

    with pytest.raises(NotPossible, match="no therapist or supervisor named Ona"):
        await practice_set(staffed, chain="Mira, Ona")
    for minutes in (0, 24 * 60 + 1):
        with pytest.raises(NotPossible, match="--escalate-after"):
            await practice_set(staffed, escalate_after=minutes)


async def test_a_therapist_reads_in_the_language_of_the_practice_unless_told_otherwise(office):
    await practice_create(office, name="Mar", zone_name="UTC", locale="es")

    first = await therapist_add(office, name="Núria", slack_user="U0NURIA")
    second = await therapist_add(office, name="Mira", slack_user="U0MIRA", locale="en")

    assert (first["language"], second["language"]) == ("es", "en")


# --- invitations ---------------------------------------------------------------------------------


async def test_an_invitation_is_good_for_one_client_of_the_therapist(staffed):
    invited = await client_invite(staffed)

    address, _, secret = invited["link"].partition("?start=")
    memory = await memory_of(staffed)
    found = await staffed.database.read(
        invitations.valid, memory, secret_hash(secret), staffed.clock.now()
    )
    client = await client_of(staffed, memory, invited["client"])
    assert address == "https://t.me/harbour_bot"
    assert found.client == client.id
    assert client.status is ClientStatus.INVITED
    assert invited["valid_until"] == "2026-03-05T09:00:00+00:00"
    assert (await therapist_list(staffed))["therapists"][0]["clients"] == 1


async def test_an_invited_client_has_a_daily_pulse_and_weekly_questionnaires(staffed):
    invited = await client_invite(staffed)

    memory = await memory_of(staffed)
    client = await client_of(staffed, memory, invited["client"])
    plans = await staffed.database.read(check_ins.plans, memory, client.id)
    assert {each.instrument: each.every for each in plans} == {
        "pulse": Every.DAY,
        "phq9": Every.WEEK,
        "gad7": Every.WEEK,
    }
    assert invited["instruments"] == [each.instrument for each in plans]


async def test_the_pulse_alone_may_be_chosen(staffed):
    assert (await client_invite(staffed, instruments=["pulse"]))["instruments"] == ["pulse"]
    assert (await client_invite(staffed, instruments=[]))["instruments"] == ["pulse"]


async def plans_of(staffed, *instruments):
    invited = await client_invite(staffed, instruments=instruments)
    memory = await memory_of(staffed)
    client = await client_of(staffed, memory, invited["client"])
    plans = await staffed.database.read(check_ins.plans, memory, client.id)
    return {each.instrument: each.every for each in plans}


async def test_an_instrument_comes_as_often_as_it_may_and_weekly_at_most(staffed):
    plans = await plans_of(staffed, "dass21", "pain", "pcl5", "swls", "session")

    assert plans == {
        "pulse": Every.DAY,
        "pain": Every.DAY,
        "dass21": Every.WEEK,
        "session": Every.WEEK,
        "pcl5": Every.FORTNIGHT,
        "swls": Every.MONTH,
    }


async def test_how_often_is_said_behind_a_colon(staffed):
    plans = await plans_of(staffed, "PHQ9: fortnight", "pulse:weekdays", "pcl5:month")

    assert plans == {
        "pulse": Every.WEEKDAYS,
        "phq9": Every.FORTNIGHT,
        "pcl5": Every.MONTH,
    }


@pytest.mark.parametrize("typed", ["phq9:day", "phq9:weekdays", "gad7:day", "core10:day"])
async def test_what_asks_about_weeks_does_not_come_every_day(staffed, typed):
    with pytest.raises(NotPossible, match=r"once in 7 days at most.*week, fortnight, month"):
        await client_invite(staffed, instruments=[typed])


async def test_what_asks_about_a_month_does_not_come_every_week(staffed):
    with pytest.raises(NotPossible, match="pcl5 may come once in 14 days at most"):
        await client_invite(staffed, instruments=["pcl5:week"])
    with pytest.raises(NotPossible, match="pulse: 'hourly' does not begin with how often"):
        await client_invite(staffed, instruments=["pulse:hourly"])


async def test_what_lacks_wording_is_not_planned_and_the_command_says_so(staffed):
    with pytest.raises(NotPossible, match="core10 has no wording in es"):
        await client_invite(staffed, locale="es", instruments=["core10"])
    with pytest.raises(NotPossible, match="The wording of peg is needed"):
        await client_invite(staffed, instruments=["peg"])


async def test_a_new_link_ends_the_one_before(staffed):
    first = await client_invite(staffed)
    second = await client_invite(staffed, code=first["client"].replace("-", " ").upper())

    memory = await memory_of(staffed)
    found = [
        await staffed.database.read(
            invitations.valid,
            memory,
            secret_hash(each["link"].partition("?start=")[2]),
            staffed.clock.now(),
        )
        for each in (first, second)
    ]
    assert found[0] is None
    assert found[1] is not None
    assert second["client"] == first["client"]
    assert len((await client_list(staffed))["clients"]) == 1


async def test_a_client_who_has_joined_needs_no_new_link(staffed):
    code = (await client_invite(staffed))["client"]
    memory = await memory_of(staffed)
    client = await client_of(staffed, memory, code)
    await staffed.database.write(
        lambda connection: people.change_client(
            connection, memory, client.id, status=ClientStatus.ACTIVE
        )
    )

    with pytest.raises(NotPossible, match="joined already"):
        await client_invite(staffed, code=code)


async def test_an_invitation_that_cannot_be_sent_leaves_no_client_behind(staffed):
    async def away(_):
        raise NotPossible("Telegram does not answer")

    with pytest.raises(NotPossible):
        await client_invite(replace(staffed, bot_username=away))
    with pytest.raises(NotPossible, match="en"):
        await client_invite(staffed, locale="fr")
    with pytest.raises(NotPossible, match="gad7, pain, pain_in_the_way, pcl5"):
        await client_invite(staffed, instruments=["phq99"])
    with pytest.raises(NotPossible, match="There are: Mira"):
        await client_invite(staffed, therapist="Ona")
    with pytest.raises(NotPossible, match="There is no client"):
        await client_invite(staffed, code="no-body")
    with pytest.raises(NotPossible, match="Leave the other options out"):
        await client_invite(staffed, code="no-body", locale="es")

    assert (await client_list(staffed))["clients"] == []


async def test_without_a_therapist_there_is_nobody_to_invite_for(office):
    await practice_create(office, name="Harbour", zone_name="UTC")

    with pytest.raises(NotPossible, match="portal therapist add"):
        await client_invite(office)


async def test_of_several_therapists_one_has_to_be_named(staffed):
    await therapist_add(staffed, name="Núria", slack_user="U0NURIA")

    with pytest.raises(NotPossible, match="Mira, Núria"):
        await client_invite(staffed)
    invited = await client_invite(staffed, therapist="núria")

    [client] = (await client_list(staffed))["clients"]
    assert client["client"] == invited["client"]
    assert client["therapist"] == "Núria"


# --- clients -------------------------------------------------------------------------------------


async def test_the_list_holds_codes_and_settings_and_nothing_else(staffed):
    invited = await client_invite(staffed, locale="es", zone_name="europe/madrid")

    assert (await client_list(staffed))["clients"] == [
        {
            "client": invited["client"],
            "status": "invited",
            "language": "es",
            "zone": "Europe/Madrid",
            "check_in_at": "19:30",
            "therapist": "Mira",
        }
    ]


async def test_a_practice_switches_discretion_and_deletion_on_and_off(staffed):
    assert not (await practice_show(staffed))["delete_typed"]

    shown = await practice_set(staffed, delete_typed="on", discreet="ON")
    assert (shown["delete_typed"], shown["discreet"]) == (True, True)

    shown = await practice_set(staffed, delete_typed="off")
    assert (shown["delete_typed"], shown["discreet"]) == (False, True)


async def test_a_switch_is_on_or_off_and_nothing_else(staffed):
    with pytest.raises(NotPossible, match="--discreet is on or off"):
        await practice_set(staffed, discreet="perhaps")


async def test_a_client_without_a_pin_has_none_to_forget(staffed):
    code = (await client_invite(staffed))["client"]

    with pytest.raises(NotPossible, match="has no PIN"):
        await client_forget_pin(staffed, code=code)


async def test_names_of_ranges_are_shown_when_the_therapist_says_so(staffed):
    code = (await client_invite(staffed))["client"]

    for shown in (True, False):
        await client_bands(staffed, code=code, shown=shown)

        client = await client_of(staffed, await memory_of(staffed), code)
        assert client.bands_by_therapist is shown


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("2026-12-01T10:00", datetime(2026, 12, 1, 9, tzinfo=UTC)),
        ("2026-07-01 10:00", datetime(2026, 7, 1, 8, tzinfo=UTC)),
        ("2026-07-01T10:00+00:00", datetime(2026, 7, 1, 10, tzinfo=UTC)),
        # An hour that the clocks of Berlin skip begins after the gap.
        ("2026-03-29T02:30", datetime(2026, 3, 29, 1, tzinfo=UTC)),
    ],
)
async def test_a_session_is_on_the_wall_of_the_practice(staffed, typed, at):
    code = (await client_invite(staffed))["client"]

    entered = await client_appointment(staffed, code=code, starts=typed)

    memory = await memory_of(staffed)
    client = await client_of(staffed, memory, code)
    found = await staffed.database.read(
        appointments.next_appointment, memory, client.id, staffed.clock.now()
    )
    assert found == at
    assert datetime.fromisoformat(entered["starts"]) == at


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("starts", "minutes", "said"),
    [
        ("tomorrow", 50, "2026-12-01T10:00"),
        ("0001-01-01T00:00", 50, "2026-12-01T10:00|over already"),
        ("2026-03-02T09:00", 50, "over already"),
        ("2026-12-01T10:00", 0, "minutes"),
        ("2026-12-01T10:00", 10_000, "minutes"),
    ],
)
async def test_a_session_that_cannot_be_is_refused(staffed, starts, minutes, said):
    code = (await client_invite(staffed))["client"]

    with pytest.raises(NotPossible, match=said):
        await client_appointment(staffed, code=code, starts=starts, minutes=minutes)


async def test_a_code_that_nobody_has_points_to_the_list(staffed):
    with pytest.raises(NotPossible, match="portal client list"):
        await client_bands(staffed, code="no-body", shown=True)


# --- instruments and the whole -------------------------------------------------------------------


def test_the_instruments_are_told_with_their_languages():
    found = {each["instrument"]: each for each in shipped_list()["instruments"]}

    assert set(found) >= {"pulse", "phq9", "gad7"}
    assert found["phq9"]["languages"] == ["en", "es"]
    assert found["phq9"]["items"] == 9
    assert found["phq9"]["at_most_every"] == "week"


def test_wording_in_a_language_that_the_portal_does_not_speak_is_told_and_not_offered():
    found = {each["instrument"]: each for each in shipped_list()["instruments"]}

    assert found["gad7"]["worded"] == ["en", "es", "fr", "pt-br", "ru", "uk"]
    assert found["gad7"]["languages"] == ["en", "es"]
    assert [each["instrument"] for each in found.values() if each["wording_needed"]] == [
        "peg",
        "phq2_daily",
    ]


def test_whatever_is_read_kindly_is_kept_plainly():
    assert given.colour(" #AbC ") == "#aabbcc"
    assert given.zone_name("america/new york") == "America/New_York"
    assert given.hours("Always", "").text == "mon-sun 00:00-24:00"
    assert given.named("n\u0303", "a practice") == "ñ"


def test_everything_that_a_running_portal_is_asked_is_exported():
    assert {function.__name__ for function in commands.COMMANDS.values()} <= set(commands.__all__)


# --- schedules -----------------------------------------------------------------------------------


async def test_a_schedule_is_kept_as_people_say_it_and_shown_with_its_messages_a_week(staffed):
    said = "phq9:every two weeks on Thursday at 18:00"
    invited = await client_invite(staffed, instruments=[said])
    code = invited["client"]

    found = await client_schedule(staffed, code=code)

    assert found["messages_a_week"] == 7
    assert [(each["instrument"], each["schedule"]) for each in found["plans"]] == [
        ("pulse", "every day"),
        ("phq9", "every two weeks on Thursday at 18:00"),
    ]
    days = [datetime.fromisoformat(each).weekday() for each in found["plans"][1]["next"]]
    assert days == [3, 3, 3]


async def test_another_weekday_begins_when_the_scale_may_come_again_and_another_time_keeps_it(
    staffed,
):
    code = (await client_invite(staffed, instruments=["phq9:weekly on Thursday"]))["client"]
    memory = await memory_of(staffed)
    client = await staffed.database.read(people.client_coded, memory, code)

    def begin(connection):
        begin_plans(Scene.begin(connection, memory, staffed.clock.now()), client.id)

    await staffed.database.write(begin)

    async def keep(said):
        kept = await client_schedule(staffed, code=code, instrument="phq9", said=said, keep=True)
        [plan] = [each for each in kept["plans"] if each["instrument"] == "phq9"]
        return plan["schedule"], plan["next"][0]

    # Monday 2 March: the next Thursday is the 5th.
    assert await keep("weekly at 18:00") == ("every week on Thursday at 18:00", "2026-03-05 18:00")
    staffed.clock.jump(staffed.clock.now() + timedelta(days=4))
    # Asked on Thursday the 5th, so that Monday the 9th is too close.
    assert await keep("every Monday") == ("every week on Monday", "2026-03-16 19:30")


async def test_what_a_change_comes_to_is_known_before_it_is_kept(staffed):
    code = (await client_invite(staffed, instruments=["pulse"]))["client"]
    wanted = {"code": code, "instrument": "pulse", "said": "every other day 2 hours after waking"}

    shown = await client_schedule(staffed, **wanted)
    before = await client_schedule(staffed, code=code)
    kept = await client_schedule(staffed, **wanted, keep=True)

    assert (shown["kept"], shown["messages_a_week_before"], shown["messages_a_week"]) == (
        *(False, 7, 3.5),
    )
    assert before["plans"][0]["schedule"] == "every day"
    assert (kept["kept"], kept["wakes_at"]) == (True, "07:00")
    assert (await client_schedule(staffed, code=code))["messages_a_week"] == 3.5


async def test_sessions_and_homework_are_among_the_messages_before_a_schedule_is_kept(
    staffed,
):
    code = (await client_invite(staffed, instruments=["pulse"]))["client"]
    wanted = {"code": code, "instrument": "pulse", "said": "every other day"}
    before = (await client_schedule(staffed, **wanted))["messages_a_week"]

    await client_appointment(staffed, code=code, starts="2026-03-14T10:00")
    after = (await client_schedule(staffed, **wanted))["messages_a_week"]

    memory = await memory_of(staffed)
    client = await staffed.database.read(people.client_coded, memory, code)
    given = Given("A walk", "Ten minutes.", date(2026, 3, 20))

    def assign(connection):
        now = staffed.clock.now()
        homework.assign(connection, memory, client.id, None, given, now, tell_at=None, look_at=None)

    await client_schedule(staffed, **{**wanted, "said": "every week on Monday"}, keep=True)
    rare = (await client_schedule(staffed, **wanted))["messages_a_week_before"]
    await staffed.database.write(assign)

    assert (await client_schedule(staffed, **wanted))["messages_a_week_before"] == rare + 0.25
    # In four weeks its reminder, and its news and eve where they fall on a day without a check-in.
    assert before == 3.5
    assert 3.75 <= after <= 4.25


async def test_an_instrument_that_was_not_asked_before_may_be_added(staffed):
    code = (await client_invite(staffed, instruments=["pulse"]))["client"]

    await client_schedule(
        staffed, code=code, instrument="gad7", said="before each session", keep=True
    )
    found = await client_schedule(staffed, code=code)

    assert [each["schedule"] for each in found["plans"]] == ["every day", "before each session"]
    assert found["plans"][1]["next"] == []


@pytest.mark.parametrize(
    ("instrument", "said", "told"),
    [
        ("phq9", "every day", "once in 7 days at most"),
        ("phq9", "weekly at 08:30 and 19:30", "twice a day"),
        ("pulse", "now and then", "does not begin with how often"),
        ("phq99", "weekly", "no instrument"),
        ("phq9", None, "which instrument and when"),
    ],
)
async def test_a_schedule_that_cannot_be_is_refused_and_nothing_changes(
    staffed, instrument, said, told
):
    code = (await client_invite(staffed, instruments=["phq9"]))["client"]
    before = await client_schedule(staffed, code=code)

    with pytest.raises(NotPossible, match=told):
        await client_schedule(staffed, code=code, instrument=instrument, said=said, keep=True)

    assert await client_schedule(staffed, code=code) == before
