"""What opens each practice's bots and workspace: tokens of its own, or those of the environment."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from care.people import PracticeId
from care.practice import Practice
from portal.office import NotPossible, Office
from portal.settings import Settings, variable
from store import practices, tokens
from store.tokens import TokenKind

IN_SETTINGS: Mapping[TokenKind, str] = {
    TokenKind.CLIENT_BOT: "client_bot_token",
    TokenKind.GROUP_BOT: "group_bot_token",
    TokenKind.SLACK_BOT: "slack_bot_token",
    TokenKind.SLACK_APP: "slack_app_token",
    TokenKind.SLACK_SIGNING: "slack_signing_secret",
}
"""The setting that holds a token of this kind for a sole practice."""

Credentials = Mapping[TokenKind, str]


def of_environment(settings: Settings) -> dict[TokenKind, str]:
    """The tokens that stand in the settings."""
    found = {kind: getattr(settings, name, None) for kind, name in IN_SETTINGS.items()}
    return {kind: token.get_secret_value() for kind, token in found.items() if token is not None}


async def credentials(
    office: Office, settings: Settings
) -> tuple[tuple[Practice, ...], dict[PracticeId, Credentials]]:
    """All practices, and the tokens of each; NotPossible where it is unclear whose they are."""

    def look(connection: Connection) -> tuple[tuple[Practice, ...], dict[PracticeId, Credentials]]:
        every = practices.every(connection)
        own = {each.id: tokens.of_practice(connection, office.memory(each.id)) for each in every}
        return every, dict(own)

    every, own = await office.database.read(look)
    given = of_environment(settings)
    if given and len(every) > 1:
        raise NotPossible(_whose(given, every))
    # A token of the practice's own goes before one that was left in the environment.
    return every, {practice: {**given, **found} for practice, found in own.items()}


def _whose(given: Credentials, every: Sequence[Practice]) -> str:
    names = ", ".join(variable(IN_SETTINGS[kind]) for kind in given)
    return (
        f"Tokens in the environment serve one practice, and this database holds {len(every)}: "
        f"{', '.join(each.name for each in every)}. Give each its own, sealed in the database: "
        f'portal practice set --practice "{every[0].name}" --token client-bot. '
        f"Then take {names} out."
    )


def with_its_place(
    told: str, settings: Settings, practice: Practice, credentials: Credentials
) -> str:
    """What a platform said of a token, with where it stands when that is not in the settings."""
    given = of_environment(settings)
    own = (kind for kind, token in credentials.items() if given.get(kind) != token)
    for kind in own:
        if variable(IN_SETTINGS[kind]) in told:
            command = f'portal practice set --practice "{practice.name}" --token {kind}'
            return f"{told} The token of {practice.name} is sealed in the database: {command}"
    return told
