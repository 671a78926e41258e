"""A Slack on loopback: Web API, Socket Mode and the people who use it."""
