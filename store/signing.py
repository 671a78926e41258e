"""The signature under the end of an audit chain: Ed25519, with a key that comes from the key file.

Who holds the database alone can sign nothing; who holds the public key alone can check everything.
Derived from the index key, which stays when the keys that wrap are rotated.
"""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from store.key_file import KEY_BYTES, Ring

PURPOSE = b"portal audit signature 1|"


def signing_key(ring: Ring) -> Ed25519PrivateKey:
    """The key that signs for the chains of this ring."""
    info = PURPOSE + ring.name.value.encode()
    seed = HKDF(SHA256(), KEY_BYTES, salt=None, info=info).derive(ring.index_key)
    return Ed25519PrivateKey.from_private_bytes(seed)


def public_key(ring: Ring) -> bytes:
    """What checks a signature and makes none."""
    return signing_key(ring).public_key().public_bytes_raw()


def is_signed(public: bytes, signature: bytes, signed: bytes) -> bool:
    """Whether this is the signature of that key over these bytes."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, signed)
    except (InvalidSignature, ValueError):
        return False
    return True
