"""The page on which a newcomer is the client, the therapist and a group by hand."""

from sandbox.page.authenticator import Authenticator, Code
from sandbox.page.cast import Cast, Circle, Client, Colleague, Glimpse, Inside, Kind, Lesson, Pane
from sandbox.page.clockface import Clockface
from sandbox.page.server import Page

__all__ = [
    "Authenticator",
    "Cast",
    "Circle",
    "Client",
    "Clockface",
    "Code",
    "Colleague",
    "Glimpse",
    "Inside",
    "Kind",
    "Lesson",
    "Page",
    "Pane",
]
