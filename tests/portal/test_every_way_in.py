"""Every way in is known by name: a new button, form, command or address says what it is here.

What there is is found in the code itself. A button that is not named here fails the first test, and
what is named is driven in `test_every_handler.py` or below.
"""

import ast
import inspect
import typing
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

import pytest
import typer.main
from sqlalchemy import update

import conversations
from care.access import OPERATOR, TABLE, Capability, Relation, Who, may
from care.notes import digest
from conversations import contents, talk, turn
from conversations.discharge import DischargeEffect
from conversations.flows import workplace
from conversations.knowing import KnownEffect
from conversations.phone import PhoneEffect
from conversations.tuning import TuningEffect
from conversations.turn import Form
from portal import permission, readers
from portal.cli import app
from portal.commands import COMMANDS
from portal.export.by_hand import copied
from portal.needs import NEEDS
from portal.office import NotPossible
from portal.pictures import progress_png
from store.tables import membership
from tests.portal import test_every_handler as staff_handlers
from tests.portal.at_terminal import office_in
from tests.portal.everybody import (
    CIRCLE,
    CODES,
    NOBODY,
    NOTE,
    OTHER_CIRCLE,
    TELEGRAM,
    ask_to_join,
    say,
    say_in_group,
    tap,
)

ROOT = Path(conversations.__file__).parent.parent


@cache
def sources():
    """All code in which somebody can come in, by its file."""
    return {
        path: ast.parse(path.read_text("utf-8"))
        for folder in ("conversations", "bots", "portal")
        for path in sorted((ROOT / folder).rglob("*.py"))
    }


def nodes(kind, *folders):
    for path, tree in sources().items():
        if path.relative_to(ROOT).parts[0] in folders:
            yield from (node for node in ast.walk(tree) if isinstance(node, kind))


