"""Visits from inspectors' phones in the demonstration: in the register, unfinished, two values, decided, signed and changed."""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.parties.models import Employer, Project
from nuanxin.watch.inspection.field.batch import Batch, SentEdit, SentInterview, SentVisit
from nuanxin.watch.inspection.field.deciding import conflicts_of, decide_field
from nuanxin.watch.inspection.field.photos import add_piece, start_photo
from nuanxin.watch.inspection.field.records import FieldEdit, FieldKey, FieldVisit
from nuanxin.watch.inspection.field.syncing import take_batch
from nuanxin.watch.inspection.visits import Seen, correct_visit, record_visit
from nuanxin.web.terminal.demo.invention import Inventor
from nuanxin.web.terminal.demo.people import COUNTY, Cast
from nuanxin.web.terminal.demo.playing import Stage

_SPACE = UUID("0d6a3c52-7f5e-4a53-9a53-6c1b1f9f7a10")
_WHOLE: Mapping[str, Any] = {
    "officers": "王志强、李建国",
    "met": "周某 项目副经理",
    "workforce": 86,
    "migrants": 71,
    "recording": "执法记录仪 AV-12",
    "answer:real_name/contract": "yes",
    "answer:real_name/registered": "no",
    "note:real_name/registered": "钢筋班三人未登记",
    "answer:rights_board/placed": "yes",
    "answer:rights_board/hotline": "no",
    "answer:special_account/opened": "yes",
    "answer:wage_deposit/paid": "yes",
    "answer:high_temperature/hours": "na",
    "done": True,
}
Story = Callable[["_Phones", date], None]


class _Phones:
    """The phones of one visit, with numbers that are the same in every playing."""

    def __init__(self, stage: Stage, site: Project, name: str) -> None:
        self.stage, self.site, self.name = stage, site, name
        self.count = 0

    def number(self, name: str) -> str:
        return str(uuid5(_SPACE, f"{self.name}-{name}"))

    def edit(self, field: str, value: Any, *, phone: str = "a", after: list[str] | None = None) -> SentEdit:
        self.count += 1
        key = self.number(f"{phone}-{self.count}")
        return SentEdit(
            key=key, visit=self.number(phone), field=field, value=value, after=after or [], made_at=occasion.now()
        )

    def send(self, values: Mapping[str, Any], on: date, *, phone: str = "a", by: Staff | None = None) -> None:
        """A message with the visit and these fields."""
        visit = SentVisit(
            key=self.number(phone), visited_on=on, employer=self.site.employer_id, project=self.site.pk, region=COUNTY
        )
        edits = [self.edit(field, value, phone=phone) for field, value in values.items()]
        take_batch(batch=Batch(visits=[visit], edits=edits), by=by or self.stage.cast.inspector, on=on)

    def tell(self, words: str, on: date) -> None:
        """What a worker said."""
        said = SentInterview(key=self.number("words"), visit=self.number("a"), words=words, made_at=occasion.now())
        take_batch(batch=Batch(interviews=[said]), by=self.stage.cast.inspector, on=on)

    def picture(self, kind: str, content: bytes) -> str:
        """A photo or signature brought home in one piece; its number."""
        key, by = UUID(self.number(kind)), self.stage.cast.inspector
        digest = hashlib.sha256(content).hexdigest()
        have = start_photo(key=key, visit=UUID(self.number("a")), kind=kind, size=len(content), digest=digest, by=by)
        add_piece(key=key, offset=have, data=content[have:], by=by)
        return str(key)

    def row(self) -> FieldVisit:
        return FieldKey.objects.get(key=UUID(self.number("a"))).record


def _picture(red: int, green: int, blue: int) -> bytes:
    """An invented photo: a plain area with a frame, as PNG."""
    width, height = 320, 200
    frame, inner = bytes((40, 40, 40)), bytes((red, green, blue))
    lines = [
        b"\0" + (frame * width if n in (0, height - 1) else frame + inner * (width - 2) + frame) for n in range(height)
    ]

    def part(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", zlib.compress(b"".join(lines))) + part(b"IEND", b"")
    )


