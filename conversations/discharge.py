"""The end of a therapy, and its beginning again: what a therapist does about it."""

from dataclasses import dataclass
from typing import TypeAlias

from care.people import ClientId


@dataclass(frozen=True, slots=True)
class OpenDischargeForm:
    """Open the form that says what a discharge does, directly after the commit."""

    client: ClientId


@dataclass(frozen=True, slots=True)
class Discharge:
    """The client's therapy here ends, perhaps with a few words of the therapist's."""

    client: ClientId
    text: str = ""


@dataclass(frozen=True, slots=True)
class OpenReadmissionForm:
    """Open the form that says what a readmission does, directly after the commit."""

    client: ClientId


@dataclass(frozen=True, slots=True)
class Readmit:
    """A client who was discharged begins a new course of therapy here."""

    client: ClientId


DischargeEffect: TypeAlias = OpenDischargeForm | Discharge | OpenReadmissionForm | Readmit
