"""Chinese national cryptography as plain functions: SM3 (GB/T 32905) and SM4 (GB/T 32907) in GCM, by `cryptography`.

Where the keys come from is the vault's business; nothing here knows a key.
"""

import os
from collections.abc import Callable
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

KEY_BYTES = 16
NONCE_BYTES = 12
TAG_BYTES = 16


class SealBroken(ValueError):
    """The sealed text was altered, cut, or belongs to another key or another place (aad)."""


def sm3(data: bytes) -> bytes:
    """32 bytes."""
    digest = hashes.Hash(hashes.SM3())
    digest.update(data)
    return digest.finalize()


def hmac_sm3(key: bytes, data: bytes) -> bytes:
    """32 bytes; the blind indexes stand on it."""
    if not key:
        raise ValueError("HMAC-SM3 密钥为空")
    code = _begun(key).copy()
    code.update(data)
    return code.finalize()


@lru_cache(maxsize=64)
def _begun(key: bytes) -> hmac.HMAC:
    """The code with the key already in it: taking a copy costs a quarter of beginning anew."""
    return hmac.HMAC(key, hashes.SM3())


def sm4_seal(key: bytes, plaintext: bytes, aad: bytes = b"") -> bytes:
    """nonce (12, random) + ciphertext (as long as the plaintext) + tag (16). `aad` binds it to its place."""
    _check_key(key)
    nonce = os.urandom(NONCE_BYTES)
    sealer = Cipher(_sm4(key), modes.GCM(nonce)).encryptor()
    sealer.authenticate_additional_data(aad)
    return nonce + sealer.update(plaintext) + sealer.finalize() + sealer.tag


def sm4_sealer(key: bytes, aad: bytes = b"") -> Callable[[bytes], bytes]:
    """`sm4_seal` for many texts under one key, which is checked and laid out once."""
    _check_key(key)
    cipher = _sm4(key)

    def seal(plaintext: bytes) -> bytes:
        nonce = os.urandom(NONCE_BYTES)  # each time anew: a stock would be shared with a process that forks off
        sealer = Cipher(cipher, modes.GCM(nonce)).encryptor()
        sealer.authenticate_additional_data(aad)
        return nonce + sealer.update(plaintext) + sealer.finalize() + sealer.tag

    return seal


def sm4_open(key: bytes, sealed: bytes, aad: bytes = b"") -> bytes:
    """The plaintext; SealBroken when key, text or aad do not fit together."""
    _check_key(key)
    if len(sealed) < NONCE_BYTES + TAG_BYTES:
        raise SealBroken("密文不完整")
    nonce, text, tag = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:-TAG_BYTES], sealed[-TAG_BYTES:]
    opener = Cipher(_sm4(key), modes.GCM(nonce, tag)).decryptor()
    opener.authenticate_additional_data(aad)
    try:
        return opener.update(text) + opener.finalize()
    except InvalidTag:
        raise SealBroken("密文无法解开：密钥不符，或内容被改动、挪用") from None


@lru_cache(maxsize=64)
def _sm4(key: bytes) -> algorithms.SM4:
    """Checking a key and laying it out costs more than sealing a name with it."""
    return algorithms.SM4(key)


def _check_key(key: bytes) -> None:
    if len(key) != KEY_BYTES:
        raise ValueError(f"SM4 密钥应为{KEY_BYTES}字节，现为{len(key)}字节")
