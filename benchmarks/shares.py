"""Where the time goes: looks at the running thread many times a second and counts what it does.

The look waits for the interpreter's lock, which a thread gives up when it sends or waits for a
disk: shares of `reply` and `sql` come out somewhat too large, those of pure Python too small.
"""

import sys
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import FrameType

EVERY_SECONDS = 0.002

# The innermost frame that says what is done decides; the first name that its file holds.
PARTS: Mapping[str, str] = {
    "/store/vault.py": "seal",
    "/bots/telegram_clients/hearing.py": "parse",
    "/bots/telegram_clients/": "reply",
    "/aiohttp/": "reply",
    "/aiogram/": "reply",
    "/sqlalchemy/": "sql",
    "/aiosqlite/": "sql",
    "/asyncpg/": "sql",
    "/conversations/talk.py": "turn",
    "/conversations/flows/": "turn",
    "/conversations/": "wording",
    "/store/": "rows",
    "/portal/desk.py": "desk",
    "/portal/": "carrier",
}
COMMIT = ("do_commit", "_connection_commit_impl")
IDLE = "waiting"


@contextmanager
def shares(into: dict[str, float]) -> Iterator[None]:
    """Puts the share of each part, of the time that this thread was busy, into the mapping."""
    seen: Counter[str] = Counter()
    watched, over = threading.get_ident(), threading.Event()

    def look() -> None:
        while not over.wait(EVERY_SECONDS):
            seen[part_of(sys._current_frames().get(watched))] += 1

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()
    seen.pop(IDLE, None)
    total = max(seen.total(), 1)
    into.update({name: count / total for name, count in seen.most_common()})


def part_of(frame: FrameType | None) -> str:
    """What a thread is doing, by its innermost frame that says so."""
    while frame is not None:
        if frame.f_code.co_name in COMMIT:
            return "commit"
        file = frame.f_code.co_filename
        if "/benchmarks/" in file:
            return IDLE
        for name, part in PARTS.items():
            if name in file:
                return part
        frame = frame.f_back
    return IDLE
