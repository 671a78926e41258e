"""What the command line asks for: each command a function from plain values to plain values.

They know nothing of terminals, so that a running portal can carry them out for a command line.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from portal.commands.audit import audit_list, audit_note
from portal.commands.client_import import client_import
from portal.commands.clients import (
    client_appointment,
    client_bands,
    client_forget_pin,
    client_links,
    client_list,
)
from portal.commands.departures import client_move, therapist_leave
from portal.commands.discharges import client_discharge, client_readmit
from portal.commands.groups import group_create, group_enrol, group_link, group_list
from portal.commands.instrument_history import instrument_history
from portal.commands.instruments import instrument_list, instrument_show, shipped_list
from portal.commands.invitations import client_invite
from portal.commands.keys import keys_note, keys_reload, keys_rewrap
from portal.commands.on_call import practice_on_call
from portal.commands.own_scales import instrument_import, instrument_look
from portal.commands.practice_files import practice_export, practice_import
from portal.commands.practices import practice_create, practice_set, practice_show
from portal.commands.resources import resource_add, resource_list, resource_retire
from portal.commands.rights import client_erase
from portal.commands.rules import rule_backtest, rule_list, rule_set
from portal.commands.schedules import client_schedule
from portal.commands.second_factors import second_factor_reset
from portal.commands.staff import facilitator_add, therapist_add, therapist_list
from portal.commands.thresholds import instrument_retire, instrument_set
from portal.commands.workflows import (
    workflow_import,
    workflow_list,
    workflow_remove,
    workflow_set,
    workflow_show,
)
from portal.office import NotPossible, Office, client_of, practice_of, write_cards

__all__ = [
    "COMMANDS",
    "Command",
    "NotPossible",
    "Office",
    "audit_list",
    "audit_note",
    "client_appointment",
    "client_bands",
    "client_discharge",
    "client_erase",
    "client_forget_pin",
    "client_import",
    "client_invite",
    "client_links",
    "client_list",
    "client_move",
    "client_of",
    "client_readmit",
    "client_schedule",
    "facilitator_add",
    "group_create",
    "group_enrol",
    "group_link",
    "group_list",
    "instrument_history",
    "instrument_import",
    "instrument_list",
    "instrument_look",
    "instrument_retire",
    "instrument_set",
    "instrument_show",
    "keys_note",
    "keys_reload",
    "keys_rewrap",
    "practice_create",
    "practice_export",
    "practice_import",
    "practice_of",
    "practice_on_call",
    "practice_set",
    "practice_show",
    "resource_add",
    "resource_list",
    "resource_retire",
    "rule_backtest",
    "rule_list",
    "rule_set",
    "second_factor_reset",
    "shipped_list",
    "therapist_add",
    "therapist_leave",
    "therapist_list",
    "workflow_import",
    "workflow_list",
    "workflow_remove",
    "workflow_set",
    "workflow_show",
    "write_cards",
]

Command = Callable[..., Awaitable[dict[str, Any]]]

COMMANDS: Mapping[str, Command] = {
    "practice create": practice_create,
    "practice set": practice_set,
    "practice show": practice_show,
    "practice export": practice_export,
    "practice import": practice_import,
    "practice on-call": practice_on_call,
    "therapist add": therapist_add,
    "therapist list": therapist_list,
    "therapist facilitator": facilitator_add,
    "therapist leave": therapist_leave,
    "therapist reset-second-factor": second_factor_reset,
    "group create": group_create,
    "group list": group_list,
    "group enrol": group_enrol,
    "group link": group_link,
    "client invite": client_invite,
    "client list": client_list,
    "client import": client_import,
    "client bands": client_bands,
    "client links": client_links,
    "client move": client_move,
    "client discharge": client_discharge,
    "client readmit": client_readmit,
    "client appointment": client_appointment,
    "client forget-pin": client_forget_pin,
    "client schedule": client_schedule,
    "client erase": client_erase,
    "instrument list": instrument_list,
    "instrument show": instrument_show,
    "instrument history": instrument_history,
    "instrument look": instrument_look,
    "instrument import": instrument_import,
    "instrument set": instrument_set,
    "rule list": rule_list,
    "rule set": rule_set,
    "rule backtest": rule_backtest,
    "instrument retire": instrument_retire,
    "resource list": resource_list,
    "resource add": resource_add,
    "resource retire": resource_retire,
    "workflow list": workflow_list,
    "workflow set": workflow_set,
    "workflow show": workflow_show,
    "workflow import": workflow_import,
    "workflow remove": workflow_remove,
    "keys reload": keys_reload,
    "keys rewrap": keys_rewrap,
    "keys note": keys_note,
    "audit list": audit_list,
    "audit note": audit_note,
}
"""What a running portal can be asked to carry out."""
