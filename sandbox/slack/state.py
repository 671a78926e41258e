"""Everything the methods work on, in one hand."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sandbox.slack import blocks
from sandbox.slack.blocks import Surface
from sandbox.slack.errors import Refused, invalid
from sandbox.slack.files import Files
from sandbox.slack.findings import Findings
from sandbox.slack.limits import Buckets, Limit
from sandbox.slack.modals import Modals
from sandbox.slack.records import App, Json, Message
from sandbox.slack.response_urls import ResponseUrls
from sandbox.slack.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Arguments:
    """What a caller sent along, with Slack's words for what is missing."""

    values: Mapping[str, Any]

    def get(self, name: str) -> Any:
        value = self.values.get(name)
        return None if value == "" else value

    def text(self, name: str, default: str = "") -> str:
        value = self.values.get(name)
        return default if value is None else str(value)

    def needed(self, name: str) -> Any:
        value = self.get(name)
        if value is None:
            raise invalid("invalid_arguments", [f"missing required field: {name}"])
        return value

    def number(self, name: str, default: int) -> int:
        value = self.get(name)
        try:
            return default if value is None else int(value)
        except (TypeError, ValueError):
            raise invalid("invalid_arguments", [f"must be an integer: {name}"]) from None

    def flag(self, name: str) -> bool:
        return str(self.values.get(name, "")).lower() in ("1", "true")


@dataclass(slots=True)
class State:
    """The workspace with its modals, files, limits and answering addresses."""

    workspace: Workspace
    files: Files
    modals: Modals
    response_urls: ResponseUrls
    buckets: Buckets = field(default_factory=Buckets)
    # A benchmark may want to know the app's speed, not Slack's patience.
    limited: bool = True

    @classmethod
    def fresh(cls, now: Callable[[], datetime], team: str, dice: random.Random) -> "State":
        workspace = Workspace(now, team, dice)
        files = Files(workspace)
        return cls(workspace, files, Modals(workspace, files), ResponseUrls(workspace))

    def take(self, limit: Limit, *key: str) -> None:
        if self.limited:
            self.buckets.take(limit, key, self.workspace.now())

    def message_blocks(self, given: object) -> tuple[Json, ...]:
        """Blocks of a message, checked and completed."""
        if given in (None, "", []):
            return ()
        value = blocks.parsed(given)
        if not isinstance(value, list):
            raise Refused("invalid_blocks_format")
        findings = Findings(self.files.known())
        blocks.check_blocks(findings, value, Surface.MESSAGE)
        if findings.problems:
            raise invalid("invalid_blocks", findings.problems)
        if blocks.length(value) > blocks.LENGTH_OF_ALL_BLOCKS:
            raise Refused("msg_blocks_too_long")
        return blocks.completed(value, self.workspace.dice)

    def message_json(self, message: Message) -> Json:
        """A message with its files told in full."""
        told = self.workspace.message_json(message)
        if message.file_ids:
            found = [self.workspace.files[one] for one in message.file_ids]
            told["files"] = [self.files.json(one) for one in found]
        return told

    def app_of(self, message: Message) -> App | None:
        return self.workspace.app(message.app_id) if message.app_id else None
