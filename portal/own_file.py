"""A practice's own file that is tried in the sandbox."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OwnFile:
    """Its text, and what it is called where it is wrong."""

    text: str
    name: str
