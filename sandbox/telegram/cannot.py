"""What the app does not let a person do."""


class NoSuchButton(LookupError):
    """No visible button has this label; the message lists those that are there."""


class CannotDo(Exception):
    """The app would not let a person do this."""
