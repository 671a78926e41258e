"""Who read what about the client: which page is asked for."""

from conversations.contents import DisclosurePart
from conversations.turn import ShowDisclosures

QUESTION = SLOT = "who"


def choice(part: DisclosurePart, page: int) -> str:
    """What a button to this page brings back."""
    return f"{part}-{page}"


def asked() -> ShowDisclosures:
    """The newest page, at the end of the chat."""
    return ShowDisclosures(DisclosurePart.READERS, 0, fresh=True)


def tapped(pressed: str) -> ShowDisclosures:
    """The page of a button; an unknown one shows the first."""
    part, _, page = pressed.rpartition("-")
    if part in tuple(DisclosurePart) and page.isdecimal() and len(page) < 5:
        return ShowDisclosures(DisclosurePart(part), int(page), fresh=False)
    return ShowDisclosures(DisclosurePart.READERS, 0, fresh=False)
