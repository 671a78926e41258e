"""The list of parts holds what the lock holds, and says the same on every machine."""

import importlib.util
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


@pytest.fixture(scope="module")
def sbom():
    spec = importlib.util.spec_from_file_location("sbom", ROOT / "docs" / "sbom.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_list_of_parts_names_every_part_with_its_hashes(sbom):
    found = sbom.document(LOCK, PROJECT)["components"]

    locked = re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==([^\s;]+)", LOCK, re.MULTILINE)
    assert [each["version"] for each in found] == [version for _, version in locked]
    assert len({each["purl"] for each in found}) == len(found) > 50
    assert all(each["hashes"] for each in found)
    assert sum(len(each["hashes"]) for each in found) == LOCK.count("--hash=sha256:")


def test_it_has_the_form_of_cyclonedx(sbom):
    told = sbom.document(LOCK, PROJECT)

    assert (told["bomFormat"], told["specVersion"], told["version"]) == ("CycloneDX", "1.6", 1)
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", told["serialNumber"])
    [whole] = told["dependencies"]
    assert whole["ref"] == told["metadata"]["component"]["bom-ref"]
    assert whole["dependsOn"] == [each["bom-ref"] for each in told["components"]]


def test_the_same_lock_gives_the_same_document_and_another_another(sbom):
    first, again = sbom.document(LOCK, PROJECT), sbom.document(LOCK, PROJECT)

    assert first == again
    assert sbom.document(LOCK + "\n", PROJECT)["serialNumber"] != first["serialNumber"]


def test_it_is_printed_by_the_standard_library_alone():
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(ROOT / "docs" / "sbom.py")],
        capture_output=True,
        text=True,
        check=True,
    )

    assert json.loads(done.stdout)["components"]
