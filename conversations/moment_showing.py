"""Key moments in words: for the client who has them, and for the therapist, in Slack."""

from collections.abc import Mapping, Sequence

from care.moments import Moment
from care.people import ClientId, StaffId
from conversations.contents import Argument, Button, Look, Style
from conversations.envelopes import Shown, ShownButton, ShownLine
from conversations.flows import marking, moments, records
from conversations.flows.checkin import help_button
from conversations.showing import Known, button
from conversations.wording import Wording

LISTED = 12
"""So many moments are listed at a time, the newest days; the copy of one's own holds them all."""

ON_A_BUTTON = 34
"""So many letters of a title a telephone shows on a button."""

# --- for the client -------------------------------------------------------------------------


def listed(
    found: Sequence[Moment], names: Mapping[StaffId, str], words: Wording, known: Known
) -> Shown:
    """The newest moments, each with its day; each opens with one tap."""
    shown = found[:LISTED]
    lines = [ShownLine(words.say("moment-list-title", known), Style.TITLE)]
    if not shown:
        lines.append(ShownLine(words.say("moment-list-nothing", known)))
    else:
        lines.append(ShownLine("\n".join(_listed(each, names, words) for each in shown)))
    if len(found) > LISTED:
        lines.append(ShownLine(words.say("moment-list-more", {"moments": LISTED}), Style.NOTE))
    new = Button("moment-new-button", moments.LIST, moments.NEW, look=Look.PRIMARY)
    rows = ((button(new, words, known),), *((_opens(each),) for each in shown))
    return Shown(tuple(lines), (*rows, (button(help_button(), words, known),)))


def _listed(moment: Moment, names: Mapping[StaffId, str], words: Wording) -> str:
    said = [words.full_day(moment.on), moment.title]
    if moment.staff is not None:
        by = names.get(moment.staff, "")
        said.append(words.say("moment-by-therapist", {"therapist": by}))
    elif not moment.is_shared:
        said.append(words.say("moment-private"))
    return f"· {' – '.join(said)}"


def _opens(moment: Moment) -> ShownButton:
    """A button that wears the title, as it was written."""
    fits = len(moment.title) <= ON_A_BUTTON
    label = moment.title if fits else f"{moment.title[: ON_A_BUTTON - 1].rstrip()}…"
    return ShownButton(label, moments.question(moment.id), moments.SHOW)


def card(moment: Moment, words: Wording, known: Known) -> Shown:
    """One moment, who may see it, and what can be done about it."""
    lines = [
        ShownLine(moment.title, Style.TITLE),
        ShownLine(words.say("moment-on-day", {"on": words.full_day(moment.on)})),
    ]
    if moment.staff is not None:
        lines.append(ShownLine(words.say("moment-marked-by", known)))
        return Shown(tuple(lines), (_around(words, known),))
    stands = "moment-is-shared" if moment.is_shared else "moment-is-private"
    lines.append(ShownLine(words.say(stands, known)))
    asked = moments.question(moment.id)
    other = (
        Button("moment-hide-button", asked, moments.PRIVATE)
        if moment.is_shared
        else Button("moment-share-button", asked, moments.SHARED)
    )
    rows = (
        (Button("moment-words-button", asked, moments.WORDS),),
        (other,),
        (Button("moment-away-button", asked, moments.AWAY),),
    )
    drawn = tuple(tuple(button(each, words, known) for each in row) for row in rows)
    return Shown(tuple(lines), (*drawn, _around(words, known)))


def gone(words: Wording, known: Known) -> Shown:
    """Instead of a moment that was taken away."""
    return Shown((ShownLine(words.say("moment-gone", known)),), (_around(words, known),))


def _around(words: Wording, known: Known) -> tuple[ShownButton, ...]:
    whole = Button("moment-list-button", moments.LIST, moments.SHOW)
    return button(whole, words, known), button(help_button(), words, known)


# --- for the therapist ------------------------------------------------------------------------


def of_client(
    client: ClientId,
    code: str,
    found: Sequence[Moment],
    names: Mapping[StaffId, str],
    words: Wording,
    *,
    may_act: bool,
    page: int = 0,
) -> Shown:
    """A page of a client's shared moments, and one more where there is another page.

    What the client wrote is on the record page, and not in Slack.
    """
    whose: dict[str, Argument] = {"client": code}
    lines = [ShownLine(words.say("staff-moments-title", whose), Style.TITLE)]
    shown = found[:LISTED]
    if not shown:
        lines.append(ShownLine(words.say("staff-moments-none", whose)))
    rows: list[tuple[ShownButton, ...]] = []
    for number, each in enumerate(shown, start=page * LISTED + 1):
        lines.append(ShownLine(_told(number, each, names, words)))
        if may_act and each.staff is not None:
            away = Button(
                "staff-moment-away-button",
                marking.moment(each.id),
                marking.AWAY,
                {"number": number},
            )
            rows.append((button(away, words, {}),))
    if turns := _turns(client, page, has_more=len(found) > LISTED):
        rows.append(tuple(button(each, words, {}) for each in turns))
    lines.append(ShownLine(words.say("staff-moments-note", whose), Style.NOTE))
    below = [Button("record-open-button", f"{records.RECORD}:{client}", records.OPEN)]
    if may_act:
        new = Button(
            "staff-moment-mark-button", marking.of(client), marking.MARK, look=Look.PRIMARY
        )
        below.insert(0, new)
    rows.append(tuple(button(each, words, {}) for each in below))
    return Shown(tuple(lines), tuple(rows))


def _turns(client: ClientId, page: int, *, has_more: bool) -> tuple[Button, ...]:
    """The ways to newer and to older days."""
    turned = (("staff-moments-newer-button", page - 1), ("staff-moments-older-button", page + 1))
    wanted = (page > 0, has_more)
    return tuple(
        Button(key, marking.of(client), marking.page(number))
        for (key, number), is_there in zip(turned, wanted, strict=True)
        if is_there
    )


def _told(number: int, moment: Moment, names: Mapping[StaffId, str], words: Wording) -> str:
    said: dict[str, Argument] = {"number": number, "on": words.full_day(moment.on)}
    if moment.staff is None:
        return words.say("staff-moment-of-client", said)
    by = names.get(moment.staff, "")
    return words.say("staff-moment", {**said, "title": moment.title, "therapist": by})
