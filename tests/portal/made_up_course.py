"""What came beside the questionnaires: a made-up client's own words, and her therapist's."""

from datetime import timedelta
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from care.appointments import How, Planned
from care.audit import Act, Action, ActorRole, Kind
from care.correspondence import State as Received
from care.goals import Draft, GoalState
from care.homework import Given
from care.homework import State as Homework
from care.journal import Part, Prompt
from care.moments import Marked
from care.notes import Answer, digest
from care.shelf import Reaction, Resource, ResourceKind
from store import (
    appointments,
    audit,
    correspondence,
    goals,
    homework,
    homework_files,
    journal,
    messages,
    moments,
    notes,
    resources,
    shelves,
)

SHARED = "I said no to the extra shift. My hands shook, and nothing bad happened."
PRIVATE = "What I wrote about my sister is for nobody else."
QUESTION = "Could we talk about the flight on Thursday? I keep putting it off."
ANSWER = "Yes, gladly. Bring the booking, and we look at it together."
WAITING = "I took the train today, all the way to the coast."
OTHER_TIME = "Could it be an hour later? The school meets until three."
STAYS = "I am sorry, it has to stay at this time. Come when you can."
PLACE = "Harbour Street 4, second floor"
GOAL = "Take the train to my sister without getting off on the way"
REACHED = "Sleep with the light off"
HIDDEN_GOAL = "A goal that is mine alone"
STEP = "One stop, with a friend"
MOMENT = "First day back at work"
MARKED = "Exposure began"
HIDDEN_MOMENT = "A day that is mine alone"
TASK = "Write down three thoughts that came before the fear, and what happened instead."
ABOUT_TASK = "Two of the three did not come true. I had not noticed that before."
REVIEW = "This is exactly it. We go on from the second one."
NOTE = (
    "The train is closer than it was. You rode three stops with your friend, and what you feared "
    "did not come.\n\nUntil Thursday:\n- the same three stops, alone\n"
    "- write down what you expect before, and what happened"
)
NOTE_BEFORE = "We talked about the night shifts. You will ask for two weeks without them."
WANTED = "Please leave out the name of my boss."
NOTE_ASKED = "We agreed that you speak to Mr. Hale about the shifts before the end of the month."
NOTE_DRAFT = "The flight: which step comes first, and who comes along."
WHY = "For the nights on which you lie awake."
MEDITATION = Resource(
    "slow-breathing",
    "Slow breathing before sleep",
    ResourceKind.TRY,
    text="Breathe in while you count to four, and out while you count to six.",
    minutes=5,
)
DIARY = ("Bus:", "“I will faint.”", "I stood, and looked", "out of the window.")


def went_on(connection, memory, client, staff, now):
    """Keeps all of it; what is told of a later day was written later."""
    _meet(connection, memory, client, staff, now)
    _write_journal(connection, memory, client, now)
    _exchange_messages(connection, memory, client, staff, now)
    _want(connection, memory, client, now)
    _mark(connection, memory, client, staff, now)
    _shelve(connection, memory, client, staff, now)
    _do_homework(connection, memory, client, staff, now)
    _hold_the_same(connection, memory, client, staff, now)


def _meet(connection, memory, client, staff, now):
    before = now - timedelta(days=9)
    held = Planned(now - timedelta(days=4), how=How.ROOM, place=PLACE)
    meeting = appointments.plan(connection, memory, client, staff, held, before)
    at = before + timedelta(hours=5)
    appointments.request(connection, memory, meeting, OTHER_TIME, at)
    later = at + timedelta(hours=16)
    appointments.stays(connection, memory, meeting, staff, STAYS, later, tell_at=None, look_at=None)
    appointments.confirm(connection, memory, meeting, later + timedelta(minutes=20))
    off = Planned(now - timedelta(days=11), how=How.VIDEO)
    meeting = appointments.plan(connection, memory, client, staff, off, now - timedelta(days=16))
    appointments.decline(connection, memory, meeting, now - timedelta(days=12))


def _write_journal(connection, memory, client, now):
    day = timedelta(days=1)
    entries = (
        (5, (Part(Prompt.FREE, SHARED),), True),
        (
            2,
            (
                Part(Prompt.HAPPENED, "The lift stopped between two floors."),
                Part(Prompt.FELT, "Hot, then cold. It passed sooner than I thought."),
                Part(Prompt.HELPED, "Counting backwards, and the man who joked about it."),
            ),
            True,
        ),
        (1, (Part(Prompt.FREE, PRIVATE),), False),
    )
    for back, parts, is_shared in entries:
        at = now - back * day
        made = journal.keep(connection, memory, client, at.date(), parts, at, counts=is_shared)
        if is_shared:
            journal.share(connection, memory, made, at + timedelta(minutes=3))


