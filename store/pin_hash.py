"""A PIN as it may be kept: Argon2id, with its parameters beside the hash.

One comparison takes 50 to 100 ms and 19 MiB of memory on purpose, so this is never called inside a
transaction. It lets other threads run meanwhile.
"""

import os

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

MEMORY_KIB, PASSES, LANES = 19 * 1024, 2, 1
SALT_BYTES, HASH_BYTES = 16, 32


def hashed(digits: str) -> str:
    """The hash of a new PIN under a salt of its own."""
    made = Argon2id(
        salt=os.urandom(SALT_BYTES),
        length=HASH_BYTES,
        iterations=PASSES,
        lanes=LANES,
        memory_cost=MEMORY_KIB,
    )
    return made.derive_phc_encoded(digits.encode())


def fits(digits: str, kept: str) -> bool:
    """Whether these digits are the PIN of this hash, made with whatever parameters it names."""
    try:
        Argon2id.verify_phc_encoded(digits.encode(), kept)
    except InvalidKey:
        return False
    return True