def text_of(node):
    """A text as it stands in the code, with {} for what is put into it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(text_of(each) or "{}" for each in node.values)
    return None


# --- buttons ---

STAFF_BUTTONS = {
    "alert-chart-button": "chart",
    "alert-known-button": "known",
    "alert-known-end-button": "known no longer",
    "alert-resolve-button": "resolve",
    "alert-snooze-button": "snooze",
    "alert-support-button": "support",
    "alert-take-button": "take",
    "alert-verdict-{}-button": "verdict",
    "case-delete-button": "delete",
    "case-mute-button": "mute",
    "case-release-button": "release",
    "case-remind-button": "remind",
    "case-seen-button": "release",
    "digest-card-button": "card",
    "on-call-button": "on call",
    "on-call-change-button": "on-call change",
    "record-list-button": "the day's reading",
    "form-schedule-button": "schedule",
    "form-schedule-change-button": "schedule change",
    "form-schedule-save-button": "schedule save",
    "rules-back-button": "rule back",
    "rules-change-again-button": "a rule",
    "rules-change-button": "a rule",
    "rules-client-button": "rules",
    "rules-list-button": "own rules",
    "rules-save-button": "rule save",
    "rules-style-{}-button": "style",
    "rules-styles-button": "styles",
    "record-open-button": "record",
    "staff-note-button": "a new note",
    "staff-note-change-button": "a note to change",
    "group-practice-button": "how many practised",
    "group-numbers-button": "a group's numbers",
    "staff-homework-assign-button": "assign",
    "staff-homework-button": "homework",
    "staff-homework-review-button": "review",
    "staff-homework-withdraw-button": "withdraw",
    "staff-shelf-button": "shelf",
    "staff-moment-away-button": "take a moment away",
    "staff-moment-mark-button": "mark",
    "staff-moments-button": "moments",
    "staff-moments-newer-button": "moments page",
    "staff-moments-older-button": "moments page",
    "staff-messages-button": "messages",
    "staff-messages-read-button": "messages",
    "staff-messages-answer-button": "answer",
    "staff-messages-write-button": "answer",
    "staff-messages-close-button": "no answer needed",
    "staff-appointment-button": "appointments",
    "staff-appointment-plan-button": "plan",
    "staff-appointment-{}-button": "move",
    "staff-appointment-it-{}-button": "stays",
    "staff-goals-button": "goals",
    "staff-goals-again-button": "goals",
    "staff-discharged-button": "discharged",
    "staff-readmit-button": "readmit",
    "staff-away-button": "away",
    "staff-back-button": "back",
    "staff-earlier-button": "another page",
    "staff-later-button": "another page",
    "staff-shown-button": "shown",
    "staff-shown-{}-button": "a switch",
    "staff-test-button": "test",
    "staff-test-got-button": "got",
    "support-undo-button": "undo",
    "workflow-button": "workflows",
    "workflow-{}-button": "a workflow's switch",
}
"""By its label: the handler in `test_every_handler.py` that tries it."""

CLIENT_BUTTONS = {
    "appointment-cannot-button": "appointment:{appointment}:cannot-0",
    "appointment-gone-button": "appointment:{appointment}:gone-0",
    "appointment-leave-button": "appointment:{appointment}:show",
    "appointment-list-button": "appointments:show",
    "appointment-look-button": "appointment:{appointment}:show",
    "appointment-other-button": "appointment:{appointment}:other-0",
    "appointment-plain-button": "appointment:{appointment}:plain-0",
    "appointment-yes-button": "appointment:{appointment}:yes-0",
    "menu-appointments-button": "menu:appointments",
    "menu-button": "menu:menu",
    "begin-button": "{token}.pulse.0:begin",
    "erase-days-button": "erase:3",
    "erase-export-button": "export:overview",
    "erase-keep-button": "erase:keep",
    "erase-now-button": "erase:now",
    "erase-sure-button": "erase:sure",
    "erase-take-back-button": "erase:keep",
    "export-again-button": "export:overview",
    "export-make-button": "export:make",
    "homework-back-button": "homework:{piece}:show",
    "homework-leave-button": "homework:{piece}:show",
    "homework-list-button": "homework:show",
    "homework-look-button": "homework:{piece}:show",
    "homework-words-button": "homework:{piece}:words",
    "homework-{}-button": "homework:{piece}:done",
    "menu-homework-button": "menu:homework",
    "menu-shelf-button": "menu:shelf",
    "shelf-back-button": "shelf:page-0",
    "shelf-look-button": "shelf:show",
    "shelf-newer-button": "shelf:page-0",
    "shelf-off-button": "shelf:{item}:off",
    "shelf-older-button": "shelf:page-1",
    "shelf-unsaid-button": "shelf:{item}:unsaid",
    "shelf-{}-button": "shelf:{item}:helpful",
    "menu-goals-button": "menu:goals",
    "menu-notes-button": "menu:notes",
    "note-agree-button": "note:{note}:agree-1-{beginning}",
    "note-back-button": "note:{note}:show",
    "note-before-button": "note:{note}:page-0",
    "note-begin-button": "notes:begin",
    "note-change-button": "note:{note}:change-1-{beginning}",
    "note-decline-button": "notes:decline",
    "note-differs-button": "note:{note}:differs-1-{beginning}",
    "note-later-button": "note:{note}:later-1-{beginning}",
    "note-leave-button": "note-new:0123456789abcdef:throw",
    "note-list-button": "notes:show",
    "note-list-earlier-button": "notes:page-1",
    "note-list-later-button": "notes:page-0",
    "note-on-button": "note:{note}:page-1",
    "note-open-button": "note:{note}:show",
    "note-sharing-button": "sharing:overview",
    "note-show-button": "notes:show",
    "note-sure-button": "note:{note}:sure-1-{beginning}",
    "goal-again-button": "goal:{goal}:again",
    "goal-away-button": "goal:{goal}:away",
    "goal-back-button": "goal:{goal}:show",
    "goal-drops-button": "goal:{goal}:drops",
    "goal-hide-button": "goal:{goal}:private",
    "goal-leave-button": "goal-new:0123456789abcdef:leave",
    "goal-let-go-button": "goal:{goal}:let-go",
    "goal-list-button": "goal:show",
    "goal-new-button": "goal:new",
    "goal-number-button": "goal:{goal}:7",
    "goal-private-button": "goal-new:0123456789abcdef:private",
    "goal-rate-button": "goal:{goal}:rate",
    "goal-reached-button": "goal:{goal}:reached",
    "goal-really-button": "goal:{goal}:really",
    "goal-share-button": "goal:{goal}:shared",
    "goal-shared-button": "goal-new:0123456789abcdef:shared",
    "goal-sharing-button": "sharing:overview",
    "goal-step-button": "goal:{goal}:step",
    "goal-words-button": "goal:{goal}:words",
    "menu-moment-button": "menu:moment",
    "menu-message-button": "menu:message",
    "menu-pause-button": "menu:pause",
    "message-all-button": "message:all",
    "message-change-button": "message-new:0123456789abcdef:change",
    "message-earlier-button": "message:page-1",
    "message-later-button": "message:page-0",
    "message-leave-button": "message-new:0123456789abcdef:throw",
    "message-new-button": "message:new",
    "message-send-button": "message-new:0123456789abcdef:send",
    "message-sharing-button": "sharing:overview",
    "message-throw-button": "message-new:0123456789abcdef:throw",
    "message-where-button": "message:{written}:where",
    "moment-away-button": "moment:{moment}:away",
    "moment-back-button": "moment:{moment}:show",
    "moment-hide-button": "moment:{moment}:private",
    "moment-leave-button": "moment-new:0123456789abcdef:leave",
    "moment-list-button": "moment:show",
    "moment-new-button": "moment:new",
    "moment-other-button": "moment-new:0123456789abcdef:other",
    "moment-private-button": "moment-new:0123456789abcdef:private",
    "moment-really-button": "moment:{moment}:really",
    "moment-share-button": "moment:{moment}:shared",
    "moment-shared-button": "moment-new:0123456789abcdef:shared",
    "moment-sharing-button": "sharing:overview",
    "moment-today-button": "moment-new:0123456789abcdef:today",
    "moment-words-button": "moment:{moment}:words",
    "moment-yesterday-button": "moment-new:0123456789abcdef:yesterday",
    "menu-sharing-button": "menu:sharing",
    "menu-journal-button": "menu:journal",
    "journal-agree-button": "journal:{entry}:agree",
    "journal-away-button": "journal:{entry}:away",
    "journal-back-button": "journal:{entry}:show",
    "journal-begin-button": "journal:begin",
    "journal-enough-button": "journal-new:0123456789abcdef:leave",
    "journal-guided-button": "journal-new:0123456789abcdef:guided",
    "journal-hide-button": "journal:{entry}:private",
    "journal-leave-button": "journal-new:0123456789abcdef:leave",
    "journal-list-button": "journal:show",
    "journal-new-button": "journal:new",
    "journal-newer-button": "journal:page0",
    "journal-older-button": "journal:page1",
    "journal-private-button": "journal:{entry}:private",
    "journal-really-button": "journal:{entry}:really",
    "journal-share-button": "journal:{entry}:shared",
    "journal-skip-button": "journal-new:0123456789abcdef:skip",
    "pause-days-button": "pause:3",
    "pause-end-button": "pause:resume",
    "pin-after-button": "pin:after-5",
    "pin-back-button": "keypad.x:back",
    "pin-change-button": "pin:change",
    "pin-digit-button": "keypad.x:a",
    "pin-lock-button": "pin:lock",
    "pin-ok-button": "keypad.x:ok",
    "pin-remove-button": "pin:remove",
    "pin-settings-button": "pin:overview",
    "pin-{}-button": "keypad.x:forgotten",
    "relink-agree-button": "join:agree",
    "relink-menu-button": "menu:menu",
    "settings-discreet-{}-button": "settings:discreet-on",
    "settings-dark-{}-button": "settings:dark-on",
    "settings-hide-button": "hide:yes",
    "settings-pin-button": "pin:overview",
    "sharing-keep-button": "sharing:keep",
    "sharing-parts-button": "sharing:overview",
    "sharing-who-button": "menu:who",
    "sharing-{}{}-button": "sharing:alerts-off",
    "who-newer-button": "who:staff-0",
    "who-older-button": "who:staff-1",
    "who-{}-button": "who:alerts-0",
    "checkin-back-button": "{token}.pulse.2:back",
    "checkin-begin-button": "{token}.pulse.1:begin",
    "checkin-pause-button": "{token}.pulse.1:pause",
    "checkin-change-button": "{token}.pulse.0:change",
    "checkin-next-button": "{token}.pulse.1:next",
    "checkin-keep-button": "{token}.pulse.1:keep",
    "checkin-resume-button": "{token}.pulse.1:resume",
    "help-button": "help:card",
    "help-no-button": "help.safe:no",
    "help-safe-button": "help:safe",
    "help-tell-button": "help:tell",
    "help-unsure-button": "help.safe:unsure",
    "help-where-button": "help:where",
    "help-yes-button": "help.safe:yes",
    "join-again-button": "join:again",
    "join-agree-button": "join:agree",
    "join-keep-zone-button": "join:zone-Europe/Berlin",
    "join-not-now-button": "join:not-now",
    "join-other-zone-button": "join:other-zone",
    "language-button": "settings:lang-es",
    "language-chosen-button": "join:lang-es",
    "menu-checkin-button": "menu:checkin",
    "menu-progress-button": "menu:progress",
    "menu-settings-button": "menu:settings",
    "picture-{}-button": "settings:picture-each",
    "privacy-against-button": "privacy:against",
    "privacy-sharing-button": "menu:sharing",
    "privacy-who-button": "menu:who",
    "privacy-copy-button": "menu:export",
    "privacy-delete-button": "menu:delete_me",
    "privacy-more-button": "privacy:overview",
    "privacy-{}-button": "privacy:answers",
    "progress-course-button": "progress:phq9",
    "glance-{}-button": "progress:all",
    "glance-then-button": "progress:then",
    "glance-numbers-button": "progress:numbers-all",
    "return-button": "return:yes",
    "settings-bands-off-button": "settings:bands-off",
    "settings-bands-on-button": "settings:bands-on",
    "settings-language-button": "settings:language",
    "settings-more-button": "settings:more",
    "settings-clock-button": "settings:wakes-0700",
    "settings-wakes-button": "settings:wakes",
    "settings-picture-button": "settings:picture",
    "settings-time-button": "settings:time",
    "settings-zone-button": "settings:zone",
    "ended-export-button": "export:overview",
    "ended-stop-yes-button": "stop:yes",
    "stop-no-button": "stop:no",
    "stop-yes-button": "stop:yes",
    "time-{}-button": "settings:at-0830",
    "zone-button": "settings:zone-Europe/Madrid",
}
"""By its label: what a client's telephone sends when it is pressed."""

