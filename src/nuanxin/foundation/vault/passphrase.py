"""A file that is carried by hand between two houses: sealed with a passphrase that is told by another way (SM4-GCM).

The key of 16 bytes is derived by PBKDF2 with HMAC-SM3 (GM/T 0091) from the passphrase and a salt of its own for each file.
"""

from __future__ import annotations

import os

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

from nuanxin.foundation.common.sm import KEY_BYTES, SealBroken, sm4_open, sm4_seal

SHORTEST = 12  # characters
SALT_BYTES = 16
_ROUNDS = 400_000  # a third of a second on the project's kind of machine; whoever guesses pays it each time


def seal_by_passphrase(content: bytes, passphrase: str, head: bytes) -> bytes:
    """head, salt, sealed content; the head stands open and cannot be changed unseen."""
    salt = os.urandom(SALT_BYTES)
    return head + salt + sm4_seal(_key(passphrase, salt), content, head + salt)


def open_by_passphrase(sealed: bytes, passphrase: str, head: bytes) -> bytes:
    """The content; SealBroken where the passphrase is another, or anything was cut or changed."""
    if not sealed.startswith(head):
        raise SealBroken("开头不符")
    salt = sealed[len(head) : len(head) + SALT_BYTES]
    return sm4_open(_key(passphrase, salt), sealed[len(head) + SALT_BYTES :], head + salt)


def _key(passphrase: str, salt: bytes) -> bytes:
    kdf = PBKDF2HMAC(algorithm=hashes.SM3(), length=KEY_BYTES, salt=salt, iterations=_ROUNDS)
    return kdf.derive(passphrase.encode())
