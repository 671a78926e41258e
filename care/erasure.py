"""What becomes of each table when a client is erased, and how long a client may think it over.

`store/belongings.py` holds the rules against the tables: a table without one does not start.
"""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum


class Goes(StrEnum):
    """By what the rows of a table are known as a client's; those rows are deleted."""

    ITSELF = "itself"
    """The row that says that there is this client."""
    BY_CLIENT = "by-client"
    BY_ALERT = "by-alert"
    BY_ACCOUNT = "by-account"
    LETTERS = "letters"
    """Letters to the client, and letters to others that speak of the client."""
    BY_KEY = "by-key"
    BY_SENDER = "by-sender"
    """Updates that wait to be tried again, or were set aside, known by the hash of the sender."""
    STAYS = "stays"


RULES: Mapping[str, Goes] = {
    "practice": Goes.STAYS,
    "own_instrument": Goes.STAYS,
    "own_wording": Goes.STAYS,
    "instrument_setting": Goes.STAYS,
    "data_key": Goes.BY_KEY,
    "token": Goes.STAYS,
    "staff": Goes.STAYS,
    "client": Goes.ITSELF,
    "pause": Goes.BY_CLIENT,
    "person": Goes.BY_CLIENT,
    "invitation": Goes.BY_CLIENT,
    "episode": Goes.BY_CLIENT,
    "consent": Goes.BY_CLIENT,
    "people_change": Goes.STAYS,
    "check_in_plan": Goes.BY_CLIENT,
    "occurrence": Goes.BY_CLIENT,
    "answer": Goes.BY_CLIENT,
    "response": Goes.BY_CLIENT,
    "trajectory": Goes.BY_CLIENT,
    "daily_record": Goes.BY_CLIENT,
    "prompted": Goes.BY_CLIENT,
    "alert": Goes.BY_CLIENT,
    "alert_recipient": Goes.BY_ALERT,
    "known_answer": Goes.BY_CLIENT,
    "rule_setting": Goes.BY_CLIENT,
    "shadow_alert": Goes.BY_CLIENT,
    "workflow": Goes.STAYS,
    "workflow_switch": Goes.BY_CLIENT,
    "workflow_run": Goes.BY_CLIENT,
    "workflow_due": Goes.BY_CLIENT,
    "escalation": Goes.STAYS,
    "absence": Goes.STAYS,
    "on_call": Goes.STAYS,
    "chain_test": Goes.STAYS,
    "chain_test_card": Goes.STAYS,
    "appointment_entry": Goes.BY_CLIENT,
    "appointment": Goes.BY_CLIENT,
    "message": Goes.BY_CLIENT,
    "client_message": Goes.BY_CLIENT,
    "homework": Goes.BY_CLIENT,
    "homework_entry": Goes.BY_CLIENT,
    "homework_file": Goes.BY_CLIENT,
    "resource": Goes.STAYS,
    "shelf_item": Goes.BY_CLIENT,
    "key_moment": Goes.BY_CLIENT,
    "journal_entry": Goes.BY_CLIENT,
    "note": Goes.BY_CLIENT,
    "note_version": Goes.BY_CLIENT,
    "goal": Goes.BY_CLIENT,
    "goal_rating": Goes.BY_CLIENT,
    "goal_step": Goes.BY_CLIENT,
    "talk": Goes.BY_ACCOUNT,
    "inbox": Goes.BY_SENDER,
    "outbox": Goes.LETTERS,
    "posted": Goes.BY_ACCOUNT,
    "therapy_group": Goes.STAYS,
    "membership": Goes.STAYS,
    "enrolment": Goes.BY_CLIENT,
    "moderation_case": Goes.STAYS,
    "export": Goes.BY_CLIENT,
    "erasure": Goes.STAYS,
    "pin": Goes.BY_CLIENT,
    "chat_message": Goes.BY_ACCOUNT,
    "record_link": Goes.BY_CLIENT,
    "record_visit": Goes.BY_CLIENT,
    "read_mark": Goes.BY_CLIENT,
    "second_factor": Goes.STAYS,
    "recovery_code": Goes.STAYS,
    "audit_chain": Goes.STAYS,
    "audit_entry": Goes.STAYS,
}

WHY_IT_STAYS: Mapping[str, str] = {
    "practice": "it is the practice's own",
    "own_instrument": "it is the practice's own",
    "own_wording": "it is the practice's own",
    "instrument_setting": "it is the practice's own",
    "resource": "it is the practice's own",
    "workflow": "it is the practice's own",
    "token": "it is the practice's own",
    "staff": "it is about the staff",
    "escalation": "it is about the staff",
    "absence": "it is about the staff",
    "on_call": "it is about the staff",
    "chain_test": "it is about the staff",
    "chain_test_card": "it is about the staff",
    "second_factor": "it is about the staff",
    "recovery_code": "it is about the staff",
    "therapy_group": "it is about the whole group",
    "membership": "it names nobody and stands under the groups' keys: it is ended before the "
    "client's key is destroyed, and deleted a month later",
    "moderation_case": "it is about a message in a group, by number, under the groups' keys",
    "people_change": "it holds numbers of transactions, and nothing of whom they changed",
    "erasure": "it is the receipt: a number, two instants and a count",
    "audit_chain": "it holds hashes and signatures alone",
    "audit_entry": "it holds ids alone, which lead to nobody any more, and without it nobody could "
    "see that the audit is whole",
}

COOLING_OFF: tuple[int, ...] = (3, 14)
"""Days that a client may choose to think it over; without them it is done at once."""

SURE_FOR = timedelta(minutes=15)
"""So long the last question before an erasure at once may be answered: it stays in the chat."""


class AskedBy(StrEnum):
    """On whose word somebody is erased."""

    CLIENT = "client"
    PRACTICE = "practice"


class ErasureState(StrEnum):
    """Where an erasure stands."""

    WAITING = "waiting"
    TAKEN_BACK = "taken-back"
    ERASED = "erased"
    """Key and rows are gone; the log of the database may still hold the old pages."""
    DONE = "done"
