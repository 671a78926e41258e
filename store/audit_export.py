"""One practice's audit as a file of JSON lines, for whoever checks it without us.

{"header": {...}}   the form, the practice, the public keys
{"entry": {...}}    chain by chain, in order, each with its hash
{"head": {...}}     behind the entries of its chain, signed
{"end": {...}}      how many lines there are, their hash, and the signature over both
"""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection

from store import audit
from store.audit_form import encoded, instant_text
from store.memory import Memory

FORM = "portal audit 1"
END = b"portal audit export 1\n"


def lines(
    connection: Connection, memory: Memory, keys: Mapping[str, bytes], now: datetime
) -> Iterator[str]:
    """The lines of the file; what is wrong with the audit is exported as it stands."""
    total, running = 0, sha256()
    for said in _said(connection, memory, keys, now):
        line = json.dumps(said, ensure_ascii=False, separators=(",", ":")) + "\n"
        total += 1
        running.update(line.encode())
        yield line
    sealed = (str(total), running.hexdigest())
    signature = memory.vault.sign(END + encoded(sealed)).hex()
    end = {"lines": sealed[0], "sha256": sealed[1], "ring": memory.ring.value}
    yield json.dumps({"end": {**end, "signature": signature}}) + "\n"


def _said(
    connection: Connection, memory: Memory, keys: Mapping[str, bytes], now: datetime
) -> Iterator[dict[str, Any]]:
    yield {
        "header": {
            "form": FORM,
            "practice": str(memory.practice),
            "exported_at": instant_text(now),
            "keys": {ring: key.hex() for ring, key in keys.items()},
        }
    }
    heads = audit.heads(connection, memory.practice)
    for chain in audit.chains(connection, memory.practice):
        for each in audit.entries(connection, memory.practice, chain):
            yield {"entry": {**each.texts(), "hash": each.hash.hex()}}
        if chain in heads:
            yield {"head": heads[chain].as_json()}
