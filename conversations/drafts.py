"""What somebody types in several messages before they send it."""

_BETWEEN = "\n\n"


def joined(before: str, words: str) -> str:
    """What was written so far, and below it what was written now."""
    return _BETWEEN.join(filter(None, (before, words.strip())))
