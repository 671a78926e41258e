"""`docs/privacy.md`, written from the data map: python -m portal.privacy_page."""

from pathlib import Path

from care.data_map import MAP, Part, entries, of_part
from conversations.flows.privacy import told
from conversations.wording import begun, wording
from portal.explaining import explanation

PAGE = Path(__file__).parents[1] / "docs" / "privacy.md"

HEAD = """# What is kept, and who reads it

This page is written by `python -m portal.privacy_page` from `care/data_map.py`, the table from
which `/privacy` answers clients and by which the portal deletes. A test fails when it is not up to
date.

Text typed into a Telegram chat is not end-to-end encrypted: Telegram also processes what a client
types. Slack carries a client code, numbers and their picture, and never what a client wrote
([platforms](practice/platforms.md)).
"""

NAMES = {"practice": "the practice", "therapist": "the therapist"}


def page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *(_part(part) for part in Part), _thief()])


def _part(part: Part) -> str:
    words = wording("en", "UTC")
    title, *lines = (begun(_plain(words.say(line.key, NAMES)), NAMES) for line in told(part))
    rows = [
        f"| `{each.table}` | `{each.column}` | {each.data_class} | {each.purpose} | {each.keep} | "
        f"{', '.join(each.readers)} | {'yes' if each.sealed else 'no'} |"
        for each in entries(of_part(part))
    ]
    said = [line.replace("• ", "- ") if line.startswith("•") else f"\n{line}" for line in lines]
    head = (
        "| table | column | class | purpose | retention | readers | sealed |\n" + "|---" * 7 + "|"
    )
    columns = f"<details>\n<summary>Columns</summary>\n\n{head}\n" + "\n".join(rows)
    return f"## {title}\n" + "\n".join(said) + f"\n\n{columns}\n\n</details>\n"


def _thief() -> str:
    lines = [each.removeprefix("  ") for each in explanation()]
    spaced = [f"{each}\n" if each.endswith(":") else each for each in lines]
    told_of = f"`portal check --explain` says the same of all {len(MAP)} tables."
    return "## If somebody steals the database\n\n" + "\n".join(spaced) + f"\n\n{told_of}\n"


def _plain(text: str) -> str:
    # What Fluent puts around what it fills in is for chats that mix directions of writing.
    return text.replace("\u2068", "").replace("\u2069", "")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
