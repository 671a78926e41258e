"""The made-up people of the demo practice and their six weeks, as numbers; nothing happens here.

Day 0 is the Monday on which all but one of them join; the sandbox opens on the Wednesday six weeks
and two days later. A line of a diary is a week from Monday to Sunday, a sign is a day: what was
answered from 0 to 9, or `-` for a day without an answer.
"""

from dataclasses import dataclass
from datetime import date, time, timedelta

from care.appointments import How
from care.journal import Prompt
from care.shelf import Reaction, Resource, ResourceKind
from questionnaires.instrument import Direction, Instrument

PRACTICE, GROUP = "Harbour Practice", "Tuesday circle"
THERAPIST, COLLEAGUE, SUPERVISOR = "Mira Winter", "Jonas Vale", "Ines Roth"
SLACK_ACCOUNTS = {THERAPIST: "U0MIRA", COLLEAGUE: "U0JONAS", SUPERVISOR: "U0INES"}

OPENS = 44
"""The day on which the sandbox opens, a Wednesday."""

PHQ9_FROM, GAD7_FROM = 1, 2
"""The days of the first questionnaires; from then on they come every week."""

# So that a total looks answered: the first points go where they often go, none to the last item.
_PHQ9_ORDER, _GAD7_ORDER = (3, 2, 1, 5, 0, 6, 4, 7), (1, 2, 0, 3, 5, 4, 6)
_PHQ9_ITEMS, _GAD7_ITEMS = 9, 7


