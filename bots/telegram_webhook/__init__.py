"""How Telegram brings updates to any bot of ours: one route, and a keeper of the address."""
