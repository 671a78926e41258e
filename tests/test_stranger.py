"""A stranger follows the documents: every line to type, in order, on a made-up machine.

What cannot be done in a test is listed word for word, so that a line that is added is either done
here or thought about. `docs/connect.md` has what a whole walk took on a machine of its own.
"""

import io
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from configparser import ConfigParser

import pytest

from tests.portal.at_terminal import (
    APP_TOKEN,
    BOT_TOKEN,
    ROOT,
    TOKEN,
    Running,
    Terminal,
    platforms,
    without_settings,
)

PROGRAM = "/opt/portal/.venv/bin/portal"
NEEDS_A_MACHINE = {
    "sudo useradd --system --create-home --home-dir /var/lib/portal "
    "--shell /usr/sbin/nologin portal",
    "sudo git clone ADDRESS-OF-THIS-REPOSITORY /opt/portal",
    "cd /opt/portal && sudo make install",
    "sudo chown portal /media/usb",
    "cd /opt/portal && sudo git pull && sudo make install",
}
NEEDS_A_CONTAINER = {
    "podman build -f deploy/Containerfile -t portal .",
    "podman volume create portal",
    "podman run -it --rm -v portal:/data -v /media/usb:/second portal setup",
    "podman run -d --name portal --restart on-failure -v portal:/data portal",
}
NEEDS_POSTGRESQL = {"createdb portal"}
DONE_ELSEWHERE = {
    "make sandbox": "tests/browser/test_tour.py",
    ".venv/bin/portal sandbox --tour": "tests/portal/test_tour.py",
    "make install": "tests/test_deploy.py",
    ".venv/bin/portal setup": "tests/portal/test_setup.py",
    ".venv/bin/portal run": "tests/portal/test_setup.py",
    ". .venv/bin/activate": "",
    "make check": "",
}
LEFT_OUT = NEEDS_A_MACHINE | NEEDS_A_CONTAINER | NEEDS_POSTGRESQL | set(DONE_ELSEWHERE)

SETUP = (
    *("/media/usb", "Harbour Practice", "Europe/Berlin", "en"),
    *("112", "Crisis line, +49 800 1110111, day and night", "", "Mira Winter", "called"),
    *("", "always", TOKEN, BOT_TOKEN, APP_TOKEN, "Mira Winter", "U0MIRA", "yes"),
)


def lines(document):
    """What a console block says to type, whole lines."""
    text = (ROOT / document).read_text("utf-8")
    blocks = "".join(re.findall(r"^```console\n(.*?)^```", text, re.S | re.M))
    return re.findall(r"^\$ (.*)$", blocks.replace("\\\n", ""), re.M)


DOCUMENTS = ("README.md", "docs/connect.md", "docs/operations.md")


def test_what_is_left_out_stands_in_a_document():
    told = {" ".join(each.split()) for name in DOCUMENTS for each in lines(name)}

    assert LEFT_OUT - told == set()
    assert [each for each in DONE_ELSEWHERE.values() if not (ROOT / each).exists()] == []


