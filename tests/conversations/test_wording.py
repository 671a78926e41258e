"""Wording: every key that code names is a sentence in every language, and each is kind."""

import ast
import re
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files
from itertools import product
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax.ast import Junk, Message, VariableReference
from fluent.syntax.visitor import Visitor

from bots.telegram_clients.paragraphs import CAPTION, TEXT
from care.alerts import AlertState, Verdict
from care.appointments import Entry as AppointmentEntry
from care.appointments import How
from care.caseload import Attention
from care.consent import AT_JOINING
from care.consent import Purpose as Agreed
from care.correspondence import State as Sent
from care.data_map import Keep, Lock, Part, Purpose, Reader
from care.discharge import Hindrance
from care.goals import GoalState
from care.groups import RIGHTS
from care.homework import ANSWERS, Entry
from care.homework import State as HomeworkState
from care.journal import PROMPTS
from care.notes import FINAL, REWRITTEN, NoteState
from care.notes import Answer as NoteAnswer
from care.people import ClientStatus, PictureChoice, Shown
from care.pictured import DayState, Glance
from care.plan import check_in_presets
from care.rule_settings import Level, Style
from care.rulebook import DELIVERIES, State
from care.rules import Rule
from care.schedule import Every
from care.shelf import Reaction, ResourceKind
from care.support import all_keys
from care.units import utf16_length
from care.workflows import Outcome
from conversations import record_steps
from conversations.contents import DisclosurePart
from conversations.flows import privacy
from conversations.flows.pin import BACK, CANCEL, FORGOTTEN, OK, Problem, Use
from conversations.flows.rules import SETTABLE
from conversations.flows.triage import SNOOZES
from conversations.moderation import Finding
from conversations.turn import CaseAction, CaseKind
from conversations.wording import MissingWording, Wording, guessed, languages, wording
from portal.shelf_deeds import Put
from questionnaires.change import Change
from questionnaires.instrument import Recall

ROOT = Path(__file__).parents[2]
SPOKEN_BY = ("conversations", "portal", "care/support.py")

TOLD_CASES = tuple(kind for kind in CaseKind if kind is not CaseKind.REMOVED)

_MESSAGE_STATES = ("sent", "cancelled", "failed")

_SWITCHES = tuple(f"{each}-{wish}" for each in Shown for wish in ("on", "off"))

ANSWERED = ("open", "confirmed", "requested")
"""What an appointment to come has for an answer."""

APPOINTMENT_ACTS = ("move", "cancel", "stays")
"""What a therapist does with one."""

ACTIONS = ("ask", "tell", "homework", "resource")
"""The kinds of what a workflow does."""


def _of(parameter, values):
    return tuple(f"{parameter}-{each}" for each in values)


_SET_RULES = tuple(each.rule for each in SETTABLE)
_PARAMETERS = {parameter.name for each in SETTABLE for parameter in each.parameters}

