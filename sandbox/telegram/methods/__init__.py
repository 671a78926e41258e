"""The methods of the Bot API, by subject: each takes the world, the bot and its call."""
