"""The clients' bot. Its library is loaded here, before any module of this folder asks for it."""

from bots.telegram_clients.loading import load

load()