FAMILIES = {
    "alert-{}": (*Rule, "taken", "resolved"),
    "alert-judged-{}": Verdict,
    "rules-name-{}": _SET_RULES,
    "rules-parameter-{}": _PARAMETERS,
    "rules-state-{}": State,
    "rules-where-{}": Level,
    "rules-{}-{}": (*_of("state", State), *_of("delivery", DELIVERIES)),
    "rules-style-{}": Style,
    "workflow-{}": ("on", "off"),
    "workflow-{}-button": ("on", "off", "usual"),
    "workflow-card-{}": ("improved", "deteriorated"),
    "workflow-did-{}-done": ACTIONS,
    "workflow-kind-{}": ACTIONS,
    "workflow-why-{}": [each for each in Outcome if each is not Outcome.DONE],
    "rules-style-{}-button": Style,
    "alert-verdict-{}-button": Verdict,
    "alert-{}-facts": Rule,
    "alert-{}-rule": Rule,
    "case-{}": TOLD_CASES,
    "glance-{}-button": Glance,
    "glance-day-{}": DayState,
    "case-{}-title": TOLD_CASES,
    "case-settled-{}": CaseAction,
    "group-command-{}": ("rules", "report", "help"),
    "group-removed-{}": Finding,
    "group-right-{}": tuple(each.replace("_", "-") for each in RIGHTS),
    "form-schedule-every-{}": Every,
    "recall-{}": tuple(each.replace(" ", "-") for each in Recall),
    "command-{}": (
        *("checkin", "progress", "homework", "shelf", "pause", "settings", "privacy", "hide"),
        *("help", "stop", "moment", "journal", "message", "appointments", "goals", "notes"),
    ),
    "appointment-how-{}": How,
    "appointment-state-{}": ("open", "confirmed", "requested"),
    "copy-appointment-{}": (*How, *AppointmentEntry),
    "record-appointment-{}": AppointmentEntry,
    "staff-appointment-{}": (*ANSWERED, "cancelled", "declined", "over"),
    "staff-appointment-{}-button": APPOINTMENT_ACTS,
    "staff-appointment-it-{}-button": APPOINTMENT_ACTS,
    "staff-appointment-{}-note": ("form", *APPOINTMENT_ACTS),
    "staff-appointment-{}-submit": ("form", *APPOINTMENT_ACTS),
    "staff-appointment-{}-title": ("form", *APPOINTMENT_ACTS),
    "staff-appointment-news-{}": (*ANSWERED, "cancelled", "declined", "moved", "stays"),
    "staff-appointment-next-{}": ("open", "confirmed"),
    "copy-homework-{}": Entry,
    "copy-journal-{}": (*PROMPTS, "shared", "private", "entry"),
    "journal-ask-{}": PROMPTS,
    "journal-part-{}": PROMPTS,
    "record-journal-{}": PROMPTS,
    "copy-written-{}": Sent,
    "message-where-{}": (Sent.ANSWERED, Sent.CLOSED),
    "record-received-{}": Sent,
    "staff-message-{}": _MESSAGE_STATES,
    "staff-messages-{}": (Sent.ANSWERED, Sent.CLOSED),
    "copy-goal-{}": [each for each in GoalState if each is not GoalState.OPEN],
    "record-goal-{}": GoalState,
    "record-note-{}": NoteState,
    "record-note-{}-said": NoteState,
    "record-note-on-{}": [each for each in NoteState if each not in FINAL],
    "record-note-words-{}": [each for each in NoteAnswer if each.has_words],
    "record-note-unfinished-{}": REWRITTEN,
    "staff-not-discharged-{}": tuple(Hindrance),
    "record-note-cannot-{}": ("invited", "stopped", "discharged", "consent"),
    "record-note-not-{}": (
        *("stale", "over", "broken", "yours", "empty", "long", "changed", "settled", "gone"),
        "proposed",
    ),
    "homework-{}-button": (*ANSWERS, HomeworkState.OPEN),
    "homework-said-{}": ANSWERS,
    "homework-state-{}": HomeworkState,
    "shelf-{}-button": Reaction,
    "shelf-kind-{}": ResourceKind,
    "shelf-said-{}": Reaction,
    "shelf-state-{}": Reaction,
    "staff-shelf-{}": [each for each in Put if each is not Put.DONE],
    "sharing-{}{}": tuple(f"{each}{how}" for each in Agreed for how in ("-on", "-off")),
    "sharing-{}{}-button": tuple(f"{each}{how}" for each in Agreed for how in ("-on", "-off")),
    "staff-off-{}": AT_JOINING,
    "who-title-{}": DisclosurePart,
    "who-nothing-{}": DisclosurePart,
    "who-about-{}": DisclosurePart,
    "who-{}-button": (*DisclosurePart, "newer", "older"),
    "who-note-{}": Rule,
    "picture-{}-button": PictureChoice,
    "pin-{}-title": Use,
    "pin-{}-button": (OK, BACK, CANCEL, FORGOTTEN),
    "pin-problem-{}": Problem,
    "privacy-{}-button": privacy.PARTS,
    "privacy-part-{}": Part,
    "privacy-what-{}": Part,
    "privacy-where-{}": Part,
    "privacy-why-{}": Purpose,
    "privacy-lock-{}": Lock,
    "privacy-keep-{}": Keep,
    "privacy-reader-{}": Reader,
    "progress-caption-{}{}": (*Change, f"{Change.UNCHANGED}-yet"),
    "progress-change-{}{}": (*Change, f"{Change.UNCHANGED}-yet"),
    "progress-trend-{}": ("same", "lower", "higher", "within", "beyond"),
    "record-{}-title": record_steps.NOTICES,
    "record-{}-said": record_steps.NOTICES,
    "record-alert-{}": AlertState,
    "record-message-{}": (*_MESSAGE_STATES, "waiting", "cancelling"),
    "settings-bands-{}": ("on", "off"),
    "settings-discreet-{}": ("on", "off"),
    "settings-dark-{}": ("on", "off"),
    "settings-dark-{}-button": ("on", "off"),
    "staff-shown-{}": _SWITCHES,
    "staff-shown-{}-button": _SWITCHES,
    "glance-link-{}": ("same-some", "same-none", "next-some", "next-none"),
    "settings-discreet-{}-button": ("on", "off"),
    "settings-pin-{}": ("on", "off"),
    "settings-picture-{}": (*PictureChoice, "unasked"),
    "snooze-{}": SNOOZES,
    "staff-client-{}": [each for each in ClientStatus if each is not ClientStatus.ACTIVE],
    "staff-home-{}": [each.name.lower() for each in Attention],
    "support-{}": _MESSAGE_STATES,
    "support-{}-{}": tuple(key.removeprefix("support-") for key in all_keys()),
    "time-{}-button": check_in_presets(),
    "copy-state-{}": AlertState,
    "copy-message-{}": (*_MESSAGE_STATES, "waiting", "cancelling"),
    "copy-purpose-{}": Agreed,
    "note-is-{}": (*NoteState, "torn"),
    "copy-session-note-{}": NoteAnswer,
    "note-stands-{}": [each for each in NoteState if each is not NoteState.PROPOSED],
    "note-kept-{}": NoteAnswer,
    "note-write-{}": [each for each in NoteAnswer if each.has_words],
    "staff-note-{}": (*NoteState, "torn"),
    "copy-shelf-{}": ("helpful", "not-for-me", "unsaid"),
}
"""Keys that code puts together, and with what."""

