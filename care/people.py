"""Who is who: ids, roles and states of the people the portal serves."""

from enum import StrEnum
from typing import NewType
from uuid import UUID

PracticeId = NewType("PracticeId", UUID)
ClientId = NewType("ClientId", UUID)
StaffId = NewType("StaffId", UUID)
EpisodeId = NewType("EpisodeId", UUID)


class Role(StrEnum):
    """What a member of staff may do; one person may hold several."""

    THERAPIST = "therapist"
    FACILITATOR = "facilitator"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


class ClientStatus(StrEnum):
    """Where a client stands with the portal."""

    INVITED = "invited"
    ACTIVE = "active"
    PAUSED = "paused"
    STOPPED = "stopped"
    DISCHARGED = "discharged"

    @property
    def takes_part(self) -> bool:
        """Whether the client has joined, and has neither stopped nor been discharged."""
        return self in (ClientStatus.ACTIVE, ClientStatus.PAUSED)


class PictureChoice(StrEnum):
    """When the client wants to see scores and the progress picture (CLINICAL.md, section 5)."""

    EACH = "each"
    WEEKLY = "weekly"
    THERAPIST = "therapist"
    NEVER = "never"


class Shown(StrEnum):
    """What a client sees only where the therapist lets it be seen."""

    BANDS = "bands"
    """Names of score ranges and of changes; the client has to want them too."""
    LINKS = "links"
    """Two daily numbers side by side."""
