"""A PostgreSQL of our own, in a folder of its own, for as long as somebody needs it.

For the sandbox and for tests: what is in it is made up, and thrown away with it.
"""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

ROOM = 1 << 30
ACCOUNT = "portal"

# The server ends with the process that holds its standard input, however that process ends, and
# its folder goes with it.
SERVE = """
exec 3<&0
"$@" &
server=$!
(cat <&3; kill -QUIT $server) >/dev/null 2>&1 &
wait $server
rm -rf "$0"
"""


class NoPostgres(Exception):
    """PostgreSQL cannot be started here; the text says why."""


def programs() -> Path:
    """The folder with PostgreSQL's programs: on the path, or where Debian keeps them."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    kept = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda found: int("0" + found.parts[-3].partition(".")[0]),
    )
    if not kept:
        raise NoPostgres("initdb is neither on the path nor in /usr/lib/postgresql/*/bin")
    return kept[-1].parent


def account() -> dict[str, Any]:
    """As whom the server runs: it refuses to be root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}
    raise NoPostgres("it does not run as root, and there is no account postgres or nobody")


@contextmanager
def server(**settings: object) -> Iterator[int]:
    """A server on a free port of this machine, without a password; tells the port.

    Settings beside or in place of those for a server that is thrown away, as fsync="on".
    NoPostgres when it cannot be started.
    """
    running, port = _started(settings)
    try:
        yield port
    finally:
        running.communicate()


def _started(
    wanted: Mapping[str, object],
) -> tuple[subprocess.Popen[bytes], int]:
    folder, run_as = programs(), account()
    # Another process may take the port between our look and the server's start.
    for _ in range(3):
        # One that is to keep what it commits stands on a disk.
        place = None if wanted.get("fsync") == "on" else in_memory()
        home = Path(tempfile.mkdtemp(prefix="portal-postgresql-", dir=place))
        if run_as:
            os.chown(home, run_as["user"], run_as["group"])
        port = _free_port()
        options = {"cwd": home, "env": {"PATH": os.defpath, "LC_ALL": "C"}, **run_as}
        with tempfile.TemporaryFile() as log:
            try:
                _make(folder, home, options)
                server = _serve(folder, home, port, log, options, wanted)
            except BaseException:
                shutil.rmtree(home, ignore_errors=True)
                raise
            if _answers(folder, port, server):
                return server, port
            server.communicate()
            log.seek(0)
            said = log.read().decode(errors="replace").strip()
        if "could not bind" not in said:
            break
    raise NoPostgres(f"the server did not start: {said}")


def in_memory() -> Path | None:
    """A folder in memory with room: there, copying a database takes a tenth."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it
    if os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM:
        return memory
    return None


def _make(folder: Path, home: Path, options: dict[str, Any]) -> None:
    choices = ("--no-sync", "--auth=trust", "--username=portal", "--encoding=UTF8", "--locale=C")
    command = [str(folder / "initdb"), *choices, f"--pgdata={home / 'data'}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, **options)  # noqa: S603 - PostgreSQL's own programs
    if done.returncode:
        raise NoPostgres(f"initdb failed: {done.stderr.strip()}")


def _serve(
    folder: Path,
    home: Path,
    port: int,
    log: IO[bytes],
    options: dict[str, Any],
    wanted: Mapping[str, object],
) -> subprocess.Popen[bytes]:
    settings = {
        "listen_addresses": "127.0.0.1",
        "port": port,
        "unix_socket_directories": home,
        "max_connections": 60,
        # What is thrown away need not outlive a power cut.
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
        **wanted,
    }
    chosen = [f"--{name}={value}" for name, value in settings.items()]
    command = [str(folder / "postgres"), "-D", str(home / "data"), *chosen]
    return subprocess.Popen(  # noqa: S603 - PostgreSQL's own programs
        ["/bin/sh", "-c", SERVE, str(home), *command],
        stdin=subprocess.PIPE,
        stdout=log,
        stderr=log,
        start_new_session=True,
        **options,
    )


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


def _answers(folder: Path, port: int, server: subprocess.Popen[bytes]) -> bool:
    """Whether the server takes connections within half a minute; no, as soon as it has ended."""
    asking = [str(folder / "pg_isready"), "--quiet", "--host=127.0.0.1", f"--port={port}"]
    begun = time.monotonic()
    while server.poll() is None and time.monotonic() - begun < 30:
        if subprocess.run(asking, check=False).returncode == 0:  # noqa: S603 - PostgreSQL's own programs
            return True
        time.sleep(0.05)
    return False
