"""What a portal that is measured or killed inherits from whoever started the run."""

from collections.abc import MutableMapping

from portal.settings import PREFIX


def without_settings(environ: MutableMapping[str, str]) -> None:
    """Takes every setting of a portal out: only the run's own may reach it.

    PORTAL_REQUIRE of the tests is none, and `portal run` refuses to start with a name that it
    does not know.
    """
    for name in [name for name in environ if name.upper().startswith(PREFIX)]:
        del environ[name]
