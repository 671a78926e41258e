"""The practices' files that are shipped, and what has to be seen of each where it is tried."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from charts.style import accent, rgb

FILES = Path(__file__).parents[2] / "docs" / "practice" / "examples"


@dataclass(frozen=True)
class Example:
    """What a file says, as people come to see it."""

    path: Path
    name: str
    colour: tuple[int, int, int]
    crisis: tuple[str, ...]
    privacy: str
    scales: tuple[str, ...]
    scales_in_chat: tuple[str, ...]
    """As their clients see them: where chats are discreet, by the number of questions alone."""
    is_discreet: bool

    @classmethod
    def read(cls, path):
        found = tomllib.loads(path.read_text(encoding="utf-8"))
        return cls(
            path,
            found["practice"]["name"],
            tuple(round(255 * each) for each in rgb(accent(found["practice"]["colour"]))),
            tuple(each.partition(",")[0] for each in found["crisis"]["lines"]),
            found.get("texts", {}).get("privacy", ""),
            tuple(each["wording"]["en"]["title"] for each in found.get("scale", ())),
            tuple(_in_chat(each, found) for each in found.get("scale", ())),
            found["chat"]["discreet"],
        )


def _in_chat(scale, found):
    if found["chat"]["discreet"]:
        return f"The {scale['items']} questions"
    return scale["wording"]["en"]["title"]


EXAMPLES = {each.stem: Example.read(each) for each in sorted(FILES.glob("*.toml"))}
