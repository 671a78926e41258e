"""Uploaded files: a place to put the bytes, sharing them, and showing them to who may see."""

from dataclasses import replace
from urllib.parse import quote

from sandbox.slack.errors import Refused
from sandbox.slack.records import App, File, Json
from sandbox.slack.workspace import Workspace

_KINDS = {
    "png": ("image/png", "PNG"),
    "jpg": ("image/jpeg", "JPEG"),
    "jpeg": ("image/jpeg", "JPEG"),
    "gif": ("image/gif", "GIF"),
    "pdf": ("application/pdf", "PDF"),
    "csv": ("text/csv", "CSV"),
    "txt": ("text/plain", "Plain Text"),
}


class Files:
    """The files of the workspace and their addresses."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._uploads: dict[str, str] = {}
        # Where the server listens; known once it does.
        self.url = ""

    def promise(self, app: App, name: str, length: int, alt: str | None) -> tuple[File, str]:
        """A file to be, and the address its bytes go to, once."""
        file = File(
            id=self._workspace.new_id("F"),
            app_id=app.id,
            name=name,
            length=length,
            created=self._workspace.seconds(),
            alt=alt,
        )
        self._workspace.files[file.id] = file
        ticket = self._workspace.new_id("", 24)
        self._uploads[ticket] = file.id
        return file, f"{self.url}/upload/v1/{ticket}"

    def promised(self, ticket: str) -> File | None:
        file_id = self._uploads.get(ticket)
        return self._workspace.files.get(file_id) if file_id else None

    def receive(self, ticket: str, content: bytes) -> File | None:
        """The bytes have come; None when nobody asked for them or they are not as announced."""
        file = self.promised(ticket)
        if file is None or len(content) != file.length:
            return None
        del self._uploads[ticket]
        received = replace(file, content=content)
        self._workspace.files[file.id] = received
        return received

    def complete(self, app: App, file_id: object, title: str | None) -> File:
        file = self.find(app, file_id)
        if file.content is None or file.completed:
            raise Refused("file_not_found")
        done = replace(file, completed=True, title=title or file.name)
        self._workspace.files[file.id] = done
        return done

    def find(self, app: App, file_id: object) -> File:
        file = self._workspace.files.get(str(file_id))
        if file is None or file.app_id != app.id:
            raise Refused("file_not_found")
        return file

    def known(self) -> frozenset[str]:
        """The ids and addresses that blocks may name."""
        known: set[str] = set()
        for file in self._workspace.files.values():
            if file.completed:
                told = self.json(file)
                known |= {file.id, told["url_private"], told["permalink"]}
        return frozenset(known)

    def share(self, file: File, channel: str) -> None:
        current = self._workspace.files[file.id]
        shared = replace(current, channels=(*current.channels, channel))
        self._workspace.files[file.id] = shared

    def json(self, file: File) -> Json:
        """A file as methods and messages carry it."""
        kind = file.name.rpartition(".")[2].lower()
        mimetype, pretty = _KINDS.get(kind, ("application/octet-stream", "Binary"))
        path = f"{self._workspace.team}-{file.id}"
        private = f"{self.url}/files-pri/{path}/{quote(file.name)}"
        told: Json = {
            "id": file.id,
            "created": file.created,
            "timestamp": file.created,
            "name": file.name,
            "title": file.title or file.name,
            "mimetype": mimetype,
            "filetype": kind,
            "pretty_type": pretty,
            "user": self._workspace.app(file.app_id).bot_user,
            "size": file.length,
            "mode": "hosted",
            "is_external": False,
            "is_public": False,
            "url_private": private,
            "url_private_download": private,
            "permalink": f"{self.url}/files/{file.id}/{quote(file.name)}",
            "channels": [one for one in file.channels if one.startswith("C")],
            "groups": [],
            "ims": [one for one in file.channels if one.startswith("D")],
        }
        return told | ({"alt_txt": file.alt} if file.alt else {})
