"""Photos and signatures in pieces: the phone's number names the file, each piece its offset. Twice changes nothing."""

from __future__ import annotations

import hashlib
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import NotFound, Refusal
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.intake.files.kinds import HEAD, kind_of
from nuanxin.rights.intake.files.stored import put_under_scanner, refuse_held
from nuanxin.watch.inspection.field.opening import must_fill
from nuanxin.watch.inspection.field.records import FieldKey, FieldPhoto

LARGEST = 8 * 2**20  # bytes; the phone makes photos smaller before it keeps them
MOST = 80  # a visit
_AGAIN = "请在手机上重新拍摄"


@transaction.atomic
def start_photo(*, key: UUID, visit: UUID, kind: str, size: int, digest: str, by: Staff) -> int:
    """Announce a file, or ask how far it is: the number of bytes that are here. Refusal for what cannot be taken."""
    known = FieldKey.objects.select_related("record").filter(key=visit).first()
    if known is None:
        raise Refusal("照片不能上传", why="还没有收到这次检查", remedy="请先同步检查")
    must_fill(by, known.record.region_id)
    row = FieldPhoto.objects.filter(key=key).first()
    if row is None:
        if not 0 < size <= LARGEST or kind not in FieldPhoto.Kind.values or len(digest) != 64:
            raise Refusal("照片不能上传", why=f"是空的，或者超过{LARGEST // 2**20}MB", remedy=_AGAIN)
        if known.record.photos.count() >= MOST:
            raise Refusal("照片不能上传", why=f"一次检查最多{MOST}张照片", remedy="请删去不需要的")
        told = {"record": known.record, "kind": kind, "size": size, "digest": digest, "by": by}
        row, _ = FieldPhoto.objects.get_or_create(key=key, defaults=told)
    if (row.record_id, row.size, row.digest) != (known.record_id, size, digest):
        raise Refusal("照片不能上传", why="同一编号已经有别的照片", remedy=_AGAIN)
    return row.size if row.path else _have(row)


@transaction.atomic
def add_piece(*, key: UUID, offset: int, data: bytes, by: Staff) -> tuple[int, bool]:
    """Add a piece at its offset: (bytes here, whether whole). What is here already is passed over; a gap is refused."""
    row = FieldPhoto.objects.select_for_update(of=("self",)).select_related("record").filter(key=key).first()
    if row is None:
        raise NotFound("没有找到这张照片", why="还没有开始上传", remedy="请重新同步")
    must_fill(by, row.record.region_id)
    if row.path:
        return row.size, True
    have = _have(row)
    if not 0 <= offset <= have:
        raise Refusal("上传中断", why=f"应从第{have}字节继续", remedy="请从该处继续上传")
    new = data[have - offset :]
    if have + len(new) > row.size:
        raise Refusal("照片不能上传", why="内容比开始时说明的大", remedy=_AGAIN)
    with _part(row).open("ab") as file:
        file.write(new)
    if have + len(new) == row.size:
        _finish(row, by)
    return have + len(new), bool(row.path)


def open_photo(*, row: FieldPhoto, by: Staff) -> bytes:
    """The picture, for whoever may fill in visits there. Refusal where it is no longer what was taken."""
    must_fill(by, row.record.region_id)
    refuse_held(row.path)
    path = Path(settings.MEDIA_ROOT) / row.path
    if not row.path or not path.is_file():
        raise NotFound("没有找到这张照片", why="还没有传完", remedy="请用拍照的手机再同步一次")
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != row.digest:
        raise Refusal("照片不能打开", why="内容与拍摄时的摘要不符", remedy="请报告系统管理员，从备份恢复")
    return content


def _finish(row: FieldPhoto, by: Staff) -> None:
    """Whole: kept where it is the picture that was announced, else thrown away so that the phone begins anew."""
    part = _part(row)
    content = part.read_bytes()
    kind = kind_of(content[:HEAD])
    if hashlib.sha256(content).hexdigest() != row.digest or kind is None or kind.group != "image":
        part.unlink()
        raise Refusal(
            "照片不能保存", why="传来的内容与拍摄时不符，或者不是照片", remedy="请再同步一次；仍不行的重新拍摄"
        )
    row.path, row.media_type = f"field/{row.key.hex}{kind.ending}", kind.media_type
    row.save(update_fields=["path", "media_type"])
    target = Path(settings.MEDIA_ROOT) / row.path
    part.rename(target)
    target.chmod(0o600)
    put_under_scanner(row.path)
    record("take_photo", about=row, by=by, details={"record": row.record_id, "digest": row.digest, "size": row.size})


def _have(row: FieldPhoto) -> int:
    part = _part(row)
    return part.stat().st_size if part.exists() else 0


def _part(row: FieldPhoto) -> Path:
    folder = Path(settings.MEDIA_ROOT) / "field"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder / f"{row.key.hex}.part"