class Machine:
    """A machine whose folders are in a folder of a test, and whose services are processes."""

    def __init__(self, folder, terminal, servers, monkeypatch):
        self._terminal = terminal
        self._servers = servers
        self._patch = monkeypatch
        self._serving = None
        self._places = {
            "/opt/portal": ROOT,
            "/var/lib/portal": folder / "home",
            "/var/backups/portal": folder / "backups",
            "/media/usb": folder / "usb",
            "/another/disk": folder / "disk",
            "/etc/systemd/system": folder / "units",
            "/usr/local/bin": folder / "bin",
            "portal:portal": "",
        }
        for name in ("home", "usb", "disk", "units", "bin"):
            (folder / name).mkdir()
        self.home = folder / "home"

    def type(self, line):
        """Does what this line does."""
        words = shlex.split(line.partition(" #")[0])
        if words[0] == "sudo":
            words = words[1:]
        if words[:2] == ["-u", "portal"]:
            words = words[2:]
        match words:
            case ["portal", *rest]:
                return self.portal(*rest)
            case ["systemctl", *rest]:
                return self._systemctl(*rest)
            case ["cp", ".env.example", ".env"]:
                shutil.copy(ROOT / ".env.example", self.home / ".env")
                return self._terminal.set(**self._servers.settings())
            case ["cp" | "chmod" | "install" | "sh", *_]:
                return self._run([each for each in self._here(words) if each is not None])
        raise AssertionError(f"Nobody has said how this is done: {line}")

    def portal(self, *words):
        typed = {("setup",): SETUP}.get(words, ())
        if "--token" in words:
            typed = (TOKEN, BOT_TOKEN, APP_TOKEN)
        told = "".join(f"{each}\n" for each in self._here(typed))
        self._patch.setattr(sys, "stdin", io.StringIO(told))
        with self._servers.pressing():
            answer = self._terminal(*self._here(words))
        assert answer.status == 0, (words, answer)
        return answer

    def stop(self):
        if self._serving is not None:
            self._serving.told(signal.SIGINT)
            self._serving = None

    def _systemctl(self, what, *names):
        match what, names[-1:]:
            case "daemon-reload", ():
                self._verify()
            case ("enable", ("portal",)) | ("start", ("portal",)):
                self._serving = Running(self.home).ready(patience=180)
            case "status", ("portal",):
                assert self._serving.process.poll() is None
            case "stop", ("portal",):
                assert self._serving.process.poll() is None
                self.stop()
            case "enable", (("portal-backup.timer"),):
                self._verify()
                self.portal(*self._started_by("portal-backup.service")[1:])
                # The next one has another name: it says the second in which it was made.
                time.sleep(1)
            case _:
                raise AssertionError(f"Nobody has said how this is done: systemctl {what}")

    def _started_by(self, unit):
        read = ConfigParser(strict=False, interpolation=None)
        read.read(self._places["/etc/systemd/system"] / unit)
        return read["Service"]["ExecStart"].split()

    def _verify(self):
        """systemd finds nothing wrong in the units, where it is there to be asked."""
        program = shutil.which("systemd-analyze")
        if program is None:
            return
        folder = self._places["/etc/systemd/system"]
        looked = folder / "looked"
        looked.mkdir(exist_ok=True)
        for unit in folder.glob("portal*.*"):
            text = unit.read_text("utf-8").replace(PROGRAM, sys.executable)
            # What it runs and where it is told of are not where the unit says, on this machine.
            kept = [each for each in text.splitlines() if not each.startswith("Documentation=")]
            (looked / unit.name).write_text("\n".join(kept), "utf-8")
        units = sorted(looked.iterdir())
        done = subprocess.run(
            [program, "verify", *units], capture_output=True, text=True, timeout=60, check=False
        )
        ours = [each for each in done.stderr.splitlines() if str(looked) in each]
        assert ours == []

    def _run(self, words):
        subprocess.run(words, cwd=self.home, check=True, timeout=60)

    def _here(self, words):
        """The same words, with the places of the made-up machine; no account is changed."""
        of_account = {"-o", "-g"}
        for before, each in zip(("", *words), words, strict=False):
            if each in of_account or before in of_account:
                continue
            found = re.sub(r"portal-\d{4}-\d\d-\d\d-\d{6}", lambda _: self._newest(), each)
            for place, there in self._places.items():
                found = found.replace(place, str(there))
            yield found

    def _newest(self):
        return max(each.name for each in self._places["/var/backups/portal"].glob("portal-*"))


@pytest.fixture(scope="module")
def servers():
    with platforms() as running:
        yield running


@pytest.fixture
def machine(tmp_path, monkeypatch, capsys, servers):
    without_settings(monkeypatch)
    home = tmp_path / "home"
    made = Machine(tmp_path, Terminal(home, capsys), servers, monkeypatch)
    monkeypatch.chdir(home)
    yield made
    made.stop()


def follow(machine, document):
    for line in lines(document):
        if " ".join(line.split()) not in LEFT_OUT:
            machine.type(line)


def test_whoever_follows_connect_and_operations_has_a_practice_that_comes_back_from_a_backup(
    machine, servers
):
    where = {"telegram_api_url": servers.telegram.url, "slack_api_url": servers.slack.url}
    Terminal(machine.home, None).set(**where)

    follow(machine, "docs/connect.md")
    follow(machine, "docs/operations.md")

    assert machine.portal("practice", "show", "--json").json["practice"] == "Harbour Practice"
    staff = machine.portal("therapist", "list", "--json").json["therapists"]
    assert {each["therapist"] for each in staff} == {"Mira Winter", "Jonas Vale"}
    assert len(machine.portal("client", "list", "--json").json["clients"]) == 1
    machine.type("systemctl status portal")


def test_whoever_follows_the_readme_by_hand_has_a_practice_that_can_be_served(machine):
    follow(machine, "README.md")

    assert machine.portal("practice", "show", "--json").json["served"]
