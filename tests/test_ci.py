"""What `.ci/run` says last: everything has passed, or which target has not."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PRESENT = ("initdb", "chromium", "node", "npm", "7z")
TARGETS = ("check", "browser", "node", "drills")


def makefile(**instead):
    """Targets that pass, but for those that are given something else to do."""
    deeds = dict.fromkeys(TARGETS, "@echo $@ has passed") | instead
    return "".join(f"{target}:\n\t{deed}\n" for target, deed in deeds.items())


@pytest.fixture
def ci(tmp_path):
    """Runs it where everything is present and `make` does what a file says: status, out, aside."""
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", tmp_path / ".ci" / "run")
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in PRESENT:
        (programs / name).write_text("#!/bin/sh\n")
        (programs / name).chmod(0o755)
    around = {key: value for key, value in os.environ.items() if not key.startswith("MAKE")}
    around["PATH"] = f"{programs}:{around['PATH']}"

    def run(rules):
        (tmp_path / "Makefile").write_text(rules)
        done = subprocess.run(
            [tmp_path / ".ci" / "run"], env=around, capture_output=True, text=True, check=False
        )
        return done.returncode, done.stdout, done.stderr

    return run


def test_it_is_done_when_every_target_has_passed(ci):
    status, out, aside = ci(makefile())

    assert (status, aside) == (0, "")
    assert [line for line in out.splitlines() if "passed" in line] == [
        f"{target} has passed" for target in TARGETS
    ]
    assert out.endswith("== Done.\n")


def test_the_last_line_names_the_target_that_failed_and_nothing_is_begun_after_it(ci):
    status, out, aside = ci(makefile(node="@echo a word; echo aside >&2; exit 3"))

    assert status == 2
    assert "browser has passed\n" in out
    assert "a word\n" in out
    assert "drills" not in out
    assert "aside" in aside
    assert aside.splitlines()[-1] == "== FAILED: make node"


def test_of_targets_that_run_at_once_it_names_the_one_that_failed(ci):
    status, _, aside = ci(
        makefile(
            check="@$(MAKE) -j 3 types contracts tests",
            types="@echo wrong; exit 1",
            contracts="@echo $@ has passed",
            tests="@echo $@ has passed",
        )
    )

    assert status == 2
    assert aside.splitlines()[-1] == "== FAILED: make check (types)"


def test_what_a_target_has_left_running_keeps_nobody_waiting(ci):
    left = "@sleep 100 >/dev/null & echo $$! > left; echo $@ has passed"

    status, out, _ = ci(makefile(check=left, node="@kill $$(cat left); exit 1"))

    # It was still there when the third target began.
    assert status == 2
    assert "browser has passed\n" in out
