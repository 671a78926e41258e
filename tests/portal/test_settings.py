"""Settings: complete, frozen, secret where secret, and refused in words that help."""

import re
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr, ValidationError

from portal.settings import LogFormat, LogLevel, Settings, SettingsTrouble, load

EXAMPLE = Path(__file__).parents[2] / ".env.example"
TELEGRAM = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw_"
BOT = "xoxb-1111-2222-abcDEF"
APP = "xapp-1-A1-3333-abcdef"
SIGNING = "8f742231b10e8888abcd99yyyzzz85a5"
WEBHOOK = "Zm9yLXRlc3RzLW9ubHkt_x9"
CALLED = {"PORTAL_PUBLIC_URL": "https://portal.example", "PORTAL_WEBHOOK_SECRET": WEBHOOK}
SECRETS = (TELEGRAM, BOT, APP, WEBHOOK)


@pytest.fixture
def env_file(tmp_path: Path) -> Path:
    return tmp_path / ".env"


def refusal(environ: dict[str, str], env_file: Path) -> str:
    with pytest.raises(SettingsTrouble) as trouble:
        load(environ, env_file)
    return str(trouble.value)


def test_without_anything_the_defaults_count(env_file):
    settings = load({}, env_file)

    assert settings == Settings()
    assert settings.database_url == "sqlite:///portal.db"
    assert settings.key_file == Path("portal.key")
    assert settings.crisis_file == Path("crisis_cards.json")
    assert settings.client_bot_token is None
    assert (settings.log_level, settings.log_format) == (LogLevel.INFO, LogFormat.PLAIN)


def test_settings_come_from_the_file_and_from_the_environment_which_goes_first(env_file):
    env_file.write_text(f"PORTAL_KEY_FILE=one.key\nPORTAL_CLIENT_BOT_TOKEN={TELEGRAM}\n")

    settings = load({"PORTAL_KEY_FILE": "other.key", "HOME": "/home/portal"}, env_file)

    assert settings.key_file == Path("other.key")
    assert settings.client_bot_token == SecretStr(TELEGRAM)


def test_a_file_saved_on_windows_or_written_for_a_shell_is_read_too(env_file):
    env_file.write_bytes(
        "\N{BYTE ORDER MARK}# ours\r\nexport PORTAL_LOG_LEVEL='Warning'\r\n".encode()
    )

    assert load({}, env_file).log_level is LogLevel.WARNING


def test_a_dollar_in_a_value_stays_a_dollar(env_file):
    env_file.write_text("PORTAL_DATABASE_URL=postgresql://portal:a${HOME}b@host/portal\n")

    assert load({}, env_file).database_url == "postgresql://portal:a${HOME}b@host/portal"


def test_a_name_without_a_value_counts_as_not_set(env_file):
    env_file.write_text("PORTAL_CLIENT_BOT_TOKEN=\nPORTAL_LOG_LEVEL=\n")

    assert load({"PORTAL_SLACK_BOT_TOKEN": " "}, env_file) == Settings()


def test_a_value_missing_in_the_environment_is_taken_from_the_file(env_file):
    env_file.write_text("PORTAL_LOG_FORMAT=json\n")

    assert load({"PORTAL_LOG_FORMAT": ""}, env_file).log_format is LogFormat.JSON


def test_the_example_names_every_setting_with_its_default(env_file):
    text = EXAMPLE.read_text()
    names = re.findall(r"^([A-Z_]+)=", text, re.MULTILINE)
    env_file.write_text(text)

    assert names == [f"PORTAL_{field.upper()}" for field in Settings.model_fields]
    assert load({}, env_file) == Settings()
    for field, info in Settings.model_fields.items():
        default = "" if info.default is None else str(info.default)
        assert f"PORTAL_{field.upper()}={default}\n" in text


def test_the_example_says_why_each_setting_exists():
    for paragraph in EXAMPLE.read_text().strip().split("\n\n")[1:]:
        *reasons, setting = paragraph.splitlines()
        assert reasons, setting
        assert all(line.startswith("# ") for line in reasons)
        assert re.match(r"[A-Z_]+=", setting)


@pytest.mark.parametrize(
    ("written", "nearest"),
    [
        ("PORTAL_SLACK_TOKEN", "PORTAL_SLACK_BOT_TOKEN"),
        ("PORTAL_DATABSE_URL", "PORTAL_DATABASE_URL"),
        ("portal_key_file", "PORTAL_KEY_FILE"),
        ("PORTAL_LOGLEVEL", "PORTAL_LOG_LEVEL"),
    ],
)
def test_an_unknown_name_of_ours_in_the_environment_is_refused_with_the_nearest(
    written, nearest, env_file
):
    assert refusal({written: "x"}, env_file) == (
        f"{written} in the environment is not a setting of the portal. "
        f"The nearest one is {nearest}."
    )


def test_any_unknown_name_in_the_file_is_refused(env_file):
    env_file.write_text("DATABASE_URL=sqlite:///portal.db\n")

    assert refusal({}, env_file) == (
        f"DATABASE_URL in {env_file} is not a setting of the portal. "
        "The nearest one is PORTAL_DATABASE_URL."
    )


