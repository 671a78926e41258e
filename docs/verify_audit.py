"""Checks one exported audit file, with Python and `cryptography` and nothing of the portal.

    python verify_audit.py EXPORT [--anchors FILE] [--key clients=HEX] [--key groups=HEX]

EXPORT is what `portal audit export` wrote: JSON lines. A text is written as its length in four
bytes, big-endian, then UTF-8; nothing at all as four bytes of 0xFF. Every value is a text.

    genesis = SHA-256("portal audit chain 1\\n" + practice + chain + ring)
    hash    = SHA-256("portal audit entry 1\\n" + hash before (32 bytes) + practice + chain + number
                      + at + role + actor + action + kind + object + subject + reason)
    head    = Ed25519 over "portal audit head 1\\n" + practice + chain + ring + number + hash + at
    end     = Ed25519 over "portal audit export 1\\n" + lines + sha256 of those lines

The file names its public keys, and so could a forger: take them from somewhere else, such as what
`portal audit verify` printed when the portal was set up, and give them with --key. Anchors are the
lines that the portal added to PORTAL_AUDIT_ANCHOR_FILE. Exit status: 0 whole, 1 not, 2 unreadable.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

ENTRY = ("practice", "chain", "number", "at", "role", "actor", "action", "kind")
ENTRY_MORE = ("object", "subject", "reason")
HEAD = ("practice", "chain", "ring", "number", "hash", "at")


def verify(
    lines: Iterable[str],
    anchors: Iterable[str] = (),
    keys: Mapping[str, bytes] | None = None,
) -> list[dict[str, Any]]:
    """Everything that is wrong: chain, number and what. ValueError for what is no export at all."""
    said, faults = _read(list(lines), keys)
    trusted = said["keys"]
    chains: dict[str, list[dict[str, Any]]] = said["chains"]
    heads: dict[str, dict[str, Any]] = said["heads"]
    wanted = list(_wanted(anchors, said["practice"], trusted, faults))
    for chain in sorted({*chains, *heads}):
        head = heads.get(chain)
        faults += _chain(said["practice"], chain, chains.get(chain, []), head, trusted)
    for anchor in wanted:
        found = [
            each["hash"]
            for each in chains.get(anchor["chain"], [])
            if each["number"] == anchor["number"]
        ]
        if not found:
            faults.append(_fault(anchor["chain"], anchor["number"], "anchor-missing"))
        elif anchor["hash"] not in found:
            faults.append(_fault(anchor["chain"], anchor["number"], "anchor-differs"))
    return faults


def _read(
    lines: list[str], keys: Mapping[str, bytes] | None
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    if not lines:
        raise ValueError("the file is empty")
    faults: list[dict[str, Any]] = []
    chains: dict[str, list[dict[str, Any]]] = {}
    heads: dict[str, dict[str, Any]] = {}
    header = json.loads(lines[0])["header"]
    if header["form"] != "portal audit 1":
        raise ValueError(f"this is not an audit that this program knows: {header['form']}")
    trusted = {ring: bytes.fromhex(key) for ring, key in header["keys"].items()}
    if keys:
        if any(trusted.get(ring) != key for ring, key in keys.items()):
            faults.append(_fault("", "0", "keys"))
        trusted |= keys
    for line in lines[1:-1]:
        match json.loads(line):
            case {"entry": dict(entry)}:
                chains.setdefault(entry["chain"], []).append(entry)
            case {"head": dict(head)}:
                heads[head["chain"]] = head
            case _:
                raise ValueError("a line is neither an entry nor a head")
    last = json.loads(lines[-1])
    if "end" not in last or not _is_whole(lines[:-1], last["end"], trusted):
        faults.append(_fault("", "0", "file"))
    said = {"practice": header["practice"], "keys": trusted, "chains": chains, "heads": heads}
    return said, faults


def _is_whole(lines: list[str], end: Mapping[str, str], keys: Mapping[str, bytes]) -> bool:
    total, running = str(len(lines)), sha256("".join(lines).encode()).hexdigest()
    signed = b"portal audit export 1\n" + _encoded((total, running))
    signature = end.get("signature", "")
    same = (end.get("lines"), end.get("sha256")) == (total, running)
    return same and _is_signed(keys.get(end.get("ring", "")), signature, signed)


def _wanted(
    anchors: Iterable[str],
    practice: str,
    keys: Mapping[str, bytes],
    faults: list[dict[str, Any]],
) -> Iterator[dict[str, Any]]:
    for line in anchors:
        if not line.strip():
            continue
        anchor = json.loads(line)
        if anchor["practice"] != practice:
            continue
        if _head_is_signed(keys, anchor):
            yield anchor
        else:
            faults.append(_fault(anchor["chain"], anchor["number"], "anchor-signature"))


def _chain(
    practice: str,
    chain: str,
    entries: list[dict[str, Any]],
    head: dict[str, Any] | None,
    keys: Mapping[str, bytes],
) -> Iterator[dict[str, Any]]:
    ring = head["ring"] if head else ""
    number, last = 0, sha256(b"portal audit chain 1\n" + _encoded((practice, chain, ring))).digest()
    for entry in entries:
        found = int(entry["number"])
        if found != number + 1:
            yield _fault(chain, entry["number"], "number")
        values = [*(entry[each] for each in ENTRY), *(entry[each] for each in ENTRY_MORE)]
        linked = sha256(b"portal audit entry 1\n" + last + _encoded(values)).hexdigest()
        if (head or number) and (linked != entry["hash"] or entry["practice"] != practice):
            yield _fault(chain, entry["number"], "hash")
        number, last = found, bytes.fromhex(entry["hash"])
    if head is None:
        yield _fault(chain, str(number), "head-missing")
        return
    if head["practice"] != practice or not _head_is_signed(keys, head):
        yield _fault(chain, head["number"], "signature")
    if (head["number"], head["hash"]) != (str(number), last.hex()):
        yield _fault(chain, head["number"], "head-differs")


def _head_is_signed(keys: Mapping[str, bytes], head: Mapping[str, str]) -> bool:
    signed = b"portal audit head 1\n" + _encoded(head[each] for each in HEAD)
    return _is_signed(keys.get(head["ring"]), head["signature"], signed)


def _is_signed(key: bytes | None, signature: str, signed: bytes) -> bool:
    if key is None:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(bytes.fromhex(signature), signed)
    except (InvalidSignature, ValueError):
        return False
    return True


def _encoded(texts: Iterable[str | None]) -> bytes:
    parts = []
    for text in texts:
        plain = None if text is None else text.encode("utf-8", "surrogatepass")
        parts.append(
            b"\xff\xff\xff\xff" if plain is None else len(plain).to_bytes(4, "big") + plain
        )
    return b"".join(parts)


def _fault(chain: str, number: str, what: str) -> dict[str, Any]:
    return {"chain": chain, "number": int(number), "what": what}


def main(arguments: list[str] | None = None) -> int:
    """The exit status."""
    parser = argparse.ArgumentParser(description="Checks an exported audit of the portal.")
    parser.add_argument("export", type=Path, help="what portal audit export wrote")
    parser.add_argument("--anchors", type=Path, help="the portal's anchor file")
    parser.add_argument("--key", action="append", default=[], help="clients=HEX or groups=HEX")
    given = parser.parse_args(arguments)
    try:
        keys = {ring: bytes.fromhex(key) for ring, _, key in (e.partition("=") for e in given.key)}
        with given.export.open(encoding="utf-8", newline="") as file:
            lines = list(file)
        anchors = given.anchors.read_text("utf-8").splitlines() if given.anchors else []
        faults = verify(lines, anchors, keys or None)
    except (OSError, ValueError, KeyError, TypeError) as trouble:
        sys.stderr.write(f"This cannot be checked: {trouble}\n")
        return 2
    for fault in faults:
        sys.stdout.write(f"chain {fault['chain'] or '-'} at {fault['number']}: {fault['what']}\n")
    entries = sum('"entry"' in line[:9] for line in lines)
    sys.stdout.write(f"{entries} entries: {'not whole' if faults else 'whole'}\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
