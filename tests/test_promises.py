"""Promises about the repository itself: packages, layers, the lock file, docstrings."""

import ast
import re
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PACKAGED = set(PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"])
OURS = PACKAGED | {"benchmarks"}
LOCK = (ROOT / "requirements.lock").read_text()

modules = sorted(found for folder in (*OURS, "tests") for found in (ROOT / folder).rglob("*.py"))


def contract(kind):
    [found] = [
        each for each in PROJECT["tool"]["importlinter"]["contracts"] if each["type"] == kind
    ]
    return found


def forbidden_to(package):
    return {
        name
        for each in PROJECT["tool"]["importlinter"]["contracts"]
        if each["type"] == "forbidden" and package in each["source_modules"]
        for name in each["forbidden_modules"]
    }


def requirements(lock):
    """The lock's requirements, each with its continued lines, without comments."""
    lines = (line for line in lock.splitlines() if not line.lstrip().startswith("#"))
    joined = "\n".join(lines).replace("\\\n", " ")
    return [line for line in joined.splitlines() if line.strip()]


def test_every_folder_with_code_is_packaged_typed_and_held_to_the_layers():
    folders = {found.parent.name for found in ROOT.glob("*/__init__.py")}

    layers = {name for layer in contract("layers")["layers"] for name in layer.split(" | ")}

    assert folders == OURS
    assert set(PROJECT["tool"]["mypy"]["files"]) == OURS | {"docs/verify_audit.py"}
    assert set(PROJECT["tool"]["importlinter"]["root_packages"]) == OURS
    assert layers == OURS


def test_the_sandbox_may_import_no_package_of_ours():
    assert forbidden_to("sandbox") >= OURS - {"sandbox"}


def test_every_library_for_a_platform_or_a_database_has_its_folder():
    protected = {
        name: set(each["allowed_importers"])
        for each in PROJECT["tool"]["importlinter"]["contracts"]
        if each["type"] == "protected"
        for name in each["protected_modules"]
    }

    assert {name: homes - {"benchmarks"} for name, homes in protected.items()} == {
        "aiogram": {"bots.telegram_clients"},
        "telegram": {"bots.telegram_groups"},
        "slack_bolt": {"bots.slack_therapists"},
        "slack_sdk": {"bots.slack_therapists"},
        "apscheduler": {"scheduler"},
        "matplotlib": {"charts"},
        "fpdf": {"portal"},
        "pyzipper": {"portal"},
        "sqlalchemy": {"store", "portal"},
        "alembic": {"store"},
        "cryptography": {"store"},
        "aiohttp": {"portal", "bots", "sandbox"},
    }
    for package in PACKAGED - {"store"}:
        assert forbidden_to(package) >= {"aiosqlite", "asyncpg"}


@pytest.mark.parametrize("package", ["conversations", "care", "questionnaires"])
def test_what_decides_reads_no_clock_and_rolls_no_dice(package):
    unwelcome = {"asyncio", "random", "secrets", "time", "socket", "os", "sqlite3"}

    assert forbidden_to(package) >= unwelcome
    assert "datetime" not in forbidden_to(package)


def test_no_dependency_brings_a_package_named_like_ours():
    brought = packages_distributions()

    ours = {PROJECT["project"]["name"]}

    assert {
        name: set(brought[name]) - ours
        for name in OURS | {"tests"}
        if set(brought.get(name, ())) - ours
    } == {}


def test_the_lock_names_no_host():
    named = [word for word in ("://", "index-url", "find-links", "@ file") if word in LOCK]

    assert named == []


def test_everything_in_the_lock_has_a_version_and_a_hash():
    locked = requirements(LOCK)

    assert len(locked) > 30
    for line in locked:
        assert re.match(r"[\w.-]+(\[[\w,-]+\])?==\S+ ", line), line
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", line), line


def test_a_requirement_without_a_hash_would_be_noticed():
    found = requirements("# a comment\nwith==1 \\\n    --hash=sha256:00\n    # via x\nwithout==2\n")

    assert [line.split()[0] for line in found if "--hash" not in line] == ["without==2"]


def test_every_dependency_is_locked():
    names = {
        re.match(r"[\w.-]+", wanted).group().lower().replace("_", "-").replace(".", "-")
        for wanted in (
            *PROJECT["project"]["dependencies"],
            *PROJECT["project"]["optional-dependencies"]["dev"],
        )
    }

    locked = {
        line.partition("==")[0].partition("[")[0].replace(".", "-") for line in requirements(LOCK)
    }

    assert names - locked == set()


RUNS = {"eval", "exec", "compile", "__import__", "execfile"}
UNPACKS = {"pickle", "_pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib", "jsonpickle"}
UNPACKS |= {"yaml", "ruamel", "code", "codeop", "runpy"}
SHELLS = {"system", "popen", "getoutput", "getstatusoutput", "create_subprocess_shell"}


def runs_data(source):
    """What in a module could take data for code, by name."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                yield from {each.name.partition(".")[0] for each in names} & UNPACKS
            case ast.ImportFrom(module=str(module)) if module.partition(".")[0] in UNPACKS:
                yield module
            case ast.Call(func=ast.Name(id=name)) if name in RUNS:
                yield name
            case ast.Call(func=ast.Attribute(attr=name)) if name in SHELLS:
                yield name
            case ast.keyword(arg="shell", value=value) if not (
                isinstance(value, ast.Constant) and value.value is False
            ):
                yield "shell"


def test_no_data_are_ever_run():
    found = {
        str(module.relative_to(ROOT)): names
        for module in (*modules, *(ROOT / "docs").glob("*.py"))
        if module.relative_to(ROOT).parts[0] not in ("tests", "benchmarks")
        and (names := set(runs_data(module.read_text("utf-8"))))
    }

    assert found == {}


@pytest.mark.parametrize(
    "line",
    [
        "import pickle",
        "from marshal import loads",
        "import yaml",
        "eval(row)",
        "exec(row)",
        "subprocess.run(row, shell=True)",
        "subprocess.run(row, shell=wanted)",
        "os.system(row)",
        "asyncio.create_subprocess_shell(row)",
    ],
)
def test_data_that_were_run_would_be_noticed(line):
    assert set(runs_data(line))


def test_every_module_says_what_it_is_for():
    silent = [
        str(module.relative_to(ROOT))
        for module in modules
        if module.read_text().strip() and not ast.get_docstring(ast.parse(module.read_text()))
    ]

    assert silent == []


def test_no_module_has_a_name_that_says_nothing():
    empty_words = {"utils", "util", "helpers", "common", "base", "manager", "service", "misc"}

    assert [str(module) for module in modules if module.stem in empty_words] == []
