"""Once a week the day's message asks how near the goals are by now: one line, never a message.

It comes with the first message when a week has gone since a goal was rated last, and after four
weeks of silence about them not any more. What is asked of goals is asked of nobody else.
"""

from care.budget import Pace, Permit, Standing
from care.goals import is_time_to_rate
from conversations.contents import Line
from portal.scene import Scene
from store import goals
from store.people import Client

LINE = "goal-line"


def lines(scene: Scene, client: Client, permit: Permit, standing: Standing) -> list[Line]:
    """How near the open goals are, as one line of the message that is allowed anyway."""
    if permit.pace is not Pace.USUAL or client.is_gentle(scene.now):
        return []
    rated_on = goals.last_rated(scene.connection, scene.memory, client.id)
    if rated_on is None or not is_time_to_rate(rated_on, standing.last_written, permit.day):
        return []
    return [Line(LINE)]