PAGE_BUTTONS = {f"record-{each}-button" for each in ("code", "enter", "link", "setup", "sign-out")}
"""On the record page: they stand on pages whose addresses are named below."""

GROUP_BUTTONS = {"group-agree-button": "agree", "group-not-now-button": "not-now"}

ANSWERS = {
    "the answer to an item": "{token}.pulse.1:5",
    "a smaller step": "goal-step:{step}:tick",
    "a smaller step that is ticked off": "goal-step:{step}:untick",
    "a smaller step to take away": "goal-step:{step}:drop",
}
"""Buttons that wear the words of an instrument, or of the client."""


NO_BUTTONS = {"old-button", "checkin-old-button", "-button"}
"""Sentences about buttons."""


def labels():
    """Every button there is, by the key of its label."""
    found = {text_of(node) for node in nodes((ast.Constant, ast.JoinedStr), "conversations")}
    return {each for each in found if each is not None and each.endswith("-button")} - NO_BUTTONS


def test_every_button_is_named_with_what_tries_it():
    in_chats = STAFF_BUTTONS.keys() | CLIENT_BUTTONS.keys() | GROUP_BUTTONS.keys()

    assert labels() == in_chats | PAGE_BUTTONS


def test_a_button_that_is_made_wears_such_a_label():
    made = [
        each
        for each in nodes(ast.Call, "conversations", "portal")
        if isinstance(each.func, ast.Name) and each.func.id == "Button"
    ]

    said = [text for each in made if (text := text_of(each.args[0])) is not None]

    assert len(said) > 40
    assert all(each.endswith("-button") for each in said)


def test_every_button_of_staff_is_tried():
    tried = {
        *staff_handlers.ABOUT_ALERTS,
        *staff_handlers.ABOUT_CRITICAL_ANSWERS,
        *staff_handlers.ABOUT_CASES,
        *staff_handlers.ABOUT_MESSAGES,
        *staff_handlers.ABOUT_CLIENTS,
        *staff_handlers.ABOUT_HOMEWORK,
        *staff_handlers.ABOUT_SHELVES,
        *staff_handlers.ABOUT_APPOINTMENTS,
        *staff_handlers.ABOUT_MOMENTS,
        *staff_handlers.ABOUT_GROUPS,
        *staff_handlers.ABOUT_WRITTEN,
        *staff_handlers.ABOUT_GOALS,
        *staff_handlers.READMISSIONS,
        *staff_handlers.OWN,
        "got",
    }

    assert set(STAFF_BUTTONS.values()) <= tried


