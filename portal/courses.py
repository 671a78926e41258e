"""A client's scores in one course, for pictures and sentences."""

from care.people import ClientId
from care.progress import Trajectory
from portal.scene import Scene
from store import check_ins


def course_of(scene: Scene, client: ClientId, name: str) -> Trajectory | None:
    """The scores kept under this name, with the dates left unanswered; None before the first."""
    return check_ins.course(scene.connection, scene.memory, client, name, scene.library)
