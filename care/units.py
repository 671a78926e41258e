"""How long a text is to the platforms that carry it."""


def utf16_length(text: str) -> int:
    """The UTF-16 units of a text, as messengers count: most small pictures count twice."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
