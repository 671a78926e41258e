"""What stands in a message instead of content that nobody opened: that something is there.

While the chat is locked nothing of content is shown, whatever a letter says. In discreet mode this
holds for what comes unasked: an item of a questionnaire stands as its source has it, and therapists
write as they write, so both wait for a tap.
"""

from datetime import datetime

from conversations.appointments import AppointmentCard, AppointmentList, AppointmentSoon
from conversations.contents import (
    Archive,
    Button,
    CrisisCard,
    Disclosures,
    HideChat,
    Keypad,
    Lane,
    Line,
    Look,
    Passphrase,
    Progress,
    Question,
    Receipt,
    Sentences,
    SupportText,
    TakeBack,
    Whereabouts,
)
from conversations.correspondence import Conversation, MessageReceipt
from conversations.flows import (
    appointments,
    checkin,
    correspondence,
    exporting,
    goals,
    homework,
    journal,
    moments,
    notes,
    shelf,
)
from conversations.goals import GoalCard, GoalList, GoalSteps
from conversations.homework import HomeworkCard, HomeworkDue, HomeworkList, HomeworkReview
from conversations.journal import JournalCard, JournalList
from conversations.moments import MomentCard, MomentList
from conversations.notes import NoteCard, NoteList, NotesWait
from conversations.shelf import ShelfCard, ShelfList, ShelfNews
from store.outbox import Letter
from store.people import Client


def veiled(letter: Letter, client: Client, now: datetime) -> Sentences | None:
    """What is said instead of this letter; None where it may be said as it is."""
    unasked = client.discreet and letter.lane > Lane.REPLY
    if not (unasked or client.is_locked(now)):
        return None
    match letter.content:
        case Sentences() | Keypad() | HideChat() | TakeBack() | CrisisCard() | Whereabouts():
            return None
        case Receipt():
            # Nothing is left that could be opened.
            return None
        case Question() as content:
            asked = f"{content.token}.{content.instrument}.{content.item}"
            # Once opened, the question comes without what stood before it.
            told = [each for each in content.opening if each == checkin.NEW_THERAPIST]
            return _waits("waiting-something", asked, checkin.SHOW, *told)
        case Progress(code):
            return _waits("waiting-something", "progress", code)
        case SupportText(message):
            return _waits("waiting-message", "waiting", message.hex)
        case HomeworkCard(piece) | HomeworkDue(piece) | HomeworkReview(piece):
            return _waits("waiting-something", homework.question(piece), homework.SHOW)
        case HomeworkList():
            return _waits("waiting-something", homework.LIST, homework.SHOW)
        case ShelfCard(item):
            return _waits("waiting-something", shelf.question(item), shelf.SHOW)
        case ShelfList() | ShelfNews():
            return _waits("waiting-something", shelf.QUESTION, shelf.SHOW)
        case MomentCard(moment):
            return _waits("waiting-something", moments.question(moment), moments.SHOW)
        case MomentList():
            return _waits("waiting-something", moments.LIST, moments.SHOW)
        case JournalCard(entry):
            return _waits("waiting-something", journal.question(entry), journal.SHOW)
        case JournalList():
            return _waits("waiting-something", journal.LIST, journal.SHOW)
        case MessageReceipt(message):
            where = correspondence.question(message)
            return _waits("waiting-something", where, correspondence.WHERE)
        case Conversation():
            return _waits("waiting-something", "menu", correspondence.LISTED)
        case AppointmentSoon() if not client.is_locked(now):
            # It says the time and nothing else: behind one more tap it would come too late.
            return None
        case AppointmentCard(wanted) | AppointmentSoon(wanted):
            return _waits("waiting-something", appointments.question(wanted), appointments.SHOW)
        case AppointmentList():
            return _waits("waiting-something", appointments.LIST, appointments.SHOW)
        case GoalCard(goal) | GoalSteps(goal):
            return _waits("waiting-something", goals.question(goal), goals.SHOW)
        case GoalList():
            return _waits("waiting-something", goals.LIST, goals.SHOW)
        case NoteCard(note):
            return _waits("waiting-something", notes.question(note), notes.SHOW)
        case NoteList() | NotesWait():
            return _waits("waiting-something", notes.LIST, notes.SHOW)
        case Archive() | Passphrase():
            return _waits("waiting-something", exporting.QUESTION, "overview")
        case Disclosures():
            return _waits("waiting-something", "menu", "who")
        case _:
            # Also what is made later shows nothing before it is named here.
            return _waits("waiting-something", "menu", "menu")


def _waits(key: str, question: str, choice: str, *more: Line) -> Sentences:
    show = Button("waiting-open-button", question, choice, look=Look.PRIMARY)
    return Sentences((Line(key), *more), ((show,), (checkin.help_button(),)))
