"""The crisis card of a practice without its database: from the numbers in a file, nothing else."""

from collections.abc import Callable

from conversations import showing
from conversations.contents import CrisisReason
from conversations.envelopes import Inbound, Shown
from conversations.flows import checkin
from conversations.turn import Tapped
from conversations.wording import guessed, wording
from portal.calls_for_help import needs_card
from portal.crisis_file import CrisisEntry
from questionnaires.library import Library


def rescued(inbound: Inbound, newest: Callable[[], CrisisEntry], library: Library) -> Shown | None:
    """What is shown to who asks for help; None for who does something else."""
    if not needs_card(inbound, library):
        return None
    critical = isinstance(inbound.event, Tapped) and checkin.is_critical_tap(
        inbound.event.question, inbound.event.choice, library
    )
    card = newest()
    words = wording(guessed((inbound.language, card.locale)))
    reason = CrisisReason.CRITICAL if critical else CrisisReason.ASKED
    return showing.crisis_card(card.contacts, words, reason, is_client=False)
