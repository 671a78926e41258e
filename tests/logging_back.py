"""Logging as it was before: a command sets it up for its process, and the tests share one."""

import logging
from contextlib import contextmanager

import structlog

from portal.logs import OURS


@contextmanager
def logging_as_it_was():
    """Puts handlers, levels and structlog back, whoever sets them up meanwhile."""
    handlers, level = logging.root.handlers[:], logging.root.level
    levels = {name: logging.getLogger(name).level for name in OURS}
    try:
        yield
    finally:
        logging.root.handlers[:] = handlers
        logging.root.setLevel(level)
        for name, each in levels.items():
            logging.getLogger(name).setLevel(each)
        structlog.reset_defaults()
