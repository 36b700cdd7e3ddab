"""What a supplier of electronic seals must do (GB/T 38540 is the supplier's business; we hand over the paper and keep what comes back)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class SealFailed(Exception):
    """The service did not seal; the text says why, in Chinese, for the officer."""


@dataclass(frozen=True)
class SealRequest:
    """A paper to be sealed. digest: SM3 of its locked wording; x and y: the middle of organ and date, mm from the top left."""

    key: str
    pdf: bytes
    digest: str
    organ: str
    page: int
    pages: int
    x_mm: float
    y_mm: float


@dataclass(frozen=True)
class Sealed:
    """What came back: the sealed PDF and the supplier's own number for it."""

    pdf: bytes
    serial: str


@dataclass(frozen=True)
class Verification:
    """Whether the seal holds, in words for the page. `demo`: the seal has no force in law."""

    valid: bool
    text: str
    demo: bool = False


class SealService(Protocol):
    """A supplier. `seal` returns the sealed file or raises SealFailed; `verify` reads a sealed file back."""

    @property
    def name(self) -> str: ...

    def seal(self, request: SealRequest) -> Sealed: ...

    def verify(self, pdf: bytes) -> Verification: ...
