"""The fields of a visit on the phone: their Chinese names and what each may hold. Pure.

`answer:LIST/ITEM` yes, no, na or empty; `note:LIST/ITEM` a sentence; `photo:UUID` the place where a photo belongs, "visit"
for the visit as a whole (empty: taken away again); the rest are the visit's own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from nuanxin.foundation.common.errors import Fault
from nuanxin.foundation.common.money import yuan
from nuanxin.foundation.parties.models import Sector
from nuanxin.watch.inspection.checklists.reading import ANSWERS, item_at

UUID_TEXT = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
WHOLE_VISIT = "visit"
MOST_PERSONS, MOST_FEN = 1_000_000, 10**13
Check = Callable[[Any], bool]


def _text(most: int) -> Check:
    return lambda value: isinstance(value, str) and len(value) <= most


def _whole(most: int) -> Check:
    return lambda value: (
        value is None or (isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most)
    )


def _yes_no(value: Any) -> bool:
    return value is None or isinstance(value, bool)


def _day(value: Any) -> bool:
    if value in (None, ""):
        return True
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _place(value: Any) -> bool:
    """Latitude, longitude, accuracy in metres; or nothing."""
    if value is None:
        return True
    if not isinstance(value, list) or len(value) != 3 or not all(type(one) in (int, float) for one in value):
        return False
    latitude, longitude, accuracy = value
    return bool(abs(latitude) <= 90 and abs(longitude) <= 180 and 0 <= accuracy < 10**7)


def _signature(value: Any) -> bool:
    """The picture's key, who signed, and the keys of the edits that were shown when it was signed."""
    if value is None:
        return True
    return (
        isinstance(value, dict)
        and set(value) == {"photo", "name", "covers"}
        and bool(UUID_TEXT.fullmatch(str(value["photo"])))
        and _text(60)(value["name"])
        and isinstance(value["covers"], list)
        and all(isinstance(one, str) and UUID_TEXT.fullmatch(one) for one in value["covers"])
    )


OWN: Mapping[str, tuple[str, Check]] = {
    "officers": ("检查人员", _text(100)),
    "sector": ("行业领域", lambda value: value in ("", None, *Sector.values)),
    "workforce": ("职工人数", _whole(MOST_PERSONS)),
    "migrants": ("其中农民工", _whole(MOST_PERSONS)),
    "arrears_found": ("查实欠薪", _yes_no),
    "arrears_persons": ("欠薪人数", _whole(MOST_PERSONS)),
    "arrears_fen": ("欠薪金额", _whole(MOST_FEN)),
    "finding": ("其他问题", _text(1500)),
    "recording": ("执法记录", _text(300)),
    "rectify_by": ("整改期限", _day),
    "met": ("用人单位在场人员", _text(60)),
    "place": ("检查位置", _place),
    "signature": ("用人单位签名", _signature),
    "done": ("填写完毕", _yes_no),
}


def why_unfit(field: str, value: Any, on: date) -> Fault | None:
    """Why a value cannot be taken for a field of a visit on that day; None where it can."""
    kind, _, rest = field.partition(":")
    if kind in ("answer", "note") and rest:
        if item_at(rest, on) is None:
            return Fault("没有这一检查项", column=rest, remedy="请重新下载检查清单")
        fine = value in (*ANSWERS, "", None) if kind == "answer" else _text(300)(value)
    elif kind == "photo" and UUID_TEXT.fullmatch(rest):
        fine = value in (None, "", WHOLE_VISIT) or (isinstance(value, str) and item_at(value, on) is not None)
    elif field in OWN:
        fine = OWN[field][1](value)
    else:
        return Fault("没有这一项", column=field, remedy="请更新手机页面后再同步")
    return None if fine else Fault("内容不对", column=label_of(field, on), remedy="请在手机上改正后再同步")


def label_of(field: str, on: date) -> str:
    """The field's Chinese name; an item of a check-list by its question."""
    kind, _, rest = field.partition(":")
    if kind in ("answer", "note") and (found := item_at(rest, on)):
        return f"{found[0].name}：{found[1].ask}{'（说明）' if kind == 'note' else ''}"
    return "照片" if kind == "photo" else OWN[field][0] if field in OWN else field


def words_of(field: str, value: Any) -> str:
    """A value as it is shown beside another one."""
    if value in (None, ""):
        return "（空）"
    if field.startswith("answer:"):
        return ANSWERS.get(str(value), str(value))
    if isinstance(value, bool):
        return "是" if value else "否"
    if field == "arrears_fen":
        return f"{yuan(value)}元"
    if field == "sector":
        return str(dict(Sector.choices).get(value, value))
    if field == "signature":
        return f"{value['name']} 签名"
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)
