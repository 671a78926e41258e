"""Programs that some tests need and that a machine may not have.

Without one, its tests are skipped and the end of the run says so. Where nothing may be skipped,
the environment names the programs: PORTAL_REQUIRE=postgresql,chromium,node,7zip
"""

import os
from typing import NoReturn

import pytest

PROGRAMS = ("postgresql", "chromium", "node", "7zip")


def required() -> frozenset[str]:
    """The programs without which the run has to fail; a name we do not know is refused."""
    named = os.environ.get("PORTAL_REQUIRE", "").replace(",", " ").split()
    unknown = sorted(set(named) - set(PROGRAMS))
    if unknown:
        raise pytest.UsageError(
            f"PORTAL_REQUIRE names {', '.join(unknown)}; it may name {', '.join(PROGRAMS)}"
        )
    return frozenset(named)


def missing(program: str, reason: str) -> NoReturn:
    """Skips the test that needs this program, or fails where it is required."""
    if program in required():
        pytest.fail(f"{program} is required here: {reason}", pytrace=False)
    pytest.skip(f"{program}: {reason}")