@dataclass(frozen=True, slots=True)
class Diary:
    """What somebody answers, day by day and week by week, and how it goes on after the last day."""

    mood: str
    anxiety: str
    sleep: str
    phq9: tuple[int, ...]
    gad7: tuple[int, ...]

    def pulse(self, day: int) -> tuple[int, int, int] | None:
        """Mood, anxiety and sleep of a day; None for a day without an answer.

        After the last day the last week comes again and again.
        """
        found = [_on(each, day) for each in (self.mood, self.anxiety, self.sleep)]
        mood, anxiety, sleep = found
        return None if "-" in found else (int(mood), int(anxiety), int(sleep))

    def feels(self, day: int) -> float:
        """How well they are on a day, from 0 to 1; in the middle on a day without an answer."""
        mood = _on(self.mood, day)
        return 0.5 if mood == "-" else int(mood) / 9

    def questionnaire(self, code: str, day: int) -> tuple[int, ...]:
        """The answers to a questionnaire that was asked on this day, item by item."""
        if code == "phq9":
            return spread(_at(self.phq9, (day - PHQ9_FROM) // 7), _PHQ9_ITEMS, _PHQ9_ORDER)
        return spread(_at(self.gad7, (day - GAD7_FROM) // 7), _GAD7_ITEMS, _GAD7_ORDER)


@dataclass(frozen=True, slots=True)
class Character:
    """Somebody made up who is a client: what they are like, and what they answer."""

    name: str
    word: str
    diary: Diary | None
    """None for who never fills anything in."""
    at: str = "19:30"
    until: int | None = None
    """The first day without any further answer; None for who goes on."""
    pauses_on: int | None = None
    late: frozenset[int] = frozenset()
    """Days of which the pulse was answered a day later."""
    of: str = THERAPIST
    meets: bool = True
    """Whether they are in the group."""

    def answers(self, asked: Instrument, day: int) -> tuple[int, ...] | None:
        """What they answer to an instrument that was asked on this day; None for nothing."""
        if self.diary is None or (self.until is not None and day >= self.until):
            return None
        match asked.code:
            case "pulse":
                return self.diary.pulse(day)
            case "phq9" | "gad7":
                return self.diary.questionnaire(asked.code, day)
            case _:
                return as_they_feel(asked, self.diary.feels(day))


ANA = Character(
    "Ana",
    "improving",
    Diary(
        mood="4344344 4435445 45-5455 55655-6 6566567 6766767 7767787",
        anxiety="7767767 6776676 66-6566 56556-5 5454544 4434434 3433343",
        sleep="4545454 5455565 56-6565 66566-6 6766767 7677677 7877787",
        phq9=(17, 16, 14, 13, 11, 9, 8, 7, 6),
        gad7=(14, 13, 12, 10, 9, 8, 7, 6, 5),
    ),
    at="08:30",
)
BEN = Character(
    "Ben",
    "declining",
    Diary(
        mood="6766766 6656676 6565656 6543455 5545454 4544345 4322332",
        anxiety="4454454 5445445 4554554 5566565 6566566 6676767 7778778",
        sleep="6766766 6656665 5655655 5444554 5454454 4434434 3332332",
        phq9=(9, 9, 10, 11, 12, 13, 16, 17, 17),
        gad7=(7, 7, 8, 8, 9, 10, 12, 13, 13),
    ),
)
CLARA = Character(
    "Clara",
    "silent",
    Diary(
        mood="5454545 5545455 5455445 5545545 54545-- -------",
        anxiety="6565656 5656565 6556556 6556565 56565-- -------",
        sleep="5556556 5565655 6565565 5655655 55656-- -------",
        phq9=(12, 12, 11, 11, 12),
        gad7=(9, 9, 8, 9, 9),
    ),
    until=33,
    late=frozenset({9, 23}),
)
DAVID = Character(
    "David",
    "on a pause",
    Diary(
        mood="5655655 5656656 6566566 6656676 6676676 7677677",
        anxiety="5554554 5454454 4554454 4445444 4344434 3434343",
        sleep="6565656 6656656 6666666 6766676 7676767 7767677",
        phq9=(11, 10, 10, 9, 9, 8, 8),
        gad7=(8, 8, 7, 7, 6, 6, 6),
    ),
    until=38,
    pauses_on=38,
)
EVA = Character("Eva", "new", None, meets=False)
FARID = Character("Farid", "in the group alone", None, of=COLLEAGUE)
GWEN = Character("Gwen", "in the group alone", None, of=COLLEAGUE)

CHARACTERS = (ANA, BEN, CLARA, DAVID, EVA, FARID, GWEN)
JOINED = tuple(each for each in CHARACTERS if each is not EVA)
MEMBERS = tuple(each for each in CHARACTERS if each.meets)

HOMEWORK = (
    (
        ANA,
        "A walk before dinner",
        "Fifteen minutes, without the phone, on three evenings of this week. Notice one thing "
        "that you would not have seen from home.",
        3,
    ),
    (
        BEN,
        "One pleasant thing a day",
        "Something small that once was pleasant: a song, a cup of tea on the balcony. Write down "
        "what it was, and how it was.",
        5,
    ),
)
"""What Mira has assigned: to whom, the title, what to do, and in how many days it is due."""

LIBRARY = (
    Resource(
        "slow-breathing",
        "Slow breathing",
        ResourceKind.TRY,
        about="For evenings on which the day does not want to end.",
        text="Breathe in while you count to four, and out while you count to six. Let the "
        "shoulders sink with each breath out. Ten breaths are enough; when the mind wanders off, "
        "the next breath is a good place to begin again.",
        minutes=3,
    ),
    Resource(
        "small-steps",
        "Why small steps count",
        ResourceKind.READ,
        about="What doing a little does, on days when there is no wish to do anything.",
        text="When we wait until we feel like it, the wait can be long: often the wish comes with "
        "the doing. A small step is one that is possible on a poor day. It is allowed to look too "
        "small. It counts when it is done, not when it is big.",
        minutes=2,
    ),
    Resource(
        "evening-without-screens",
        "An hour without screens",
        ResourceKind.TRY,
        about="For whoever lies awake for long.",
        text="Choose an evening of this week. From an hour before bed the telephone stays in "
        "another room. Put something beside the bed that you like to hold: a book, a cup, a pen.",
        minutes=60,
    ),
    Resource(
        "body-scan",
        "A walk through the body",
        ResourceKind.LISTEN,
        about="Lying down, from the feet to the head.",
        link="https://example.org/body-scan",
        minutes=12,
    ),
    Resource(
        "neighbourhood-walks",
        "Walks in the neighbourhood",
        ResourceKind.PLACE,
        about="A group that walks for an hour, every Saturday, in all weathers.",
        link="https://example.org/walks",
    ),
)
"""What the practice has in its library."""

SHELVES = (
    (ANA, "slow-breathing", "You told me that the evenings are long.", 20, Reaction.HELPFUL),
    (ANA, "neighbourhood-walks", "", 9, Reaction.NOT_FOR_ME),
    (ANA, "small-steps", "Shoes beside the bed: this is why it works.", 0, None),
    (BEN, "small-steps", "For the mornings.", 12, None),
    (BEN, "evening-without-screens", "One evening is enough to try it.", 0, None),
    (CLARA, "body-scan", "The long version of what we did together.", 15, Reaction.HELPFUL),
    (CLARA, "slow-breathing", "", 6, None),
)
"""What Mira put on whose shelf, why, how many days ago, and what was said of it; 0: only now."""

MOMENTS = (
    (ANA, "First evening back in the choir", 16, None, True),
    (ANA, "Argued with my sister", 9, None, False),
    (BEN, "First day back at work", 12, THERAPIST, True),
)
"""Key moments: whose, what, how many days ago, who marked it, and whether the therapist sees it."""

GOALS = (
    (
        ANA,
        "Sing in the choir again",
        ((40, 2), (19, 4), (4, 6)),
        ("Call the choir", "One rehearsal"),
        True,
    ),
    (ANA, "Ring my sister once a week", ((30, 1), (9, 3)), (), True),
    (BEN, "Get up before nine", ((35, 5), (12, 3)), ("Shoes beside the bed",), False),
)
"""Goals: whose, what, how near it was how many days ago, smaller steps of which the first is done,
and whether the therapist sees it."""

JOURNAL = (
    (
        ANA,
        12,
        ((Prompt.FREE, "Slept badly, and went to choir all the same."),),
        1,
    ),
    (
        ANA,
        8,
        (
            (Prompt.HAPPENED, "My sister called. We did not shout this time."),
            (Prompt.FELT, "Tired afterwards, but not small."),
            (Prompt.HELPED, "Saying that I would call back, and then calling back."),
        ),
        0,
    ),
    (ANA, 3, ((Prompt.FREE, "Walked the long way home. The light on the water."),), 1),
    (BEN, 5, ((Prompt.FREE, "Nobody needs to know this, but the mornings are the worst."),), 0),
)
"""Journal entries: whose, how many days ago, what was written, and whether it is shared (1)."""
NOTES = (
    (
        ANA,
        16,
        "What we hold on to: the choir was frightening before it began, and good once you sang.\n\n"
        "Until we meet: go again on Thursday, and ring your sister on a day of your choosing.",
        True,
    ),
    (
        ANA,
        1,
        "You walked on three evenings, and slept better after two of them. We leave open whether "
        "it was the walking.\n\nUntil we meet:\n- shoes beside the bed\n- no phone on the walk\n"
        "- tell your sister when you would rather not talk",
        False,
    ),
)
"""Notes of sessions: whose, how many days ago, what they hold on to, and whether that is agreed."""

WRITTEN = (
    "I could not do the walk this week. My sister came, and the days went by.",
    "That sounds like a full week. The walk can wait; tell me on Tuesday how it was with her.",
    "One more thing for Tuesday: I would like to talk about the choir.",
)
"""What Ana wrote lately, what Mira answered, and what Ana wrote last, which waits."""
APPOINTMENTS = (
    (ANA, 1, time(16), 50, How.ROOM, "Room 2, second floor", True),
    (CLARA, 2, time(10), 50, How.VIDEO, "https://example.org/meet/harbour", False),
)
"""Whom Mira meets in how many days, when, for how long, how and where; and who said yes."""

SUPPORT = (
    "Thank you for keeping up your check-ins in a week that looks heavy. We will look at it "
    "together when we meet; until then, be as kind to yourself as you would be to a friend."
)
"""What Mira wrote to Ben in the fourth week."""

GROUP_WORDS = (
    (DAVID, "Hello everybody. I was not sure about writing here, so I will just begin."),
    (ANA, "Good that you are here. What helped me this week was a walk before breakfast."),
    (BEN, "I would like to hear how you got yourself out of the door, Ana."),
    (ANA, "Shoes beside the bed. Honestly, that was all."),
)
"""What was said in the group lately."""


def spread(total: int, items: int, order: tuple[int, ...]) -> tuple[int, ...]:
    """Answers from 0 to 3 that add up to a total; an item outside the order stays at 0."""
    answers = [0] * items
    for number in range(total):
        answers[order[number % len(order)]] += 1
    return tuple(answers)


def as_they_feel(asked: Instrument, well: float) -> tuple[int, ...]:
    """Answers to a scale that the story does not know, none of them critical."""
    answers = []
    for number in asked.numbers:
        item = asked.item(number)
        good_is_high = (asked.higher_is is Direction.BETTER) is not item.reversed
        allowed = [each for each in item.choices if not asked.is_critical(number, each)]
        choices = sorted(allowed or item.choices)
        answers.append(choices[round((well if good_is_high else 1 - well) * (len(choices) - 1))])
    return tuple(answers)


def begins(today: date) -> date:
    """Day 0 for a sandbox that is opened today: it opens on today's Wednesday or the last one."""
    return today - timedelta(days=(today.weekday() - 2) % 7 + OPENS)


def _on(line: str, day: int) -> str:
    days = line.replace(" ", "")
    return days[day] if day < len(days) else days[len(days) - 7 + (day - len(days)) % 7]


def _at(scores: tuple[int, ...], week: int) -> int:
    return scores[min(max(week, 0), len(scores) - 1)]
