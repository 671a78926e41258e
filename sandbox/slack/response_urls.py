"""Addresses that let an app answer an interaction without a token: five times in half an hour."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sandbox.slack.errors import Refused
from sandbox.slack.records import App, Message
from sandbox.slack.workspace import Workspace

LIVES = timedelta(minutes=30)
MOST_USES = 5


@dataclass(slots=True)
class ResponseUrl:
    """Where an answer goes, and how often it was used."""

    app: App
    person: str
    channel: str
    given: datetime
    message: Message | None
    uses: int = 0


class ResponseUrls:
    """The answering addresses given out."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._given: dict[str, ResponseUrl] = {}
        # Where the server listens; known once it does.
        self.url = ""

    def new(self, app: App, person: str, channel: str, message: Message | None = None) -> str:
        ticket = self._workspace.new_id("", 24)
        now = self._workspace.now()
        self._given[ticket] = ResponseUrl(app, person, channel, now, message)
        return f"{self.url}/actions/{self._workspace.team}/{ticket}"

    def use(self, ticket: str) -> ResponseUrl:
        found = self._given.get(ticket)
        if found is None:
            raise Refused("invalid_url")
        if self._workspace.now() - found.given > LIVES:
            raise Refused("expired_url")
        if found.uses >= MOST_USES:
            raise Refused("used_url")
        found.uses += 1
        return found
