"""Ed25519 signatures: one key signs, and whoever has its public half can check.

SIGNING_KEY holds the private key: 32 bytes in base64, as `new_signing_key` makes it.
"""

import hashlib
from base64 import b64decode, b64encode

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)


class Signer:
    """A private key, known by `public`, its public half in base64, and `code`."""

    def __init__(self, seed: bytes) -> None:
        """`seed` are the 32 bytes of the private key; ValueError for any others."""
        self.key = Ed25519PrivateKey.from_private_bytes(seed)
        raw = self.key.public_key().public_bytes_raw()
        self.public = b64encode(raw).decode()
        self.code = code_of(self.public)

    def sign(self, text: str) -> str:
        return b64encode(self.key.sign(text.encode())).decode()


def code_of(public: str) -> str:
    """What a key is called: the first 16 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(b64decode(public)).hexdigest()[:16]


def holds(text: str, signature: str, public: str) -> bool:
    """Whether the key whose public half is `public` signed exactly this text."""
    try:
        key = Ed25519PublicKey.from_public_bytes(b64decode(public, validate=True))
        key.verify(b64decode(signature, validate=True), text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True