def _whole(phones: _Phones, on: date) -> None:
    """Everything filled in, a photo, a worker's words, the employer's signature: in the register."""
    phones.send({k: v for k, v in _WHOLE.items() if k != "done"}, on)
    photo = phones.picture("photo", _picture(196, 160, 108))
    signature = phones.picture("signature", _picture(255, 255, 255))
    covers = [str(key) for key in FieldEdit.objects.filter(record=phones.row()).values_list("key", flat=True)]
    signed = {"photo": signature, "name": "周某 项目副经理", "covers": covers}
    rectify = {f"photo:{photo}": "rights_board/hotline", "signature": signed, "done": True}
    phones.send(rectify, on)
    phones.tell("工资发到上上个月，班长说月底一起发。", on)


def _changed(phones: _Phones, on: date) -> None:
    """The same, and after the signature something was changed."""
    _whole(phones, on)
    phones.send({"rectify_by": str(on + timedelta(days=10))}, on)


def _unfinished(phones: _Phones, on: date) -> None:
    phones.send({"officers": _WHOLE["officers"], "workforce": 34, "answer:rights_board/placed": "no"}, on)


def _two_values(phones: _Phones, on: date) -> None:
    """Two officers without a network, other figures."""
    phones.send(_WHOLE, on)
    other = {"workforce": 82, "migrants": 71, "answer:real_name/registered": "yes"}
    phones.send(other, on, phone="b", by=phones.stage.cast.second)


def _decided(phones: _Phones, on: date) -> None:
    _two_values(phones, on)
    row = phones.row()
    for one in conflicts_of(row):
        decide_field(
            row=row, field=one.field, chosen=one.sides[0][0].key, reason="以花名册和闸机记录为准",
            by=phones.stage.cast.head, on=on,
        )  # fmt: skip


def _desk_too(phones: _Phones, on: date) -> None:
    """The same visit was recorded at the desk."""
    site = phones.site
    assert site.employer is not None
    record_visit(
        employer=site.employer, project=site, region=Region.objects.get(pk=COUNTY), visited_on=on,
        seen=Seen(workforce=86, migrants=70, recording="执法记录仪 AV-12"), by=phones.stage.cast.second, on=on,
    )  # fmt: skip
    phones.send(_WHOLE, on)


def _corrected(phones: _Phones, on: date) -> None:
    """The desk corrected the visit before the phone's last edit came."""
    phones.send(_WHOLE, on)
    visit = phones.row().visit
    assert visit is not None
    correct_visit(
        visit=visit, seen=Seen(workforce=90, migrants=75, recording=visit.recording, finding=visit.finding),
        reason="漏计后勤人员", by=phones.stage.cast.second, on=on,
    )  # fmt: skip
    phones.send({"finding": "宿舍区消防通道堆放材料"}, on)


STORIES: Mapping[str, tuple[Story, int]] = {
    "云川壹号": (_whole, 12), "锦河雅苑": (_changed, 9), "东望小区": (_unfinished, 1), "和畅家园": (_two_values, 2),
    "新月里": (_decided, 6), "北辰商业街": (_desk_too, 3), "梧桐湾": (_corrected, 5),
}  # fmt: skip


def play_field(cast: Cast, inventor: Inventor, today: date) -> int:
    """Every state of a visit from a phone, on working days of the last fortnight; how many were played. Again: nothing new."""
    county, made = Region.objects.get(pk=COUNTY), 0
    for name, (story, back) in STORIES.items():
        stage = Stage(cast, inventor, today, today - timedelta(days=back))
        stage.day = stage.calendar.previous_working(stage.day)
        if Project.objects.filter(region=county, name=f"{name}项目").exists():
            continue
        firm = Employer.objects.create(name=f"新乡{name}建筑有限公司", sector="construction", region=county)
        site = Project.objects.create(name=f"{name}项目", region=county, employer=firm, government=False)
        with stage.morning() as on:
            story(_Phones(stage, site, name), on)
        made += 1
    return made