# --- commands and forms in chats ---

CLIENT_COMMANDS = {
    *("checkin", "progress", "settings", "stop", "privacy", "sharing", "who", "pause", "resume"),
    *("export", "delete_me", "pin", "hide", "lock", "pausa", "homework", "shelf", "moment"),
    *("journal", "diario"),
    *("message", "messages"),
    *("appointments", "citas"),
    *("goals", "metas"),
    *("notes", "notas"),
}
HELP_COMMANDS = {"help", "ayuda"}
GROUP_COMMANDS = {"link", "start", "report", "denunciar", "rules", "reglas"}
STAFF_COMMANDS = {
    "clients": "/portal clients",
    "alerts": "/portal alerts",
    "discharged": "/portal discharged",
    "test": "/portal test",
    "away": "/portal away",
    "back": "/portal back",
}
FORMS = {
    Form.SUPPORT: "support form",
    Form.SNOOZE: "snooze form",
    Form.AWAY: "away form",
    Form.HOMEWORK: "homework form",
    Form.REVIEW: "review form",
    Form.MOMENT: "moment form",
    Form.KNOWN: "known form",
    Form.RULE: "rule form",
    Form.SCHEDULE: "schedule form",
    Form.ON_CALL: "on-call form",
    Form.SHELF: "shelf form",
    Form.ANSWER: "answer form",
    Form.APPOINTMENT: "appointment form",
    Form.APPOINTMENT_ANSWER: "appointment answer form",
    Form.DISCHARGE: "discharge form",
    Form.READMISSION: "readmission form",
}


def asked_for():
    """The commands that flows listen to, as they stand in patterns."""
    found = set()
    for node in nodes(ast.MatchClass, "conversations"):
        if isinstance(node.cls, ast.Name) and node.cls.id in ("Asked", "AskedInGroup"):
            for pattern in (*node.patterns, *node.kwd_patterns):
                found |= _texts(pattern)
    for node in nodes(ast.Match, "conversations"):
        if ast.unparse(node.subject) in ("command", "event.command"):
            for case in node.cases:
                found |= _texts(case.pattern)
    return found


def _texts(pattern):
    """The texts in a pattern, those with a name in another module included."""
    found = set()
    for each in ast.walk(pattern):
        if isinstance(each, ast.MatchValue):
            text = text_of(each.value)
            if text is None and isinstance(each.value, ast.Attribute):
                module = getattr(talk, ast.unparse(each.value.value), None)
                text = getattr(module, each.value.attr, None)
            found |= {text} if isinstance(text, str) else set()
    return found


def test_every_command_in_a_chat_is_named():
    assert asked_for() == CLIENT_COMMANDS | GROUP_COMMANDS | {workplace.COMMAND}


def test_every_word_behind_portal_is_tried():
    words = {
        value[0]
        for name, value in vars(workplace).items()
        if name.startswith("_") and name.isupper() and isinstance(value, tuple)
    }

    assert words - {"until"} == STAFF_COMMANDS.keys()
    assert set(STAFF_COMMANDS.values()) <= staff_handlers.OWN.keys()


def test_every_form_is_tried():
    assert FORMS.keys() == set(Form)
    tried = {
        *staff_handlers.ABOUT_ALERTS,
        *staff_handlers.ABOUT_CRITICAL_ANSWERS,
        *staff_handlers.ABOUT_CLIENTS,
        *staff_handlers.ABOUT_HOMEWORK,
        *staff_handlers.ABOUT_SHELVES,
        *staff_handlers.ABOUT_APPOINTMENTS,
        *staff_handlers.ABOUT_MOMENTS,
        *staff_handlers.ABOUT_WRITTEN,
        *staff_handlers.ABOUT_GOALS,
        *staff_handlers.ON_CALL,
        *staff_handlers.ENDINGS,
        *staff_handlers.READMISSIONS,
        *staff_handlers.OWN,
    }

    assert set(FORMS.values()) <= tried


# --- what platforms bring, and where ---

SLACK_PAYLOADS = {"event_callback", "app_home_opened", "block_actions", "view_submission"}
TELEGRAM_UPDATES = {
    "telegram_clients": {"message", "edited_message", "callback_query", "my_chat_member"},
    "telegram_groups": {
        *("message", "edited_message", "callback_query", "my_chat_member"),
        *("chat_member", "chat_join_request"),
    },
}
ROUTES = {
    "/telegram/{practice}/{bot}": "the bot's secret",
    "/slack/{practice}/events": "Slack's signature",
    "/record/{practice}/style.css": "anybody: how pages look",
    "/record/{practice}/enter/{secret}": "a link that was made for one member of staff, once",
    "/record/{practice}/code": "the same visit, and a second factor",
    "/record/{practice}/": "a visit with both; each page asks the table again",
    "/record/{practice}/caseload": "the same, and one's own clients alone",
    "/record/{practice}/caseload.png": "the same",
    "/record/{practice}/clients/{code}": "the same",
    "/record/{practice}/clients/{code}/{name}.png": "the same",
    "/record/{practice}/clients/{code}/photos/{photo}.jpg": "the same",
    "/record/{practice}/clients/{code}/read": "the same",
    "/record/{practice}/clients/{code}/notes/new": "the same, and who writes notes alone",
    "/record/{practice}/clients/{code}/notes/{note}": "the same; a form comes back with its text",
    "/record/{practice}/clients/{code}/notes/{note}/propose": "the same, and who writes alone",
    "/record/{practice}/clients/{code}/notes/{note}/take-back": "the same",
    "/record/{practice}/clients/{code}/notes/{note}/discard": "the same",
    "/record/{practice}/sign-out": "the same",
    "/record/{practice}/{tail:.*}": "anybody: that there is nothing",
    "/healthz": "anybody: that it runs",
    "/readyz": "the watchers' token",
    "/metrics": "the watchers' token",
}
"""Every address that is listened at, and what whoever calls must have."""


