"""What a supplier of messages must do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Taken(StrEnum):
    """Whether a supplier that failed may have the message all the same."""

    NO = "no"  # it answered, and refused
    UNREACHED = "unreached"  # it never heard of this try; of an earlier one nothing is known
    PERHAPS = "perhaps"  # it was told, its answer was not heard


class SupplierFailed(Exception):
    """The supplier did not take the message, as far as is known; the text says why, for the administrator."""

    def __init__(self, why: str, taken: Taken = Taken.UNREACHED) -> None:
        super().__init__(why)
        self.taken = taken


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
