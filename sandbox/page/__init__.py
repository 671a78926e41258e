"""The page on which a newcomer is the client and the therapist by hand."""

from sandbox.page.clockface import Clockface
from sandbox.page.server import Page

__all__ = ["Clockface", "Page"]
