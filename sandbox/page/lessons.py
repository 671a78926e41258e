"""The guided tour: what there is to try, and what was done of it."""

from collections.abc import Sequence
from typing import Any

from sandbox.page.cast import Lesson

Json = dict[str, Any]


class Lessons:
    """The steps of the tour; each is ticked off when its sign is seen for the first time."""

    def __init__(self, steps: Sequence[Lesson]) -> None:
        self._steps = tuple(steps)
        self._seen: set[str] = set()

    def saw(self, sign: str) -> bool:
        """Something happened; True when a step is done by it."""
        news = sign not in self._seen and any(step.done == sign for step in self._steps)
        self._seen.add(sign)
        return news

    def shows(self) -> list[Json]:
        """All steps in their order."""
        return [
            {
                "title": step.title,
                "what": step.what,
                "where": step.where.value,
                "who": step.who,
                "done": step.done in self._seen,
            }
            for step in self._steps
        ]
