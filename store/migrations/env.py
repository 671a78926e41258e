"""How alembic runs migrations: on the connection it is given, inside the caller's transaction."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from store.columns import Instant
from store.tables import metadata


def render_item(kind: str, found: Any, _context: AutogenContext) -> str | Literal[False]:
    """Instants by the name the script template gives them: a migration stays as it was written."""
    return "instant" if kind == "type" and isinstance(found, Instant) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_item=render_item,
)
with context.begin_transaction():
    context.run_migrations()
