"""How often a method may be called: buckets that fill again as time passes."""

import math
from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import datetime

from sandbox.slack.errors import RateLimited


@dataclass(frozen=True, slots=True)
class Limit:
    """So many calls at once, and so many a second after that."""

    burst: int
    each_second: float


POST_MESSAGE = Limit(burst=5, each_second=1.0)
PUBLISH_VIEW = Limit(burst=100, each_second=100 / 60)


@dataclass(slots=True)
class Buckets:
    """What is left of each limit for each channel or app."""

    levels: dict[Hashable, tuple[float, datetime]] = field(default_factory=dict)

    def take(self, limit: Limit, key: Hashable, now: datetime) -> None:
        """One call, or `RateLimited` with the whole seconds until there is room."""
        level, before = self.levels.get(key, (float(limit.burst), now))
        passed = max((now - before).total_seconds(), 0.0)
        level = min(level + passed * limit.each_second, float(limit.burst))
        # A hair below one is one: seconds are floats, and a refill must not fall short by that.
        if level < 1 - 1e-6:
            self.levels[key] = (level, now)
            raise RateLimited(max(math.ceil((1 - level) / limit.each_second - 1e-6), 1))
        self.levels[key] = (level - 1, now)
