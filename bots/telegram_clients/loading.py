"""Loads aiogram in a quarter of its time: a type is built when it is first used.

Aiogram builds all its six hundred types as it is imported, one inside the other again and again,
and a process does nothing else for seconds. The client bot uses a few dozen of them.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from pydantic import BaseModel

_model: Any = BaseModel
_build = _model.__dict__["model_rebuild"].__func__


def load() -> None:
    """Loads aiogram, unless somebody has; what `hearing` reads is built."""
    if "aiogram" in sys.modules:
        return
    with _unbuilt() as names:
        import_module("aiogram")
    from aiogram.client.context_controller import BotContextController
    from aiogram.methods import Response
    from aiogram.types import Chat, Message, Update, User

    def build(cls: type[Any], /, **options: Any) -> Any:
        return _build(cls, **{"_types_namespace": names} | options)

    kind: Any
    for kind in (BotContextController, Response):
        kind.model_rebuild = classmethod(build)
    # In this order: each holds those before it, an update a message in a dozen places. Only what
    # is built fits into a model of ours.
    for each in (User, Chat, Message, Update):
        each.model_rebuild()


@contextmanager
def _unbuilt() -> Iterator[dict[str, Any]]:
    """What aiogram's types call each other, as soon as it is loaded; none is built meanwhile."""
    names: dict[str, Any] = {}

    def later(cls: type[Any], /, **options: Any) -> Any:
        # A thread beside this one may be at work with models of somebody else.
        if not cls.__module__.startswith("aiogram."):
            return _build(cls, **options)
        names.update(options.get("_types_namespace") or {})
        return None

    _model.model_rebuild = classmethod(later)
    _model.model_config["defer_build"] = True
    try:
        yield names
    finally:
        _model.model_rebuild = classmethod(_build)
        del _model.model_config["defer_build"]
