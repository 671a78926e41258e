"""Who may do what: what stands in the table, and that nothing else is allowed."""

from itertools import product

import pytest

from care.access import (
    CLIENT,
    CONTENT,
    OPERATOR,
    STRANGER,
    TABLE,
    Capability,
    Relation,
    Who,
    may,
    of_staff,
)
from care.people import Role

READS = (
    Capability.LIST_CLIENT,
    Capability.READ_ALERT,
    Capability.READ_CHART,
    Capability.READ_RECORD,
    Capability.READ_CASE,
)
ACTS = (Capability.ACT_ON_ALERT, Capability.WRITE_TO_CLIENT, Capability.DECIDE_CASE)
OF_OTHERS = (Relation.OTHER_PRACTICE, Relation.NONE)
OPEN_TO_ALL = {Capability.GET_HELP, Capability.BE_ANSWERED}


def allowed(who):
    """Everything that somebody may do, as (what, how they stand to it)."""
    return {
        (wanted, relation)
        for wanted, relation in product(Capability, Relation)
        if may({who}, wanted, relation)
    }


def test_every_capability_has_its_row():
    assert TABLE.keys() == set(Capability)


def test_what_does_not_stand_in_the_table_is_refused(monkeypatch):
    monkeypatch.delitem(TABLE, Capability.READ_ALERT)

    assert not may(set(Who), Capability.READ_ALERT, Relation.OWN_CLIENT)


@pytest.mark.parametrize("relation", Relation)
def test_help_is_for_everybody_everywhere(relation):
    assert all(may({who}, Capability.GET_HELP, relation) for who in Who)


@pytest.mark.parametrize("relation", OF_OTHERS)
def test_nobody_reaches_into_another_practice(relation):
    reached = {
        wanted
        for who, wanted in product(Who, Capability)
        if may({who}, wanted, relation) and wanted not in OPEN_TO_ALL
    }

    assert reached == set()


@pytest.mark.parametrize("wanted", READS[:4])
def test_a_therapist_reads_of_their_own_clients_and_of_no_colleagues(wanted):
    therapist = {Who.THERAPIST}

    assert may(therapist, wanted, Relation.OWN_CLIENT)
    assert not may(therapist, wanted, Relation.COLLEAGUES_CLIENT)


def test_what_was_handed_over_may_be_acted_on_but_opens_no_record():
    therapist = {Who.THERAPIST}

    assert may(therapist, Capability.ACT_ON_ALERT, Relation.HANDED_OVER)
    assert may(therapist, Capability.READ_CHART, Relation.HANDED_OVER)
    assert not may(therapist, Capability.READ_RECORD, Relation.HANDED_OVER)


@pytest.mark.parametrize("relation", [Relation.OWN_CLIENT, Relation.COLLEAGUES_CLIENT])
def test_a_supervisor_reads_of_every_client_and_does_nothing(relation):
    supervisor = {Who.SUPERVISOR}

    assert all(may(supervisor, wanted, relation) for wanted in READS[:4])
    assert not any(may(supervisor, wanted, relation) for wanted in ACTS)


def test_a_supervisor_may_take_what_the_chain_brings():
    assert all(may({Who.SUPERVISOR}, wanted, Relation.HANDED_OVER) for wanted in ACTS)


def test_a_facilitator_has_their_own_groups_and_no_client():
    facilitator = {Who.FACILITATOR}

    assert may(facilitator, Capability.DECIDE_CASE, Relation.OWN_GROUP)
    assert not may(facilitator, Capability.READ_CASE, Relation.OTHER_GROUP)
    assert not any(
        may(facilitator, wanted, relation) for wanted, relation in product(READS[:4], Relation)
    )


@pytest.mark.parametrize("who", [Who.ADMINISTRATOR, Who.AUDITOR])
def test_whoever_runs_the_practice_or_reads_the_audit_reads_no_content(who):
    assert {wanted for wanted, _ in allowed(who)} & CONTENT == set()


def test_only_auditor_and_operator_read_the_audit():
    readers = {who for who in Who if may({who}, Capability.READ_AUDIT, Relation.OWN_PRACTICE)}

    assert readers == {Who.AUDITOR, Who.OPERATOR}


def test_a_client_has_their_own_record_and_nobody_elses():
    wanted = (Capability.CHECK_IN, Capability.SEE_OWN, Capability.ARRANGE_OWN)

    assert all(may(CLIENT, each, Relation.SELF) for each in wanted)
    assert not any(
        may(CLIENT, each, relation)
        for each, relation in product(wanted, set(Relation) - {Relation.SELF})
    )


def test_a_stranger_gets_help_an_answer_and_what_an_invitation_opens():
    wanted = {each for each, relation in allowed(Who.STRANGER) if relation is Relation.NONE}
    invited = {each for each, relation in allowed(Who.STRANGER) if relation is Relation.INVITED}

    assert wanted == OPEN_TO_ALL
    assert invited - wanted == {Capability.JOIN, Capability.LINK_GROUP}


def test_an_invitation_makes_a_client_of_a_stranger_only():
    joining = {who for who in Who if may({who}, Capability.JOIN, Relation.INVITED)}

    assert joining == {Who.STRANGER}


def test_several_roles_may_what_each_of_them_may():
    both = of_staff({Role.THERAPIST, Role.FACILITATOR}, active=True)

    assert may(both, Capability.ACT_ON_ALERT, Relation.OWN_CLIENT)
    assert may(both, Capability.DECIDE_CASE, Relation.OWN_GROUP)


def test_every_role_of_staff_is_somebody():
    assert of_staff(Role, active=True) == {Who(role.value) for role in Role}


@pytest.mark.parametrize(("roles", "active"), [(Role, False), ((), True)])
def test_who_has_left_or_holds_no_role_is_a_stranger(roles, active):
    assert of_staff(roles, active=active) == STRANGER


def test_at_the_machine_a_chart_may_be_drawn_and_the_keys_are_kept():
    assert may(OPERATOR, Capability.READ_CHART, Relation.OWN_PRACTICE)
    assert may(OPERATOR, Capability.KEEP_KEYS, Relation.OWN_PRACTICE)
    assert not may(OPERATOR, Capability.READ_RECORD, Relation.OWN_PRACTICE)