def test_every_kind_of_payload_from_slack_is_named():
    tree = sources()[ROOT / "bots" / "slack_therapists" / "hearing.py"]
    [heard] = [
        node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "heard"
    ]

    kinds = set()
    for pattern in (node for node in ast.walk(heard) if isinstance(node, ast.MatchMapping)):
        for key, value in zip(pattern.keys, pattern.patterns, strict=True):
            if text_of(key) == "type":
                kinds |= _texts(value)

    assert kinds == SLACK_PAYLOADS


@pytest.mark.parametrize("folder", TELEGRAM_UPDATES)
def test_every_kind_of_update_from_telegram_is_named(folder):
    tree = sources()[ROOT / "bots" / folder / "hearing.py"]
    [asked] = [
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "ASKED_FOR"
    ]

    assert set(ast.literal_eval(asked)) == TELEGRAM_UPDATES[folder]


def test_every_address_that_is_listened_at_is_named():
    verbs = {"get", "post", "put", "delete", "patch", "head", "options", "view", "route", "static"}
    found = set()
    for call in nodes(ast.Call, "bots", "portal"):
        if (
            isinstance(call.func, ast.Attribute)
            and ast.unparse(call.func.value) == "web"
            and call.func.attr in verbs
        ):
            texts = [text for each in call.args if (text := text_of(each)) is not None]
            found |= {each for each in texts if each.startswith("/")}

    assert found == ROUTES.keys()


# --- effects and letters ---


def members(union):
    """The classes of a union, and of the unions in it."""
    return {each.__name__ for each in typing.get_args(union)}


OF_RULES = {"ShowRules", "OpenRuleForm", "TryRule", "SetRule"}
"""About one's own rules, or those for a client."""

EFFECTS = {
    Capability.GET_HELP: {"OfferHelpNow", "ShowGroupHelp"},
    Capability.BE_ANSWERED: {
        *(
            "Say",
            "Toast",
            "NoteReachable",
            "NoteWrongLink",
            # Whoever has a chat with the bot may have it emptied.
            "EmptyChat",
            "NoteRights",
            "KeepDoor",
            "MoveGroup",
            "NoteMember",
        ),
        "TurnAway",
    },
    Capability.JOIN: {"RedeemInvitation"},
    Capability.CHECK_IN: {"AskItem", "AnswerItem", "FileResponse", "OpenPulse"},
    Capability.TELL_THERAPIST: {"RaiseConcern"},
    Capability.ARRANGE_OWN: {
        *("BeginCheckIns", "SetPreference", "StopPortal", "ReturnToPortal", "SetConsent"),
        "DeclineNotes",
        *("KeepConsent", "NoteAsked", "PausePortal", "ResumePortal", *members(PhoneEffect)),
    },
    Capability.SEE_OWN: {
        *("ShowProgress", "TellWhereabouts", "OpenMessage", "ShowDisclosures"),
        *("ListHomework", "ShowHomework", "ListShelf", "ShowShelfItem"),
        *("ListMoments", "ShowMoment", "ListEntries", "ShowEntry"),
        *("ShowConversation", "ShowReceipt", "ListAppointments", "ShowAppointment"),
        *("ListGoals", "ShowGoal", "ShowGoalSteps", "ListNotes", "ShowNote"),
    },
    Capability.WRITE_TO_THERAPIST: {"SendMessage"},
    Capability.ANSWER_HOMEWORK: {"AnswerHomework", "KeepHomeworkWords", "HandInFile"},
    Capability.USE_SHELF: {"ReactToItem", "TakeOffOwnShelf"},
    Capability.FILL_SHELF: {"PutOnShelf", "TakeOffShelf"},
    Capability.ASSIGN_HOMEWORK: {
        *("OpenHomeworkForm", "AssignHomework", "WithdrawHomework", "OpenReviewForm"),
        "ReviewHomework",
    },
    Capability.ANSWER_NOTE: {"AnswerNote"},
    Capability.KEEP_GOAL: {
        *("KeepGoal", "RateGoal", "RewordGoal", "ShareGoal", "AddGoalStep", "TickGoalStep"),
        *("DropGoalStep", "CloseGoal", "ReopenGoal", "TakeGoalAway"),
    },
    Capability.MARK_MOMENT: {
        *("MarkMoment", "RenameMoment", "ShareMoment", "TakeMomentAway"),
        *("OpenMomentForm", "MarkMomentOf", "TakeMomentBack"),
    },
    Capability.KEEP_JOURNAL: {"KeepEntry", "AddToEntry", "ShareEntry", "DeleteEntry"},
    Capability.ANSWER_APPOINTMENT: {"ConfirmAppointment", "AskOtherTime", "DeclineAppointment"},
    Capability.DISCHARGE_CLIENT: set(members(DischargeEffect)),
    Capability.PLAN_APPOINTMENT: {
        *("OpenAppointmentForm", "OpenWishForm", "PlanAppointment", "MoveAppointment"),
        *("CancelAppointment", "KeepAppointment"),
    },
    Capability.TAKE_OWN_ALONG: {"MakeExport"},
    Capability.ERASE_OWN: {"AskErasure", "TakeBackErasure"},
    Capability.WRITE_NOTE: {"OpenRecord"},
    Capability.READ_RECORD: {
        *("OpenRecord", "ShowHomeworkOf", "ShowShelfOf", "ShowMomentsOf", "ShowAppointmentsOf"),
        *("ShowMessagesOf", "OpenMessages", "ShowGoalsOf"),
    },
    Capability.ARRANGE_CLIENT: {
        *("Switch", "ShowSwitches", "ShowWorkflows", "SwitchWorkflow"),
        *members(KnownEffect | TuningEffect),
    },
    Capability.SWITCH_WORKFLOWS: {"ShowWorkflows", "SwitchWorkflow"},
    Capability.WRITE_TO_CLIENT: {"OpenForm", "FillForm", "SendSupport"},
    Capability.ANSWER_CLIENT: {"OpenAnswerForm", "WriteToClient", "CloseMessages"},
    Capability.ACT_ON_ALERT: {"OpenForm", "SnoozeAlert", "ResolveAlert", "TakeAlert", "JudgeAlert"},
    Capability.READ_ALERT: {"ShowAlertCard"},
    Capability.READ_CHART: {"ShowAlertChart"},
    Capability.WITHDRAW_MESSAGE: {"CancelSupport"},
    Capability.OPEN_HOME: {"ShowHome"},
    Capability.SEE_LISTS: {"ShowOverview", "OpenRecord", "ShowStyles", "ChooseStyle", *OF_RULES},
    Capability.SEE_CHAIN: {"ShowOnCall"},
    Capability.CHANGE_ON_CALL: {"OpenOnCallForm", "ChangeOnCall"},
    Capability.BE_AWAY: {"OpenAwayForm", "GoAway", "ComeBack"},
    Capability.TEST_CHAIN: {"BeginChainTest", "GotTest"},
    Capability.LINK_GROUP: {"LinkGroup"},
    Capability.ENTER_GROUP: {"OfferPledge", "LetIn"},
    Capability.REPORT_IN_GROUP: {"OpenCase"},
    Capability.SPEAK_IN_GROUP: {"OpenCase", "RemoveMessage", "SayInGroup", "KnowName"},
    Capability.DECIDE_CASE: {"DecideCase"},
    Capability.READ_GROUP: {"ShowGroupPractice"},
}
"""What each effect needs; one can need this or that, by what is in it."""