NOT_KEYS = {
    "workflow-card",
    "on-call",
    # Kinds of content, choices of buttons, names of slots: they look like keys and are none.
    "alert-card",
    "alert-chart",
    "not-now",
    "other-zone",
    "support-notice",
    "appointment-answer",
    "appointment-card",
    "appointment-list",
    "appointment-news",
    "homework-card",
    "homework-due",
    "homework-list",
    "homework-of",
    "homework-review",
    "shelf-card",
    "shelf-list",
    "shelf-news",
    "shelf-of",
    "group-practice",
    "goal-card",
    "goal-list",
    "goal-new",
    "goal-step",
    "goal-steps",
    "moment-card",
    "moment-list",
    "moment-new",
    "journal-card",
    "journal-list",
    "journal-new",
    "message-new",
    "note-new",
    "message-receipt",
    "too-large",
    "too-many-pixels",
    "too-slow",
    "group-act",
    "case-card",
    "not-removed",
    "support-text",
    "picture-{}",
    "client-words",
    "staff-names",
    "staff-words",
    "zone-{}",
    "language-{}",
    "time-{}",
    "discreet-{}",
    "hide-chat",
}

_KEY = re.compile(r"[a-z]+(-[a-z0-9]+)+")


class _Variables(Visitor):
    def __init__(self):
        self.names = set()

    def visit_VariableReference(self, node: VariableReference):  # noqa: N802 - the library's name
        self.names.add(node.id.name)


@cache
def resource(locale):
    text = files("conversations").joinpath("locales", f"{locale}.ftl").read_text("utf-8")
    return FluentParser().parse(text)


@cache
def messages(locale):
    """The variables of every key."""
    found = {}
    for entry in resource(locale).body:
        if isinstance(entry, Message):
            seen = _Variables()
            seen.visit(entry)
            found[entry.id.name] = frozenset(seen.names)
    return found


def expanded(template, parts):
    return {template.replace("{}", str(part), 1).replace("{}", "") for part in parts}


def family_keys():
    keys = set()
    for template, parts in FAMILIES.items():
        if template in ("support-{}-{}", "rules-{}-{}"):
            keys |= {f"{template.partition('-')[0]}-{part}" for part in parts}
        else:
            keys |= expanded(template, parts)
    return keys


@cache
def named_in_code():
    """Everything in our sources that looks like a key: whole, or put together from parts."""
    beginnings = {key.partition("-")[0] for key in messages("en")}
    constants, templates = set(), set()
    for place in SPOKEN_BY:
        path = ROOT / place
        for file in [path] if path.is_file() else sorted(path.rglob("*.py")):
            tree = ast.parse(file.read_text("utf-8"))
            inside = {
                id(part)
                for node in ast.walk(tree)
                if isinstance(node, ast.JoinedStr)
                for part in node.values
            }
            for node in ast.walk(tree):
                if isinstance(node, ast.JoinedStr):
                    templates.add(_template(node))
                elif isinstance(node, ast.Constant) and id(node) not in inside:
                    constants.add(node.value)
    whole = {each for each in constants if isinstance(each, str) and _KEY.fullmatch(each)}
    parted = {each for each in templates if _KEY.fullmatch(each.replace("{}", "x"))}
    return (
        {each for each in whole if each.partition("-")[0] in beginnings},
        {each for each in parted if each.partition("-")[0] in beginnings},
    )


def _template(node):
    return "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)


# --- complete -------------------------------------------------------------------------------


