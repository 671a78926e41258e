"""A drill as it is run from a shell: in a process of its own, for it forks."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def drilled(name, *options):
    """What a small drill found, and its exit status."""
    command = [sys.executable, "-m", "benchmarks.drills", name, "--json", "--seed", "7", *options]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=600, check=False
    )
    # Shown when the test fails: what was counted, and what is wrong with it.
    sys.stdout.write(done.stdout + done.stderr)
    lines = done.stdout.splitlines()
    assert lines, done.stderr
    return json.loads(lines[-1]), done.returncode