def test_an_unknown_name_is_refused_even_without_a_value(env_file):
    env_file.write_text("PORTAL_SLACK_APP_TOKN=\n")

    assert "PORTAL_SLACK_APP_TOKEN" in refusal({}, env_file)


def test_names_of_other_programs_in_the_environment_are_left_alone(env_file):
    assert load({"PATH": "/bin", "SLACK_BOT_TOKEN": "x"}, env_file) == Settings()


def test_every_trouble_is_told_at_once(env_file):
    environ = {"PORTAL_NONSENSE": "1", "PORTAL_LOG_LEVEL": "loud", "PORTAL_SLACK_API_URL": "slack"}

    with pytest.raises(SettingsTrouble) as trouble:
        load(environ, env_file)

    assert len(trouble.value.sentences) == 3
    assert "PORTAL_LOG_LEVEL is not one of: debug, info, warning, error" in trouble.value.sentences


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("PORTAL_CLIENT_BOT_TOKEN", "sEcReT"),
        ("PORTAL_CLIENT_BOT_TOKEN", "sEcReT:123"),
        ("PORTAL_CLIENT_BOT_TOKEN", "123:"),
        ("PORTAL_SLACK_BOT_TOKEN", "xoxp-sEcReT"),
        ("PORTAL_SLACK_APP_TOKEN", "xoxb-sEcReT"),
    ],
)
def test_a_token_of_another_shape_is_refused_without_being_shown(name, wrong, env_file):
    sentence = refusal({name: wrong}, env_file)

    assert sentence.startswith(f"{name} is not a")
    assert wrong not in sentence


@pytest.mark.parametrize(
    ("given_name", "token", "missing"),
    [
        ("PORTAL_SLACK_BOT_TOKEN", BOT, "PORTAL_SLACK_APP_TOKEN"),
        ("PORTAL_SLACK_APP_TOKEN", APP, "PORTAL_SLACK_BOT_TOKEN"),
    ],
)
def test_one_slack_token_alone_is_refused_and_the_missing_one_named(
    given_name, token, missing, env_file
):
    sentence = refusal({given_name: token}, env_file)

    assert sentence.startswith(f"{missing} is missing: with {given_name} alone")


def test_slack_over_http_needs_the_bot_token_and_the_signing_secret(env_file):
    given = {"PORTAL_SLACK_BOT_TOKEN": BOT, "PORTAL_SLACK_SIGNING_SECRET": SIGNING}
    settings = load(given, env_file)

    assert settings.slack_signing_secret == SecretStr(SIGNING)
    assert settings.serves_http
    assert "PORTAL_SLACK_BOT_TOKEN is missing" in refusal(
        {"PORTAL_SLACK_SIGNING_SECRET": SIGNING}, env_file
    )


def test_two_ways_to_hear_from_slack_at_once_are_refused(env_file):
    given = {
        "PORTAL_SLACK_BOT_TOKEN": BOT,
        "PORTAL_SLACK_APP_TOKEN": APP,
        "PORTAL_SLACK_SIGNING_SECRET": SIGNING,
    }

    assert "are two ways to hear from Slack" in refusal(given, env_file)


def test_telegram_is_asked_unless_it_can_call(env_file):
    assert not load({}, env_file).serves_http
    assert load({"PORTAL_HTTP_PORT": "0"}, env_file).serves_http
    assert load(CALLED, env_file).serves_http
    assert load(CALLED, env_file).public_url == "https://portal.example"


def test_a_secret_without_its_address_is_refused_and_the_missing_one_named(env_file):
    alone = {"PORTAL_WEBHOOK_SECRET": CALLED["PORTAL_WEBHOOK_SECRET"]}

    assert refusal(alone, env_file).startswith("PORTAL_PUBLIC_URL is missing")


def test_an_address_alone_is_for_the_record_page(env_file):
    settings = load({"PORTAL_PUBLIC_URL": CALLED["PORTAL_PUBLIC_URL"]}, env_file)

    assert settings.serves_http
    assert settings.webhook_secret is None


@pytest.mark.parametrize(
    "right",
    ["https://h", "https://h:8443/x", "http://127.0.0.1:1", "http://localhost", "http://[::1]:2"],
)
def test_telegram_calls_over_https_or_on_this_machine(right, env_file):
    assert load({**CALLED, "PORTAL_PUBLIC_URL": right}, env_file).public_url == right