@pytest.mark.parametrize("locale", languages())
def test_every_key_in_the_code_is_a_sentence(locale):
    constants, _ = named_in_code()

    assert constants - NOT_KEYS - set(messages(locale)) == set()


def test_every_key_that_code_puts_together_is_listed_with_its_parts():
    _, templates = named_in_code()

    assert templates - NOT_KEYS == set(FAMILIES)


@pytest.mark.parametrize("locale", languages())
def test_every_key_that_code_puts_together_is_a_sentence(locale):
    assert family_keys() - set(messages(locale)) == set()


def test_no_sentence_is_written_for_nobody():
    constants, _ = named_in_code()

    assert set(messages("en")) - constants - family_keys() == set()


def test_what_looks_like_a_key_and_is_none_is_still_there():
    constants, templates = named_in_code()

    assert {each for each in NOT_KEYS if each not in constants | templates} <= {
        "not-now",
        "other-zone",
    }
    assert not NOT_KEYS & set(messages("en"))


@pytest.mark.parametrize("locale", languages())
def test_every_language_says_the_same_keys_with_the_same_variables(locale):
    assert messages(locale) == messages("en")


@pytest.mark.parametrize("locale", languages())
def test_a_language_file_holds_no_key_twice_and_nothing_unreadable(locale):
    body = resource(locale).body
    keys = [entry.id.name for entry in body if isinstance(entry, Message)]

    assert [entry.content for entry in body if isinstance(entry, Junk)] == []
    assert len(keys) == len(set(keys))


# --- kind -----------------------------------------------------------------------------------


@cache
def sentences(locale):
    """Every sentence as it stands in the file, branches and all."""
    text = files("conversations").joinpath("locales", f"{locale}.ftl").read_text("utf-8")
    parts = re.split(r"(?m)^([a-z0-9-]+) =", text)[1:]
    written = dict(zip(parts[::2], parts[1::2], strict=True))
    return {key: re.sub(r"(?m)^#.*$", "", said) for key, said in written.items()}


def to_clients(locale):
    """What a client reads: all but what stands under the therapists' heading, and support texts."""
    for_staff = re.compile(
        r"(therapist|alert|rules|snooze|form|staff|item|record|workflow)-|client-unreachable|support-"
    )
    from_people = set(all_keys()) | {"support-from", "support-not-read"}
    return {
        key: said
        for key, said in sentences(locale).items()
        if key in from_people or not for_staff.match(key)
    }


@pytest.mark.parametrize("locale", languages())
def test_nothing_is_shouted_and_no_sentence_wears_an_emoji(locale):
    assert [key for key, said in sentences(locale).items() if re.search("[!¡]", said)] == []
    assert [
        key
        for key, said in sentences(locale).items()
        if re.search("[\u2600-\u2712\u2715-\u27bf\U0001f000-\U0001faff]", said)
    ] == []


FORBIDDEN = {
    "en": r"missed|overdue|failed|failure|forgot|late\b|must|should|risk|commit|suicid|worse|better"
    "|well done|great|unfortunately|sorry|hipaa|someone will|we will call|watching",
    "es": "perdi|vencid|fall[oó] usted|olvid|debe|tiene que|riesgo|comet|suicid|peor|mejor"
    "|muy bien|felicidades|desgraciadamente|lamentablemente|lo siento|vigila",
}
ALLOWED = {
    # "You do not have to carry this alone"; the name of a reliable change, when it is switched on.
    ("es", "support-critical-item-2"),
    ("es", "progress-caption-improved"),
    ("es", "progress-change-improved"),
}


@pytest.mark.parametrize("locale", languages())
def test_a_client_reads_no_blame_no_order_no_praise_and_nothing_about_risk(locale):
    forbidden = re.compile(rf"\b({FORBIDDEN[locale]})", re.IGNORECASE)

    said = {key: re.sub(r"\$[a-z_]+", "", each) for key, each in to_clients(locale).items()}
    found = {(locale, key) for key, each in said.items() if forbidden.search(each)}

    assert found - ALLOWED == set()


@pytest.mark.parametrize("locale", languages())
def test_a_diagnosis_is_only_ever_denied(locale):
    said = {key for key, each in sentences(locale).items() if "diagn" in each.lower()}

    assert said == {"progress-footer", "progress-caption-footer", "copy-numbers"}


def test_spanish_speaks_in_the_usted_form():
    tu = re.compile(
        r"\b(tú|tu|tus|te|ti|contigo|quieres|puedes|eres|estás|tienes)\b", re.IGNORECASE
    )

    assert [key for key, said in sentences("es").items() if tu.search(said)] == []


