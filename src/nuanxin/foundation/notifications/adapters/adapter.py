"""What a supplier of messages must do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class SupplierFailed(Exception):
    """The supplier did not take the message; the text says why, for the administrator."""


@dataclass(frozen=True)
class Outgoing:
    """A message on its way. `key` stays the same when it is sent `again`, so that a supplier can drop the double."""

    key: str
    channel: str
    to: str
    notice: str
    body: str
    again: bool = False


@dataclass(frozen=True)
class Receipt:
    """The supplier's word that it took the message; never empty."""

    text: str


class Adapter(Protocol):
    """A supplier. `send` returns when the supplier took the message and raises SupplierFailed otherwise."""

    @property
    def name(self) -> str: ...

    def send(self, message: Outgoing) -> Receipt: ...
