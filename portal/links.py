"""How two of a client's daily items go together: a picture with its uncertainty, in plain words.

Shown to a client only when the therapist lets it be seen, never within two days of a crisis card,
and only with enough days on both sides.
"""

from datetime import date, datetime

from care.insight import PAIRINGS, Insight, Link, Pairing, insight, sides
from care.progress import DailyRecord
from charts.requests import InsightPicture, Look
from conversations.contents import Argument
from conversations.courses import item_name
from conversations.wording import Wording
from portal.glance_words import plain_words
from questionnaires.catalogue import daily_item
from store.people import Client


def may_see(client: Client, now: datetime) -> bool:
    """Whether this client may see such a picture now."""
    return client.links_by_therapist and not client.is_gentle(now)


def pairing_of(record: DailyRecord) -> Pairing | None:
    """The first two items with enough days on both sides; None where there are none."""
    for each in PAIRINGS:
        if both_sides(each, record) is not None:
            return each
    return None


def shown(
    pairing: Pairing, record: DailyRecord, words: Wording, look: Look
) -> tuple[InsightPicture, list[str]] | None:
    """The picture of the same day, and sentences of it and of the day after."""
    same = _found(pairing, record)
    if same is None:
        return None
    told = _told("same", pairing, same, words)
    lines = [told]
    after = _found(pairing, record, days_later=1)
    if after is not None:
        lines.append(_told("next", pairing, after, words))
    name = _counted(pairing, words)
    measure = daily_item(pairing.felt)[0].measure(pairing.felt)
    picture = InsightPicture(
        same,
        plain_words("glance-links-title", words),
        told,
        words.say("glance-link-with", name),
        words.say("glance-link-without", name),
        words.say("glance-link-mean"),
        int(measure.lowest),
        int(measure.highest),
        item_name(pairing.felt, words),
        look,
        *(
            words.say("glance-link-days", {"days": len(each)})
            for each in (same.with_it, same.without)
        ),
    )
    return picture, [*lines, words.say("glance-link-cause"), words.say("progress-caption-footer")]


def numbers(pairing: Pairing, record: DailyRecord, words: Wording) -> list[str]:
    """The same as a list: both sides, how many days each has, and its mean."""
    found = both_sides(pairing, record)
    if found is None:
        return []
    name = _counted(pairing, words)
    lines = [words.say("glance-numbers-of", {"name": item_name(pairing.felt, words)})]
    for key, values in zip(("glance-link-with", "glance-link-without"), found, strict=True):
        side, mean = words.say(key, name), round(sum(values) / len(values), 1)
        lines.append(
            words.say("glance-link-number", {"side": side, "days": len(values), "mean": mean})
        )
    return lines


def both_sides(
    pairing: Pairing, record: DailyRecord
) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """What was felt on the days of both sides, as the picture shows them; None with too few."""
    return sides(*_values(pairing, record), at_least=pairing.at_least)


def _found(pairing: Pairing, record: DailyRecord, *, days_later: int = 0) -> Insight | None:
    values = _values(pairing, record)
    return insight(*values, at_least=pairing.at_least, days_later=days_later)


def _values(pairing: Pairing, record: DailyRecord) -> tuple[dict[date, int], dict[date, int]]:
    """What was counted and what was felt, by day."""
    return dict(record.values(pairing.counted)), dict(record.values(pairing.felt))


def _counted(pairing: Pairing, words: Wording) -> dict[str, Argument]:
    return {"counted": item_name(pairing.counted, words), "least": pairing.at_least}


def _told(day: str, pairing: Pairing, found: Insight, words: Wording) -> str:
    """A difference that chance seldom makes is told with its size, and none as ordinary too."""
    which = f"{day}-{'none' if found.link is Link.NONE else 'some'}"
    return words.say(
        f"glance-link-{which}",
        {
            **_counted(pairing, words),
            "felt": item_name(pairing.felt, words),
            "with": len(found.with_it),
            "without": len(found.without),
            "way": "lower" if found.difference < 0 else "higher",
            "difference": round(abs(found.difference), 1),
            "chance": found.by_chance,
        },
    )