@pytest.mark.parametrize("locale", languages())
def test_a_sentence_is_short(locale):
    rough = re.compile(r"\{[^{}]*\}")

    longest = {
        key: len(rough.sub("12345678", part))
        for key, said in to_clients(locale).items()
        for part in re.split(r"(?<=[.?])\s", said.strip())
    }

    assert {key: length for key, length in longest.items() if length > 160} == {}


# --- what fits where ------------------------------------------------------------------------


def plainly(locale, key):
    """A sentence with something of usual length in every place."""
    return wording(locale).say(key, dict.fromkeys(messages(locale)[key], "something of length"))


@pytest.mark.parametrize("locale", languages())
def test_every_sentence_can_be_said_and_fits_telegram(locale):
    for key in messages(locale):
        said = plainly(locale, key)

        assert said.strip()
        assert "{" not in said
        assert utf16_length(said) <= TEXT // 8, key


@pytest.mark.parametrize("locale", languages())
def test_a_button_is_short_enough_for_a_phone(locale):
    toasts = {"old-button", "checkin-old-button"}
    buttons = [key for key in messages(locale) if key.endswith("-button") and key not in toasts]

    assert {key for key in buttons if len(plainly(locale, key)) > 45} == set()


@pytest.mark.parametrize("locale", languages())
def test_what_telegram_shows_about_the_bot_fits(locale):
    commands = [key for key in messages(locale) if key.startswith("command-")]

    assert len(plainly(locale, "bot-about")) <= 120
    assert all(3 <= len(plainly(locale, key)) <= 256 for key in commands)


@pytest.mark.parametrize("locale", languages())
def test_the_longest_caption_of_a_picture_fits(locale):
    parts = [key for key in messages(locale) if key.startswith("progress-caption-")]

    assert sum(len(plainly(locale, key)) + 2 for key in parts) <= 2 * CAPTION
    said_at_once = ("now", "higher", "beyond", "deteriorated", "band", "missed", "footer")
    assert sum(len(plainly(locale, f"progress-caption-{each}")) + 2 for each in said_at_once) <= (
        CAPTION
    )


# --- how things are told ----------------------------------------------------------------------

MORNING = datetime(2026, 3, 2, 9, 0, 20, tzinfo=UTC)


def test_an_instant_is_told_in_the_reader_s_zone_and_language():
    assert Wording("en", "Europe/Berlin").instant(MORNING) == "Mon 2 Mar, 10:00"
    assert Wording("es", "America/Bogota").instant(MORNING) == "lun 2 mar, 04:00"


def test_a_time_of_day_carries_its_seconds():
    assert Wording("en", "Europe/Berlin").clock(MORNING) == "10:00:20"


def test_instants_and_dates_are_told_inside_sentences_too():
    words = Wording("en", "Europe/Berlin")

    assert words.say("alert-raised", {"at": MORNING}) == "First seen Mon 2 Mar, 10:00."
    assert words.say("alert-day", {"on": date(2026, 3, 2), "value": 7}) == "Mon 2 Mar 7"


@pytest.mark.parametrize(
    ("locale", "one", "many"),
    [
        ("en", "Left open on one date", "Left open on 3 dates"),
        ("es", "Una fecha quedó abierta", "3 fechas quedaron abiertas"),
    ],
)
def test_one_and_many_are_told_apart(locale, one, many):
    words = wording(locale)

    assert words.say("progress-caption-missed", {"missed": 1}).startswith(one)
    assert words.say("progress-caption-missed", {"missed": 3}).startswith(many)


def test_a_language_the_portal_does_not_speak_falls_back_to_the_first():
    assert wording("xx").locale == languages()[0] == "en"


@pytest.mark.parametrize(
    ("tags", "language"),
    [
        (("es",), "es"),
        (("es-419",), "es"),
        (("ES_mx",), "es"),
        ((None, "xx", "es"), "es"),
        (("xx",), "en"),
        ((None, ""), "en"),
        ((), "en"),
    ],
)
def test_a_language_is_guessed_from_the_tags_the_platform_gives(tags, language):
    assert guessed(tags) == language


def test_a_missing_key_and_a_missing_argument_are_named_in_the_error():
    with pytest.raises(MissingWording, match="'no-such-key' in es"):
        wording("es").say("no-such-key")
    with pytest.raises(MissingWording, match="'checkin-progress' in en"):
        wording("en").say("checkin-progress", {"item": 1})


def test_words_of_a_person_inside_a_sentence_stay_as_they_are():
    for name, locale in product(("Mara { $code }", "<b>", "*x*", "\u2068"), languages()):
        assert name in wording(locale).say("support-from", {"therapist": name})
