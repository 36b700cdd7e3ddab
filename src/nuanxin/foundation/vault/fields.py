"""Fields whose content lies encrypted in the database (SM4-GCM), and blind indexes to find it again (HMAC-SM3)."""

from __future__ import annotations

import base64
from binascii import b2a_base64
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import models

from nuanxin.foundation.common.sm import hmac_sm3, sm4_open, sm4_seal, sm4_sealer
from nuanxin.foundation.vault.keys import Keys, load_keys

BLIND_INDEX_LENGTH = 32


def _keys() -> Keys:
    return load_keys(settings.NUANXIN_KEY_FILE)


def seal(text: str, purpose: str) -> str:
    """Encrypt one text for one purpose: "<key id>:<base64 of nonce and sealed text>"; empty stays empty."""
    if not text:
        return ""
    keys = _keys()
    sealed = sm4_seal(keys.cipher_key(keys.current, purpose), text.encode(), purpose.encode())
    return f"{keys.current}:{base64.b64encode(sealed).decode()}"


def sealer(purpose: str) -> Callable[[str], str]:
    """`seal` for many texts of one purpose: the key is looked up and laid out once."""
    keys = _keys()
    seal_bytes = sm4_sealer(keys.cipher_key(keys.current, purpose), purpose.encode())
    head = f"{keys.current}:"

    def sealed(text: str) -> str:
        return head + b2a_base64(seal_bytes(text.encode()), newline=False).decode("ascii") if text else ""

    return sealed


def unseal(stored: str, purpose: str) -> str:
    """The text behind a sealed value."""
    if not stored:
        return ""
    key_id, _, body = stored.partition(":")
    return sm4_open(_keys().cipher_key(key_id, purpose), base64.b64decode(body), purpose.encode()).decode()


def blind_index(text: str, purpose: str) -> str:
    """A keyed digest by which an exact value is found without being readable; empty stays empty."""
    if not text:
        return ""
    return hmac_sm3(_keys().index_key(purpose), text.encode()).hex()[:BLIND_INDEX_LENGTH]


class EncryptedTextField(models.TextField):
    """A text that is sealed on its way into the database and opened on its way out."""

    def __init__(self, *args: Any, purpose: str = "personal", **kwargs: Any) -> None:
        self.purpose = purpose
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "purpose": self.purpose}

    def from_db_value(self, value: str | None, *_: Any) -> str | None:
        return value if value is None else unseal(value, self.purpose)

    def get_prep_value(self, value: Any) -> Any:
        return value if value is None else seal(str(value), self.purpose)
