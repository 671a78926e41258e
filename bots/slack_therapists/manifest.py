"""What the Slack app is allowed and subscribed to: the manifest that a practice pastes once.

python -m bots.slack_therapists.manifest > docs/slack-manifest.yml
"""

from collections.abc import Mapping

SCOPES: Mapping[str, str] = {
    "chat:write": "writes alerts and answers to therapists, and changes them when they are taken",
    "im:history": "hears what a therapist writes to it, such as a message to a client",
    "files:write": "shows the small picture of scores beside an alert",
    "commands": "answers /portal",
}
"""Every bot scope, and what the portal does with it."""

EVENTS = ("app_home_opened", "message.im")
COMMAND = "/portal"
APP_SCOPE = "connections:write"
"""What the app-level token needs: a connection from here, so that nobody has to reach us."""


def manifest(name: str = "Portal") -> str:
    """The manifest as YAML; the name is what therapists see, and says nothing about health."""
    return f"""\
# The Slack app of the portal. At https://api.slack.com/apps: "Create New App", "From a manifest",
# choose the workspace, take out what stands there, paste all of this, "Next", "Create".
# It lets the app do the following, and nothing else:
{_remarks()}
# It reads no channel, no other conversation, no list of members and no profile.
display_information:
  name: {name}
  description: Notes from the practice's portal
features:
  app_home:
    home_tab_enabled: true
    messages_tab_enabled: true
    messages_tab_read_only_enabled: false
  bot_user:
    display_name: {name}
    always_online: true
  slash_commands:
    - command: {COMMAND}
      description: Your clients and what is agreed with them, alerts, being away
      usage_hint: "[clients | alerts | homework quiet-harbor | away until fri 9:00 | back | test]"
      should_escape: false
oauth_config:
  scopes:
    bot:
{_list(SCOPES, 6)}
settings:
  event_subscriptions:
    bot_events:
{_list(EVENTS, 6)}
  interactivity:
    is_enabled: true
  org_deploy_enabled: false
  socket_mode_enabled: true
  token_rotation_enabled: false
"""


def _remarks() -> str:
    return "\n".join(f"#   {scope}: {what}" for scope, what in SCOPES.items())


def _list(words: Mapping[str, str] | tuple[str, ...], indent: int) -> str:
    return "\n".join(f"{' ' * indent}- {each}" for each in words)


if __name__ == "__main__":
    print(manifest(), end="")  # noqa: T201 - it is what the command is for