def _exchange_messages(connection, memory, client, staff, now):
    asked = now - timedelta(days=6)
    correspondence.add(connection, memory, client, QUESTION, asked, None)
    at = asked + timedelta(hours=3)
    written = messages.add(
        connection, memory, client, staff, None, ANSWER, at, at + timedelta(seconds=20)
    )
    messages.settle(connection, memory, written, messages.SENT, at + timedelta(seconds=21))
    correspondence.settle(connection, memory, client, Received.ANSWERED, staff, written, at)
    correspondence.add(connection, memory, client, WAITING, now - timedelta(hours=7), None)


def _want(connection, memory, client, now):
    begun = now - timedelta(days=40)
    for words, ratings, is_shared in (
        (GOAL, (2, 3, 3, 5, 6), True),
        (REACHED, (4, 7, 10), True),
        (HIDDEN_GOAL, (1,), False),
    ):
        draft = Draft(words, ratings[0], is_shared)
        goal = goals.begin(connection, memory, client, draft, begun.date(), begun)
        for weeks, value in enumerate(ratings[1:], start=1):
            at = begun + timedelta(weeks=weeks)
            goals.rate(connection, memory, goal, value, at.date(), at)
        if words == GOAL:
            _steps(connection, memory, goal, begun)
        if words == REACHED:
            goals.close(connection, memory, goal, GoalState.REACHED, now - timedelta(days=19))


def _steps(connection, memory, goal, begun):
    for words in (STEP, "Three stops, alone", "The whole way"):
        goals.add_step(connection, memory, goal, words, begun)
    first = goals.get(connection, memory, goal).steps[0]
    goals.tick(connection, memory, goal, first.id, begun + timedelta(days=12))


def _mark(connection, memory, client, staff, now):
    for by, title, back, is_shared in (
        (None, MOMENT, 33, True),
        (staff, MARKED, 24, True),
        (None, HIDDEN_MOMENT, 8, False),
    ):
        at = now - timedelta(days=back)
        moments.mark(connection, memory, client, by, Marked(title, at.date(), is_shared), at)


def _shelve(connection, memory, client, staff, now):
    at = now - timedelta(days=13)
    resources.keep(connection, memory, MEDITATION, at)
    item = shelves.put(connection, memory, client, staff, MEDITATION.code, WHY, at, tell_at=None)
    shelves.opened(connection, memory, item, at + timedelta(hours=9))
    shelves.react(connection, memory, item, Reaction.HELPFUL, at + timedelta(days=2))


def _hold_the_same(connection, memory, client, staff, now):
    """Notes of four sessions: agreed to, asked to be changed, waiting, and not proposed yet."""
    weeks = ((NOTE_BEFORE, 25, Answer.AGREED), (NOTE_ASKED, 18, Answer.CHANGE), (NOTE, 4, None))
    for text, back, said in weeks:
        at = now - timedelta(days=back)
        made = notes.draft(connection, memory, client, staff, text, at.date(), at)
        notes.propose(connection, memory, made, digest(text), now + timedelta(days=10), at)
        if said is not None:
            words = WANTED if said.has_words else ""
            answered = at + timedelta(hours=20)
            notes.answer(connection, memory, made, 1, digest(text), said, words, answered)
        if said is Answer.AGREED:
            mark = notes.mark(connection, memory, made)
            act = Act(
                ActorRole.PORTAL, "portal", Action.SETTLED, Kind.NOTE, str(made), client, mark
            )
            audit.append(connection, memory, [act], answered)
    notes.draft(connection, memory, client, staff, NOTE_DRAFT, now.date(), now)


def _do_homework(connection, memory, client, staff, now):
    at = now - timedelta(days=10)
    given = Given("Three thoughts", TASK, (now - timedelta(days=3)).date())
    piece = homework.assign(
        connection, memory, client, staff, given, at, tell_at=None, look_at=None
    )
    done = now - timedelta(days=3)
    homework.answer(connection, memory, piece, Homework.DONE, done)
    homework.add_words(connection, memory, piece, ABOUT_TASK, done)
    photo = homework_files.put(connection, memory, client, piece, "ref", "page.jpg", done)
    homework_files.keep(connection, memory, client, photo, diary_page(), done)
    homework.add_file(connection, memory, piece, photo, done + timedelta(minutes=1))
    homework.review(connection, memory, piece, staff, REVIEW, done + timedelta(hours=20))


def diary_page(size=(1200, 900)):
    """A photo of a page of a diary, as it is kept once it was made anew."""
    width, height = size
    page = Image.new("RGB", size, "#d8c8ae")
    pen = ImageDraw.Draw(page)
    pen.rectangle((60, 50, width - 60, height), fill="#fdfaf1")
    for line in range(190, height, 110):
        pen.line((60, line, width - 60, line), fill="#bccfdc", width=3)
    pen.line((190, 50, 190, height), fill="#e0a39b", width=3)
    font = ImageFont.load_default(72)
    for number, words in enumerate(DIARY):
        pen.text((225, 98 + 110 * number), words, fill="#27384f", font=font)
    made = BytesIO()
    page.save(made, "JPEG", quality=80)
    return made.getvalue()