LETTERS = {
    Capability.READ_ALERT: {"AlertCard", "WorkflowCard", "DeputyNote"},
    Capability.READ_CHART: {"AlertChart"},
    Capability.READ_CASE: {"CaseCard", "NotRemoved", "MemberGone"},
    Capability.READ_GROUP: {"GroupPractice"},
    Capability.READ_RECORD: {
        *("HomeworkOf", "MomentsOf", "MessagesOf", "AppointmentsOf", "AppointmentNews"),
        *("GoalsOf", "NotesOf"),
    },
    Capability.WITHDRAW_MESSAGE: {"SupportNotice"},
    Capability.OPEN_HOME: {"HomePage"},
    Capability.SEE_LISTS: {"Overview", "Digest", "StyleOffer", "RuleTrial"},
    Capability.ARRANGE_CLIENT: {"RuleTrial"},
    Capability.TEST_CHAIN: {"ChainTestCard", "ChainTestReport"},
    Capability.BE_ANSWERED: {"Sentences", "CrisisCard"},
    Capability.SEE_OWN: {
        *("Question", "Progress", "SupportText", "Whereabouts", "GroupAct", "Archive", "Keypad"),
        *("Passphrase", "Receipt", "TakeBack", "Disclosures", "HideChat"),
        *("HomeworkCard", "HomeworkList", "HomeworkDue", "HomeworkReview"),
        *("ShelfList", "ShelfCard", "ShelfNews"),
        *("MomentCard", "MomentList", "JournalCard", "JournalList"),
        *("MessageReceipt", "Conversation"),
        *("AppointmentCard", "AppointmentList", "AppointmentSoon"),
        *("GoalCard", "GoalList", "GoalSteps", "NoteCard", "NoteList", "NotesWait"),
    },
}


def said_in(*functions):
    """What these functions say of each class: the capability that they answer with."""
    found = {}
    for function in functions:
        tree = ast.parse(inspect.getsource(function))
        for case in (
            case for node in ast.walk(tree) if isinstance(node, ast.Match) for case in node.cases
        ):
            wanted = {
                Capability[each.attr]
                for each in ast.walk(case)
                if isinstance(each, ast.Attribute) and ast.unparse(each.value) == "Capability"
            }
            names = {
                each.cls.id
                for each in ast.walk(case.pattern)
                if isinstance(each, ast.MatchClass) and isinstance(each.cls, ast.Name)
            }
            for capability in wanted:
                found.setdefault(capability, set()).update(names)
    return found


def test_every_effect_needs_what_is_said_here():
    said = said_in(
        permission.asked_by,
        permission._asked_of_group,
        permission._asked_of_homework,
        permission._asked_of_shelf,
        permission._asked_of_moments,
        permission._asked_of_journal,
        permission._asked_of_messages,
        permission._asked_of_appointments,
        permission._asked_of_goals,
        permission._asked_of_notes,
    )
    # Effects of the telephone are one kind there, and all of them are the client's own.
    said[Capability.ARRANGE_OWN] |= members(PhoneEffect)

    assert said == EFFECTS
    assert set().union(*EFFECTS.values()) == members(turn.Effect)


def test_every_letter_needs_what_is_said_here():
    said = said_in(readers.shown_by)
    # What is a client's own is one kind there.
    said[Capability.SEE_OWN] |= members(contents.OwnContent)

    assert said == LETTERS
    assert set().union(*LETTERS.values()) == members(contents.Content)


