"""Writes the parts of this release as CycloneDX, from the lock alone: `python docs/sbom.py`.

The standard library is enough, and the same lock gives the same document on every machine: what is
installed here, and when, is not asked.
"""

import hashlib
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

ROOT = Path(__file__).parent.parent
LOCKED = re.compile(
    r"^(?P<name>[\w.-]+)(?:\[[\w,-]+\])?==(?P<version>\S+)(?P<rest>.*)$", re.MULTILINE
)
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def parts(lock: str) -> Iterator[dict[str, Any]]:
    """Every locked distribution, with the hash of each of its files that may be installed."""
    lines = lock.replace("\\\n", " ")
    for found in LOCKED.finditer(lines):
        name = re.sub(r"[-_.]+", "-", found["name"]).lower()
        purl = f"pkg:pypi/{name}@{found['version']}"
        yield {
            "type": "library",
            "bom-ref": purl,
            "name": name,
            "version": found["version"],
            "purl": purl,
            "hashes": [
                {"alg": "SHA-256", "content": each} for each in sorted(HASH.findall(found["rest"]))
            ],
        }


def document(lock: str, project: dict[str, Any]) -> dict[str, Any]:
    """The whole document, in version 1.6 of the form."""
    whole = f"pkg:pypi/{project['name']}@{project['version']}"
    components = list(parts(lock))
    print_of_lock = hashlib.sha256(lock.encode()).hexdigest()
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        # Of the lock, so that the same parts have the same number.
        "serialNumber": f"urn:uuid:{uuid5(NAMESPACE_URL, print_of_lock)}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": whole,
                "name": project["name"],
                "version": project["version"],
            },
        },
        "components": components,
        "dependencies": [{"ref": whole, "dependsOn": [each["bom-ref"] for each in components]}],
    }


def main() -> None:
    """Prints the document."""
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    json.dump(document(lock, project), sys.stdout, indent=2)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
