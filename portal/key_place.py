"""Which place the settings name for the keys."""

import os
from pathlib import Path

from portal.settings import Settings
from store.key_provider import Command, Credential, KeyFile

CREDENTIALS = "CREDENTIALS_DIRECTORY"
"""Where systemd tells a service its credentials are."""


def place_of(found: Settings) -> KeyFile | Credential | Command:
    """The one place; settings that name two are refused before."""
    if found.key_command is not None:
        return Command(found.key_command, os.environ)
    if found.key_credential is not None:
        folder = os.environ.get(CREDENTIALS)
        return Credential(found.key_credential, None if folder is None else Path(folder))
    return KeyFile(found.key_file)