# --- commands at the machine ---

COMMAND_LINE = {
    "practice create": Capability.CONFIGURE_PRACTICE,
    "practice set": Capability.CONFIGURE_PRACTICE,
    "practice show": Capability.CONFIGURE_PRACTICE,
    "practice on-call": Capability.CONFIGURE_PRACTICE,
    "therapist add": Capability.MANAGE_STAFF,
    "therapist facilitator": Capability.MANAGE_STAFF,
    "therapist leave": Capability.MANAGE_STAFF,
    "therapist reset-second-factor": Capability.MANAGE_STAFF,
    "therapist list": Capability.SEE_STAFF,
    "group create": Capability.MANAGE_GROUPS,
    "group list": Capability.MANAGE_GROUPS,
    "group enrol": Capability.MANAGE_GROUPS,
    "group link": Capability.MANAGE_GROUPS,
    "client invite": Capability.MANAGE_CLIENTS,
    "client list": Capability.MANAGE_CLIENTS,
    "client bands": Capability.MANAGE_CLIENTS,
    "client links": Capability.MANAGE_CLIENTS,
    "client move": Capability.MANAGE_CLIENTS,
    "client discharge": Capability.MANAGE_CLIENTS,
    "client readmit": Capability.MANAGE_CLIENTS,
    "client erase": Capability.ERASE_CLIENT,
    "client forget-pin": Capability.MANAGE_CLIENTS,
    "client appointment": Capability.MANAGE_CLIENTS,
    "client import": Capability.MANAGE_CLIENTS,
    "client schedule": Capability.MANAGE_CLIENTS,
    "practice export": Capability.CONFIGURE_PRACTICE,
    "practice import": Capability.CONFIGURE_PRACTICE,
    "instrument list": Capability.CONFIGURE_PRACTICE,
    "instrument show": Capability.CONFIGURE_PRACTICE,
    "instrument look": Capability.CONFIGURE_PRACTICE,
    "instrument import": Capability.CONFIGURE_PRACTICE,
    "instrument set": Capability.CONFIGURE_PRACTICE,
    **dict.fromkeys(("rule list", "rule set", "rule backtest"), Capability.CONFIGURE_PRACTICE),
    **{
        f"workflow {each}": Capability.CONFIGURE_PRACTICE
        for each in ("list", "set", "show", "import", "remove")
    },
    **{f"resource {each}": Capability.CONFIGURE_PRACTICE for each in ("list", "add", "retire")},
    "instrument retire": Capability.CONFIGURE_PRACTICE,
    "instrument history": Capability.MANAGE_CLIENTS,
    "keys reload": Capability.KEEP_KEYS,
    "keys rewrap": Capability.KEEP_KEYS,
    "keys note": Capability.KEEP_KEYS,
    "audit list": Capability.READ_AUDIT,
    "audit note": Capability.KEEP_AUDIT,
}
"""What a running portal can be asked for, and what it needs."""

PAST_THE_PORTAL = {
    "audit_verify": Capability.READ_AUDIT,
    "audit_export": Capability.READ_AUDIT,
    "audit_anchor": Capability.KEEP_AUDIT,
    "copied": Capability.EXPORT_CLIENT,
    "instrument_export": Capability.CONFIGURE_PRACTICE,
    "progress_png": Capability.READ_CHART,
}
"""What a command line reads by itself, and what it needs."""

BY_THE_KEY_FILE = {
    *("run", "sandbox", "check", "migrate", "instrument template", "instrument lint"),
    *("keys create", "keys status", "keys rotate", "keys rotate add", "keys rotate promote"),
    *("keys rotate retire", "keys rotate destroy"),
    *("setup", "backup", "restore"),
}
"""What asks nobody but the operating system: whoever may read the key file and the database."""

OTHER_NAMES = {
    "chart": "progress_png",
    "client export": "copied",
    "instrument export": "instrument_export",
    "audit verify": "audit_verify",
    "audit export": "audit_export",
    "audit anchor": "audit_anchor",
    "keys rotate rewrap": "keys rewrap",
}
WITHIN = {"keys reload", "keys note", "audit note", "instrument look", "instrument history"}
"""Asked for by other commands, never by a person."""


def command_lines():
    """Everything that can be typed behind `portal`."""

    def below(command, name):
        children = getattr(command, "commands", None)
        if not children:
            yield name
            return
        if getattr(command, "invoke_without_command", False):
            yield name
        for word, child in children.items():
            yield from below(child, f"{name} {word}".strip())

    return set(below(typer.main.get_command(app), ""))


def test_every_command_says_what_it_needs():
    assert {name: NEEDS.get(command) for name, command in COMMANDS.items()} == COMMAND_LINE
    past = {
        function.__name__: wanted
        for function, wanted in NEEDS.items()
        if function not in COMMANDS.values()
    }
    assert NEEDS[progress_png] is Capability.READ_CHART
    assert NEEDS[copied] is Capability.EXPORT_CLIENT
    assert past == PAST_THE_PORTAL


def test_every_line_that_can_be_typed_is_named():
    known = (COMMAND_LINE.keys() - WITHIN) | OTHER_NAMES.keys() | BY_THE_KEY_FILE

    assert command_lines() == known - {"keys rewrap"}


def test_whoever_reads_the_key_file_may_what_the_command_line_does():
    needed = set(COMMAND_LINE.values()) | set(PAST_THE_PORTAL.values())

    assert all(may(OPERATOR, each, Relation.OWN_PRACTICE) for each in needed)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_every_command_is_refused_to_whoever_may_not_give_it(
    database, ring, tmp_path, now, subtests
):
    office = office_in(tmp_path, database, ring, now)
    for command, wanted in NEEDS.items():
        parameters = list(inspect.signature(command).parameters.values())[1:]
        given = {each.name: "x" for each in parameters if each.default is each.empty}
        for who in Who:
            with subtests.test(command=command.__name__, who=who):
                refused = await _is_refused(partial(command, _as(office, who), **given))

                assert refused is not may({who}, wanted, Relation.OWN_PRACTICE)


