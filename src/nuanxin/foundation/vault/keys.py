"""The keys of this installation: one file, mode 600, or a file handed over by a key service.

{"current": "1", "keys": {"1": "<32 hex>"}, "index": "<64 hex>"}: a rotation adds a key and moves `current`; old rows
stay readable. Each purpose (worker, reporter, …) gets a key of its own, derived by HMAC-SM3.
"""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from nuanxin.foundation.common.sm import hmac_sm3
from nuanxin.foundation.vault.once import write_once


class KeysMissing(Exception):
    """No readable key file: the house keeps its doors shut rather than write personal data in the clear."""


@dataclass(frozen=True)
class Keys:
    current: str
    masters: dict[str, bytes]
    index_master: bytes

    def cipher_key(self, key_id: str, purpose: str) -> bytes:
        """16 bytes for SM4, for one purpose."""
        if key_id not in self.masters:
            raise KeysMissing(f"密钥文件里没有编号为“{key_id}”的密钥；请把旧密钥补回密钥文件。")
        return _derive(self.masters[key_id], purpose)[:16]

    def index_key(self, purpose: str) -> bytes:
        return _derive(self.index_master, purpose)


@lru_cache(maxsize=256)
def _derive(master: bytes, purpose: str) -> bytes:
    return hmac_sm3(master, purpose.encode())


def make_key_file(path: Path) -> bool:
    """Write a new key file with mode 600 where none is; True when one was made."""
    content = {"current": "1", "keys": {"1": secrets.token_hex(16)}, "index": secrets.token_hex(32)}
    return write_once(path, json.dumps(content))


def add_key(path: Path) -> str:
    """Rotate: add a key and make it the current one; returns its id. Old keys stay."""
    content = json.loads(path.read_text())
    new_id = str(max(int(k) for k in content["keys"]) + 1)
    content["keys"][new_id] = secrets.token_hex(16)
    content["current"] = new_id
    beside = path.with_suffix(".new")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        json.dump(content, file)
    beside.replace(path)
    load_keys.cache_clear()
    return new_id


@lru_cache(maxsize=8)
def load_keys(path: Path) -> Keys:
    """Read the key file; KeysMissing says what to do where there is none."""
    try:
        content = json.loads(path.read_text())
    except FileNotFoundError:
        raise KeysMissing(
            f"没有找到密钥文件 {path}；请先执行 nuanxin setup，或用 NUANXIN_KEY_FILE 指明位置。"
        ) from None
    return Keys(
        current=content["current"],
        masters={k: bytes.fromhex(v) for k, v in content["keys"].items()},
        index_master=bytes.fromhex(content["index"]),
    )
