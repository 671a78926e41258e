"""Filling in what a client has asked for: a copy, its passphrase, and the receipt of an erasure."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from conversations.contents import Argument, Look, Style
from conversations.envelopes import Shown, ShownButton, ShownLine
from conversations.flows import exporting
from conversations.flows.checkin import help_button
from conversations.showing import button
from conversations.wording import Wording
from portal import phone_filling
from portal.export.gathering import gathered
from portal.export.record import CopyRequest
from portal.export_deeds import SHOWN_FOR
from portal.scene import Scene
from store import erasures, exports

MINUTE = timedelta(minutes=1)


def archive(scene: Scene, wanted: UUID, words: Wording) -> tuple[Shown, CopyRequest]:
    """The words beside the file, and what it is to be made from."""
    found, passphrase = exports.passphrase(scene.connection, scene.memory, wanted)
    lines = (ShownLine(words.say("export-file")),)
    return Shown(lines), CopyRequest(gathered(scene, found.client), passphrase)


def passphrase(scene: Scene, wanted: UUID, words: Wording) -> Shown:
    """The passphrase of a copy, hidden until it is tapped, and until when it stands there."""
    _, secret = exports.passphrase(scene.connection, scene.memory, wanted)
    until = words.clock(scene.now + SHOWN_FOR + MINUTE).rpartition(":")[0]
    noted = ShownButton(
        words.say("export-noted-button"),
        exporting.passphrase_slot(wanted),
        exporting.NOTED,
        Look.PRIMARY,
    )
    return Shown(
        (
            ShownLine(words.say("export-passphrase")),
            ShownLine(secret, Style.HIDDEN),
            ShownLine(words.say("export-passphrase-until", {"until": until}), Style.NOTE),
        ),
        ((noted,), (button(help_button(), words, {}),)),
    )


def receipt(scene: Scene, wanted: UUID, words: Wording) -> Shown:
    """What was destroyed and when, what may still lie elsewhere, and the number to ask by."""
    found = erasures.get(scene.connection, scene.memory, wanted)
    # Nothing says any more whether whoever reads this had chosen discreet words: so it gets them.
    words = replace(words, discreet=True)
    known = phone_filling.neutral(words)
    done: dict[str, Argument] = {
        **known,
        "at": found.erased_at or scene.now,
        "rows": found.rows or 0,
    }
    if found.copies_until is not None:
        copies = words.say("receipt-copies-until", {**known, "until": found.copies_until.date()})
    elif scene.connection.dialect.name == "sqlite":
        copies = words.say("receipt-copies-ask", known)
    else:
        # Its log is its own, and is not emptied by us.
        copies = words.say("receipt-log-ask", known)
    return Shown(
        (
            ShownLine(words.say("receipt-title"), Style.TITLE),
            ShownLine(words.say("receipt-done", done)),
            ShownLine(copies),
            ShownLine(words.say("receipt-chat")),
            ShownLine(words.say("receipt-thanks")),
            ShownLine(words.say("receipt-number", {"receipt": str(wanted)}), Style.NOTE),
        ),
        ((button(help_button(), words, {}),),),
    )