def _as(office, who):
    return replace(office, who=frozenset({who}))


async def _is_refused(command):
    try:
        await command()
    except NotPossible as trouble:
        return "Your role" in str(trouble)
    except Exception:
        return False
    return False


# --- clients: nobody reaches into another's record ---

SENDERS = (*TELEGRAM, "nobody")


def account_of(sender):
    return TELEGRAM.get(sender, NOBODY)


@pytest.mark.parametrize("sender", ["ana", "bea", "nobody"])
async def test_every_button_of_clients_reaches_the_presser_alone(stage, subtests, sender):
    for label, data in (CLIENT_BUTTONS | ANSWERS).items():
        with subtests.test(button=label):
            seen = await stage.does(
                lambda house, data=data: tap(
                    account_of(sender),
                    data.format(
                        token=house.tokens["ana"],
                        piece=house.homework["ana"].hex,
                        item=house.shelf["ana"].hex,
                        moment=house.moments["ana"].hex,
                        entry=house.entries["ana"].hex,
                        written=house.written["ana"].hex,
                        appointment=house.appointments["ana"].hex,
                        goal=house.goals["ana"].hex,
                        note=house.notes["ana"].hex,
                        beginning=digest(NOTE).hex()[:8],
                        step=house.steps["ana"].hex,
                    ),
                )
            )

            of_sender(seen, sender)


@pytest.mark.parametrize("sender", ["ana", "bea", "nobody"])
async def test_every_command_of_clients_reaches_the_sender_alone(stage, subtests, sender):
    for words in (*(f"/{each}" for each in CLIENT_COMMANDS | HELP_COMMANDS), "/start", "hello"):
        with subtests.test(words=words):
            seen = await stage.does(lambda _, words=words: say(account_of(sender), words))

            of_sender(seen, sender)


def of_sender(seen, sender):
    """Only the sender's own rows changed, and nobody else's code was told to anybody."""
    own = {sender} if sender in CODES else set()
    assert seen.touched <= own
    assert {name for name, code in CODES.items() if code in seen.words} <= own
    telegram = {to for to, _, _ in seen.letters if not to.startswith("U0")}
    assert telegram <= {str(account_of(sender))}
    if sender == "nobody":
        assert not seen.changed


async def test_an_answer_is_kept_for_whose_check_in_it_is(stage):
    kept = {}
    for sender in SENDERS:
        seen = await stage.does(
            lambda house, sender=sender: tap(account_of(sender), f"{house.tokens['ana']}.pulse.1:5")
        )
        kept[sender] = "answer" in seen.changed

    assert kept == dict.fromkeys(SENDERS, False) | {"ana": True}


# --- groups: who is enrolled with one is nobody in another ---


async def test_only_who_is_enrolled_is_asked_to_pledge(stage):
    pledged = {}
    for sender in SENDERS:
        for chat in (CIRCLE, OTHER_CIRCLE):
            seen = await stage.does(
                lambda house, sender=sender, chat=chat: ask_to_join(
                    account_of(sender), chat, house.now
                )
            )
            pledged[sender, chat] = "membership" in seen.changed

    assert {each for each, is_asked in pledged.items() if is_asked} == {
        ("ana", CIRCLE),
        ("bea", OTHER_CIRCLE),
    }


@pytest.mark.parametrize("choice", GROUP_BUTTONS.values())
async def test_a_pledge_counts_for_who_was_asked_for_it(stage, choice):
    let_in = {}
    for sender in SENDERS:
        for group in ("of fay", "of gil"):
            seen = await stage.does(
                lambda house, sender=sender, group=group: tap(
                    account_of(sender), f"pledge:{house.groups[group]}:{choice}", "telegram/groups"
                ),
                _everybody_asked,
            )
            let_in[sender, group] = "membership" in seen.changed

    assert {each for each, is_in in let_in.items() if is_in} == {
        ("ana", "of fay"),
        ("bea", "of gil"),
    }


def _everybody_asked(connection, house):
    connection.execute(update(membership).values(state="asked"))


async def test_no_command_in_a_group_links_it_without_its_code(stage, subtests):
    for sender in SENDERS:
        for words in ("/link abcdefghijklmnop", "/start abcdefghijklmnop", "/link"):
            with subtests.test(sender=sender, words=words):
                seen = await stage.does(
                    lambda _, sender=sender, words=words: say_in_group(
                        account_of(sender), -1003, words
                    )
                )

                assert not seen.changed


async def test_a_report_is_about_the_group_in_which_it_is_made(stage):
    reply = {"message_id": 7, "date": 1772355600, "chat": {"id": CIRCLE, "type": "supergroup"}}
    author = {"id": TELEGRAM["kim"], "is_bot": False, "first_name": "K"}

    seen = await stage.does(
        lambda _: say_in_group(
            TELEGRAM["ana"], CIRCLE, "/report", reply_to_message=reply | {"from": author}
        )
    )

    assert "moderation_case" in seen.changed
    assert "membership" not in seen.changed


# --- what the gate would do if it stood alone ---


def test_whoever_may_do_nothing_may_do_nothing_anywhere(monkeypatch):
    for wanted in Capability:
        monkeypatch.setitem(TABLE, wanted, {})

    assert not any(may(set(Who), wanted, each) for wanted in Capability for each in Relation)