@pytest.mark.parametrize(
    "wrong",
    ["http://portal.example", "http://10.0.0.1", "https://", "https://a:b@h", "https://h/?q", "h"],
)
def test_an_address_that_telegram_would_call_unprotected_is_refused(wrong, env_file):
    sentence = refusal({**CALLED, "PORTAL_PUBLIC_URL": wrong}, env_file)

    assert sentence.startswith("PORTAL_PUBLIC_URL is not an address")


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("PORTAL_WEBHOOK_SECRET", "sEcReT"),
        ("PORTAL_WEBHOOK_SECRET", "sEcReT sEcReT sEcReT"),
        ("PORTAL_WEBHOOK_SECRET", "sEcReT" * 50),
        ("PORTAL_SLACK_SIGNING_SECRET", "sEcReT"),
    ],
)
def test_a_secret_of_another_shape_is_refused_without_being_shown(name, wrong, env_file):
    sentence = refusal({name: wrong}, env_file)

    assert sentence.startswith(f"{name} is not a")
    assert wrong not in sentence


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("PORTAL_HTTP_PORT", "http"),
        ("PORTAL_HTTP_PORT", "-1"),
        ("PORTAL_HTTP_PORT", "65536"),
        ("PORTAL_HTTP_HOST", "http://host"),
        ("PORTAL_HTTP_WATCHERS", "everybody"),
        ("PORTAL_HTTP_WATCHERS", "10.1.0.1/16"),
        ("PORTAL_HTTP_WATCHERS", "10.1.0.0/16, ,"),
    ],
)
def test_a_server_that_cannot_be_is_refused(name, wrong, env_file):
    assert name in refusal({name: wrong}, env_file)


def test_networks_that_may_watch_are_read_one_by_one(env_file):
    settings = load({"PORTAL_HTTP_WATCHERS": "10.1.0.0/16, fd00::/8"}, env_file)

    assert [str(each) for each in settings.watchers] == ["10.1.0.0/16", "fd00::/8"]
    assert Settings().watchers == ()


def test_both_slack_tokens_together_are_welcome(env_file):
    settings = load({"PORTAL_SLACK_BOT_TOKEN": BOT, "PORTAL_SLACK_APP_TOKEN": APP}, env_file)

    assert settings.slack_app_token == SecretStr(APP)


@pytest.mark.parametrize(
    "wrong",
    ["slack.com", "ftp://host", "https://", "https://name:word@host", "https://h/?q=1", "http:// "],
)
def test_what_is_not_the_address_of_a_server_is_refused(wrong, env_file):
    assert "PORTAL_TELEGRAM_API_URL" in refusal({"PORTAL_TELEGRAM_API_URL": wrong}, env_file)


def test_addresses_end_without_a_slash(env_file):
    settings = load({"PORTAL_TELEGRAM_API_URL": "http://127.0.0.1:8081/"}, env_file)

    assert settings.telegram_api_url == "http://127.0.0.1:8081"


@pytest.mark.parametrize("wrong", ["portal.db", "mysql://host/portal", "sqlite://"])
def test_an_address_of_no_database_of_ours_is_refused(wrong, env_file):
    assert "PORTAL_DATABASE_URL" in refusal({"PORTAL_DATABASE_URL": wrong}, env_file)


def test_the_database_file_is_known_on_sqlite_and_absent_on_postgresql():
    assert Settings().database_path == Path("portal.db")
    assert Settings(database_url="sqlite:////var/portal.db").database_path == Path("/var/portal.db")
    assert Settings(database_url="postgresql://portal@host/portal").database_path is None


def test_settings_are_frozen():
    with pytest.raises(ValidationError):
        Settings().log_level = LogLevel.DEBUG


def test_settings_made_by_hand_are_not_changed_by_the_machine(monkeypatch):
    monkeypatch.setenv("PORTAL_LOG_LEVEL", "error")

    assert Settings().log_level is LogLevel.INFO


def test_neither_tokens_nor_the_database_password_show_when_settings_are_printed():
    settings = Settings(
        database_url="postgresql://portal:pAssWord@host/portal",
        client_bot_token=SecretStr(TELEGRAM),
        slack_bot_token=SecretStr(BOT),
        slack_app_token=SecretStr(APP),
        public_url="https://portal.example",
        webhook_secret=SecretStr(WEBHOOK),
    )

    shown = f"{settings!r} {settings}"

    assert not any(secret in shown for secret in (*SECRETS, "pAssWord"))


def test_no_secret_stays_with_a_refusal(env_file):
    environ = {"PORTAL_CLIENT_BOT_TOKEN": "sEcReT", "PORTAL_SLACK_BOT_TOKEN": BOT}

    with pytest.raises(SettingsTrouble) as trouble:
        load(environ, env_file)

    assert trouble.value.__cause__ is None
    assert trouble.value.__context__ is None


def test_a_line_that_is_no_setting_is_refused_by_its_number(env_file):
    env_file.write_text("PORTAL_KEY_FILE=portal.key\nPORTAL_LOG_LEVEL\n")

    assert refusal({}, env_file) == f"Line 2 of {env_file} is not a setting; write NAME=value."


def test_a_file_that_is_not_text_or_not_a_file_is_refused(env_file, tmp_path):
    env_file.write_bytes(b"\xff\xfe\x00")

    assert "is not text" in refusal({}, env_file)
    assert "cannot be read" in refusal({}, tmp_path)


@given(value=st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0")))
def test_whatever_is_written_becomes_settings_or_a_plain_refusal(value):
    for field in Settings.model_fields:
        with suppress(SettingsTrouble):
            load({f"PORTAL_{field.upper()}": value}, Path("/nowhere/.env"))
