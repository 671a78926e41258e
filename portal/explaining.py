"""What a thief of the database alone would learn, and what not: said by the data map."""

from typing import Any

from care.data_map import MAP, Holding, is_sealed

OPEN = "A thief who has the database, and not the key file, would learn:"
SEALED = "They would not learn, because it is sealed under keys that the key file locks:"
ENDS = (
    "Client codes are no names; but whoever knows one of them otherwise, from Slack for example, "
    "knows whose times these are."
)


def explain() -> dict[str, Any]:
    """Table by table: in plain words, and column by column for whoever looks closer."""
    return {
        "thief_learns": [
            {"table": each.table, "in_plain_words": each.open_to_thief, "columns": _open(each)}
            for each in MAP
        ],
        "thief_does_not_learn": [
            {"table": each.table, "columns": _sealed(each)} for each in MAP if _sealed(each)
        ],
        "hashes_and_exceptions": [
            {"table": each.table, "column": column, "why": why}
            for each in MAP
            for column, why in each.in_the_open.items()
        ],
        "remark": ENDS,
    }


def explanation() -> list[str]:
    """The same for a person, as lines."""
    found = explain()
    return [
        OPEN,
        *(f"  - {each['in_plain_words']}" for each in found["thief_learns"]),
        "",
        SEALED,
        *(
            f"  - {each['table']}: {', '.join(_words(column) for column in each['columns'])}"
            for each in found["thief_does_not_learn"]
        ),
        "",
        "Not sealed although it is of a class that is:",
        *(
            f"  - {each['table']}.{each['column']}: {each['why']}"
            for each in found["hashes_and_exceptions"]
        ),
        "",
        ENDS,
    ]


def _open(holding: Holding) -> list[str]:
    return [column for column, _ in holding.columns if not is_sealed(column)]


def _sealed(holding: Holding) -> list[str]:
    return [column for column, _ in holding.columns if is_sealed(column)]


def _words(column: str) -> str:
    return column.removeprefix("sealed_").replace("_", " ").replace("wrapped", "the keys")
