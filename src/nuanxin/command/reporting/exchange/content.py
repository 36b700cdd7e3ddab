"""What a carried file holds, and how it is packed: a manifest and four parts as JSON, compressed, sealed with a passphrase. Plain.

Layout: docs/how-to/exchange-by-file.md. Format 1 is read as long as the house stands; a change of meaning is format 2.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.foundation.common.sm import SealBroken, sm3
from nuanxin.foundation.vault.passphrase import SHORTEST, open_by_passphrase, seal_by_passphrase

FORMAT = 1
PARTS = ("forms", "rounds", "reports", "decisions")
LARGEST, LARGEST_UNPACKED = 50 * 2**20, 500 * 2**20
_HEAD = f"NUANXIN-EXCHANGE {FORMAT}\n".encode()
_ANY_HEAD = re.compile(rb"NUANXIN-EXCHANGE (\d{1,4})\n")
_AGAIN = "请让对方重新导出，整个文件原样带来"

Direction = Literal["up", "down"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CarriedForm(_Strict):
    """A definition that is not one of the house's own, as text."""

    key: str
    version: str
    text: str


class CarriedRound(_Strict):
    """A round that is asked; code: by which both houses know it; regions: whose reports are asked of the receiver."""

    code: str
    form: str
    form_version: str
    title: str
    start: date
    end: date
    due_county: date
    due_city: date | None = None
    due_town: date | None = None
    due_province: date | None = None
    settings: dict[str, str] = {}
    regions: tuple[str, ...]


class CarriedSignature(_Strict):
    text: str
    at: str


class CarriedReport(_Strict):
    """A filed report: its cells as filed (`frozen`, without the rows), the numbers of the rows by table as they are there."""

    code: str
    region: str
    unit: str
    filed_at: AwareDatetime
    filed_by: str
    as_of: date
    frozen: dict[str, Any]
    rows: dict[str, list[int]]
    notes: dict[str, str]
    signed: dict[str, CarriedSignature]


class Decision(_Strict):
    """What the level above decided on a report that it had by file."""

    code: str
    region: str
    filed_at: AwareDatetime  # of the filing that it is about
    state: Literal["accepted", "returned", "locked"]
    reason: str = ""
    by: str


class Manifest(_Strict):
    """Who sends what to whom; counts and SM3 digests of the parts."""

    format: int
    direction: Direction
    sender: str  # region code
    sender_unit: str
    receiver: str
    made_at: AwareDatetime
    made_by: str
    period: tuple[date, date] | None
    counts: dict[str, int]
    digests: dict[str, str]


class Content(_Strict):
    manifest: Manifest
    forms: tuple[CarriedForm, ...] = ()
    rounds: tuple[CarriedRound, ...] = ()
    reports: tuple[CarriedReport, ...] = ()
    decisions: tuple[Decision, ...] = ()


def composed(parts: dict[str, list[Any]], **who: Any) -> Content:
    """A content with its manifest: parts of PARTS by name, who: the other fields of the manifest."""
    said = {name: [one.model_dump(mode="json") for one in parts.get(name, ())] for name in PARTS}
    manifest = Manifest(
        format=FORMAT, counts={name: len(rows) for name, rows in said.items()},
        digests={name: digest_of(rows) for name, rows in said.items()}, **who,
    )  # fmt: skip
    return Content(manifest=manifest, **{name: tuple(parts.get(name, ())) for name in PARTS})


def digest_of(rows: Any) -> str:
    """SM3 of a part, written one way."""
    return sm3(json.dumps(rows, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hex()


def packed(content: Content, passphrase: str) -> bytes:
    """The sealed file. BadInput: the passphrase is too short."""
    if len(passphrase) < SHORTEST:
        raise BadInput(Fault(f"口令不足{SHORTEST}个字符", remedy="请换一个长的口令，另行告诉对方，不要和文件放在一起"))
    text = json.dumps(content.model_dump(mode="json"), ensure_ascii=False)
    return seal_by_passphrase(zlib.compress(text.encode(), 6), passphrase, _HEAD)


def unpacked(file: bytes, passphrase: str) -> Content:
    """The content of a file, verified. BadInput says why it is no such file, cut, changed, or of another format."""
    said = _ANY_HEAD.match(file[:32])
    if not said or len(file) > LARGEST:
        raise BadInput(Fault("这不是暖薪的交换文件", remedy="请选择对方导出的 .nxe 文件"))
    if said.group() != _HEAD:
        raise BadInput(
            Fault(f"交换文件是第{int(said.group(1))}版格式，本系统只认第{FORMAT}版", remedy="请先升级本系统")
        )
    try:
        plain = open_by_passphrase(file, passphrase, _HEAD)
    except SealBroken:
        raise BadInput(
            Fault("打不开：口令不对，或者文件不完整、被改动过", remedy=f"请核对口令；还打不开的，{_AGAIN}")
        ) from None
    try:
        content = Content.model_validate(json.loads(_inflated(plain)))
    except (ValidationError, ValueError, zlib.error) as wrong:
        raise BadInput(Fault("文件内容不符合格式", remedy=_AGAIN)) from wrong
    _verify(content)
    return content


def _inflated(plain: bytes) -> bytes:
    whole = zlib.decompressobj()
    text = whole.decompress(plain, LARGEST_UNPACKED)
    if not whole.eof:
        raise ValueError("展开后太大或者不完整")
    return text


def _verify(content: Content) -> None:
    """The parts are those that the manifest counts and digests."""
    faults = []
    for name in PARTS:
        rows = [one.model_dump(mode="json") for one in getattr(content, name)]
        if content.manifest.counts.get(name) != len(rows) or content.manifest.digests.get(name) != digest_of(rows):
            faults.append(Fault(f"“{name}”部分与清单的条数或摘要不符", remedy=_AGAIN))
    if faults or content.manifest.format != FORMAT:
        raise BadInput(faults or [Fault("清单的格式版本不符", remedy=_AGAIN)])


def minute(moment: datetime) -> str:
    """As read by a person."""
    return f"{moment.astimezone(BEIJING):%Y-%m-%d %H:%M}"


def span(days: Iterable[tuple[date, date]]) -> tuple[date, date] | None:
    """From the first start to the last end; None without any."""
    pairs = list(days)
    return (min(start for start, _ in pairs), max(end for _, end in pairs)) if pairs else None
