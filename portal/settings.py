"""What the portal is told from outside: the environment, and `.env` in the working directory."""

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from typing import Self

from dotenv.parser import parse_stream
from pydantic import (
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict
from sqlalchemy.engine import make_url

from store.database import checked_url
from store.tokens import TokenKind

PREFIX = "PORTAL_"
ENV_FILE = Path(".env")

_TELEGRAM = (
    re.compile(r"[0-9]+:[A-Za-z0-9_-]+"),
    "is not a Telegram bot token. @BotFather gives one: digits, a colon, letters.",
)
SHAPES = {
    TokenKind.CLIENT_BOT: _TELEGRAM,
    TokenKind.GROUP_BOT: _TELEGRAM,
    TokenKind.SLACK_BOT: (
        re.compile(r"xoxb-[A-Za-z0-9-]+"),
        'is not a Slack bot token. It begins with xoxb- and stands under "OAuth & Permissions" '
        "of your Slack app.",
    ),
    TokenKind.SLACK_APP: (
        re.compile(r"xapp-[A-Za-z0-9-]+"),
        "is not a Slack app-level token. It begins with xapp- and stands under "
        '"Basic Information" of your Slack app.',
    ),
    TokenKind.SLACK_SIGNING: (
        re.compile(r"[A-Za-z0-9]{16,}"),
        'is not a Slack signing secret. It stands under "Basic Information" of your Slack app.',
    ),
}
"""What each kind of token looks like, and the sentence for one that does not."""

TOKEN_SHAPES = {
    "client_bot_token": SHAPES[TokenKind.CLIENT_BOT],
    "group_bot_token": SHAPES[TokenKind.GROUP_BOT],
    "slack_bot_token": SHAPES[TokenKind.SLACK_BOT],
    "slack_app_token": SHAPES[TokenKind.SLACK_APP],
    "slack_signing_secret": SHAPES[TokenKind.SLACK_SIGNING],
    "webhook_secret": (
        re.compile(r"[A-Za-z0-9_-]{16,256}"),
        "is not a secret that Telegram takes: 16 to 256 letters, digits, _ and -. This makes one: "
        "python3 -c 'import secrets; print(secrets.token_urlsafe(32))'",
    ),
}

HTTP_PORT = 8080
"""Where the portal's own server listens when no port is named."""


class SettingsTrouble(ValueError):
    """Settings that cannot be used; each sentence says what to change, none shows a secret."""

    def __init__(self, *sentences: str) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


class LogLevel(StrEnum):
    """From which weight on the portal's own log lines are written."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class LogFormat(StrEnum):
    """For whom log lines are written: a person, or a program that collects them."""

    PLAIN = "plain"
    JSON = "json"


class Settings(BaseSettings):
    """Every setting there is; `.env.example` says why each exists."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, frozen=True, extra="forbid", hide_input_in_errors=True
    )

    # A PostgreSQL address holds a password.
    database_url: str = Field("sqlite:///portal.db", repr=False)
    key_file: Path = Path("portal.key")
    key_credential: str | None = None
    # Its arguments may hold what should not be printed.
    key_command: str | None = Field(None, repr=False)
    crisis_file: Path = Path("crisis_cards.json")
    audit_anchor_file: Path | None = None
    erased_file: Path = Path("erased.jsonl")
    copies_kept_days: int | None = Field(None, ge=0, le=3660)
    client_bot_token: SecretStr | None = None
    group_bot_token: SecretStr | None = None
    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    telegram_api_url: str = "https://api.telegram.org"
    slack_api_url: str = "https://slack.com"
    slack_signing_secret: SecretStr | None = None
    public_url: str | None = None
    webhook_secret: SecretStr | None = None
    http_host: str = "127.0.0.1"
    http_port: int | None = Field(None, ge=0, le=65535)
    http_watchers: str | None = None
    log_level: LogLevel = LogLevel.INFO
    log_format: LogFormat = LogFormat.PLAIN

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what `load` hands over: settings made by hand are not changed by the machine."""
        return (init_settings,)

    @property
    def database_path(self) -> Path | None:
        """The SQLite file; None on PostgreSQL."""
        url = make_url(self.database_url)
        if url.get_backend_name() != "sqlite" or url.database is None:
            return None
        return Path(url.database)

    @property
    def serves_http(self) -> bool:
        """Whether anybody is to call the portal: Telegram, Slack, browsers, or who watches it."""
        asked = (self.public_url, self.slack_signing_secret, self.http_port)
        return any(each is not None for each in asked)

    @property
    def watchers(self) -> tuple[IPv4Network | IPv6Network, ...]:
        """The networks from which the portal may be watched, besides this machine."""
        return tuple(
            ip_network(each.strip()) for each in (self.http_watchers or "").split(",") if each
        )

    @field_validator("public_url")
    @classmethod
    def _is_public(cls, url: str | None) -> str | None:
        if url is None:
            return None
        if not re.fullmatch(r"https://[^\s/?#@]+(/[^\s?#]*)?", url) and not _is_here(url):
            raise ValueError(
                "PORTAL_PUBLIC_URL is not an address that can be reached; write https://host, "
                "under which the world reaches this portal."
            )
        return url.rstrip("/")

    @field_validator("http_host")
    @classmethod
    def _is_a_host(cls, host: str) -> str:
        if not re.fullmatch(r"[A-Za-z0-9._:-]+", host):
            raise ValueError("PORTAL_HTTP_HOST is not an address of this machine; write 127.0.0.1")
        return host

    @field_validator("http_port", mode="before")
    @classmethod
    def _is_a_port(cls, port: object) -> object:
        if port is None or re.fullmatch(r"[0-9]{1,5}", str(port), re.ASCII):
            return port
        raise ValueError("PORTAL_HTTP_PORT is not a port; write a number up to 65535, like 8080")

    @field_validator("http_watchers")
    @classmethod
    def _are_networks(cls, networks: str | None) -> str | None:
        try:
            for each in (networks or "").split(","):
                if each:
                    ip_network(each.strip())
        except ValueError:
            raise ValueError(
                "PORTAL_HTTP_WATCHERS is not a list of networks; write them like 10.1.0.0/16, "
                "with commas between them."
            ) from None
        return networks

    @field_validator("database_url")
    @classmethod
    def _is_a_database(cls, url: str) -> str:
        checked_url(url)
        return url

    @field_validator(*TOKEN_SHAPES)
    @classmethod
    def _is_a_token(cls, token: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        field = str(info.field_name)
        shape, sentence = TOKEN_SHAPES[field]
        if token is not None and not shape.fullmatch(token.get_secret_value()):
            raise ValueError(f"{variable(field)} {sentence}")
        return token

    @field_validator("telegram_api_url", "slack_api_url")
    @classmethod
    def _is_an_address(cls, url: str, info: ValidationInfo) -> str:
        if not re.fullmatch(r"https?://[^\s/?#@]+(/[^\s?#]*)?", url):
            raise ValueError(
                f"{variable(str(info.field_name))} is not the address of a server; "
                "write https://host"
            )
        return url.rstrip("/")

    @field_validator("log_level", mode="before")
    @classmethod
    def _is_a_level(cls, level: object) -> object:
        return _one_of(LogLevel, "log_level", level)

    @field_validator("log_format", mode="before")
    @classmethod
    def _is_a_format(cls, form: object) -> object:
        return _one_of(LogFormat, "log_format", form)

    @field_validator("key_credential")
    @classmethod
    def _is_a_credential(cls, name: str | None) -> str | None:
        if name is None or (re.fullmatch(r"[A-Za-z0-9_.-]+", name) and name.strip(".")):
            return name
        raise ValueError(
            "PORTAL_KEY_CREDENTIAL is not the name of a systemd credential; write the part of "
            "LoadCredential= before the colon, as portal.key"
        )

    @model_validator(mode="after")
    def _one_place_for_the_keys(self) -> Self:
        places = ("key_file", "key_credential", "key_command")
        given = [each for each in places if each in self.model_fields_set]
        if len([each for each in given if getattr(self, each) is not None]) > 1:
            raise ValueError(
                f"{' and '.join(variable(each) for each in given)} are different places for the "
                "keys. Set one of them, and take the others out."
            )
        return self

    @model_validator(mode="after")
    def _what_slack_needs_or_nothing(self) -> Self:
        bot, app, signing = "slack_bot_token", "slack_app_token", "slack_signing_secret"
        given = [each for each in (bot, app, signing) if getattr(self, each) is not None]
        if app in given and signing in given:
            raise ValueError(
                f"{variable(app)} and {variable(signing)} are two ways to hear from Slack. Set "
                "the one that is switched on in the Slack app: the token for Socket Mode, the "
                "secret for requests over HTTP."
            )
        if len(given) == 1:
            missing, way_out = bot, ""
            if given == [bot]:
                missing, way_out = app, f" (over HTTP: {variable(signing)} instead)"
            raise ValueError(
                f"{variable(missing)} is missing: with {variable(given[0])} alone the portal "
                f"cannot connect to Slack. Set both{way_out}, or neither."
            )
        return self

    @model_validator(mode="after")
    def _an_address_with_its_secret(self) -> Self:
        # An address alone is for the record page: Telegram goes on being asked.
        if self.webhook_secret is not None and self.public_url is None:
            raise ValueError(
                f"{variable('public_url')} is missing: with {variable('webhook_secret')} alone "
                "Telegram cannot bring anything. Set both, or neither to ask Telegram instead."
            )
        return self


def load(environ: Mapping[str, str], env_file: Path = ENV_FILE) -> Settings:
    """The settings of this environment, which goes before those of the file.

    A name without a value counts as not set, so that a copy of `.env.example` changes nothing.
    """
    given, troubles = {}, []
    known = {variable(field): field for field in Settings.model_fields}
    from_environment = {
        name: value for name, value in environ.items() if name.upper().startswith(PREFIX)
    }
    for place, values in (
        (str(env_file), _file_values(env_file)),
        ("the environment", from_environment),
    ):
        for name, value in values.items():
            if name not in known:
                troubles.append(
                    f"{name} in {place} is not a setting of the portal. The nearest one is "
                    f"{_nearest(name, known)}."
                )
            elif value.strip():
                given[known[name]] = value.strip()
    try:
        settings = Settings.model_validate(given)
    except ValidationError as error:
        troubles.extend(_sentences(error))
    if troubles:
        # Outside the handler: what pydantic keeps of the input could be a token.
        raise SettingsTrouble(*troubles)
    return settings


def _is_here(url: str) -> bool:
    """Whether the address is on this machine, where nothing needs to be encrypted."""
    found = re.fullmatch(r"http://(\[[0-9a-f:]+\]|[^\s/?#@:]+)(:[0-9]+)?(/[^\s?#]*)?", url)
    if found is None:
        return False
    return is_this_machine(found[1].strip("[]"))


def is_this_machine(host: str) -> bool:
    """Whether this host is reached by nobody but the machine itself."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _file_values(path: Path) -> dict[str, str]:
    try:
        with path.open(encoding="utf-8-sig") as file:
            bindings = list(parse_stream(file))
    except FileNotFoundError:
        return {}
    except UnicodeDecodeError:
        raise SettingsTrouble(f"{path} is not text. Save it as UTF-8.") from None
    except OSError as error:
        raise SettingsTrouble(
            f"{path} cannot be read ({error.strerror}). Let the account that runs the portal read "
            "it, or move it away."
        ) from None
    values = {}
    for binding in bindings:
        if binding.error or (binding.key is not None and binding.value is None):
            raise SettingsTrouble(
                f"Line {binding.original.line} of {path} is not a setting; write NAME=value."
            )
        if binding.key is not None and binding.value is not None:
            values[binding.key] = binding.value
    return values


def _sentences(error: ValidationError) -> Iterator[str]:
    for each in error.errors(include_url=False, include_input=False):
        cause = each.get("ctx", {}).get("error")
        # Our own validators speak in sentences; pydantic's own words are about one field.
        yield str(cause) if cause else f"{variable(str(each['loc'][0]))}: {each['msg']}"


def _one_of(choices: type[StrEnum], field: str, given: object) -> object:
    word = str(given).lower()
    if word not in list(choices):
        raise ValueError(f"{variable(field)} is not one of: {', '.join(choices)}")
    return choices(word)


def _nearest(name: str, known: Mapping[str, str]) -> str:
    bare = name.upper().removeprefix(PREFIX)
    return max(known, key=lambda each: SequenceMatcher(None, bare, each[len(PREFIX) :]).ratio())


def variable(field: str) -> str:
    """The name of a setting in the environment and in `.env`."""
    return PREFIX + field.upper()
