"""Uploads in pieces: each piece names its offset, so that a dropped line goes on where it stopped.

Pieces lie under MEDIA_ROOT (outside the web root) with a token that nobody can guess; only a finished upload becomes
an Evidence row. A piece that comes twice changes nothing.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound, Refusal
from nuanxin.foundation.common.sm import sm3
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import must
from nuanxin.rights.intake.destruction.records import destroyed_line
from nuanxin.rights.intake.files.evidence import Evidence
from nuanxin.rights.intake.files.kinds import ACCEPTED, HEAD, LARGEST, kind_of
from nuanxin.rights.intake.files.photo import NotAPhoto, without_traces
from nuanxin.rights.intake.files.scanning import scan_soon
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.thread import locked, write_down
from nuanxin.rights.intake.visibility import file_facts, must_see

_TOKEN = re.compile(r"[0-9a-f]{32}")
_MOST_FILES = 60  # a clue
_KEPT_FOR = timedelta(days=2)


@dataclass(frozen=True)
class Upload:
    """How far an upload is, in bytes."""

    token: str
    name: str
    size: int
    received: int

    @property
    def complete(self) -> bool:
        return self.received == self.size


def start_upload(*, name: str, size: int) -> Upload:
    """Announce a file. Refusal when it is empty or larger than 50 MB."""
    if not 0 < size <= LARGEST:
        why = "文件是空的" if size <= 0 else f"文件有{size / 2**20:.0f}MB，超过{LARGEST // 2**20}MB"
        raise Refusal("文件不能上传", why=why, remedy="视频请分段拍摄后上传")
    token = secrets.token_hex(16)
    folder = _folder("uploads")
    (folder / f"{token}.part").touch(mode=0o600)
    (folder / f"{token}.json").write_text(json.dumps({"name": _plain_name(name), "size": size}), encoding="utf-8")
    return Upload(token, _plain_name(name), size, 0)


def upload_state(token: str) -> Upload:
    """Where to go on. Refusal where there is no such upload."""
    part = _part(token)
    told = json.loads(part.with_suffix(".json").read_text(encoding="utf-8"))
    return Upload(token, told["name"], told["size"], part.stat().st_size)


def append_chunk(*, token: str, offset: int, data: bytes) -> Upload:
    """Add a piece at its offset; bytes that are there already are passed over. Refusal for a gap or too many bytes."""
    state = upload_state(token)
    if offset < 0 or offset > state.received:
        raise Refusal("上传中断", why=f"应从第{state.received}字节继续", remedy="请从该处继续上传")
    new = data[state.received - offset :]
    if state.received + len(new) > state.size:
        raise Refusal("文件不能上传", why="内容比开始时说明的大", remedy="请重新上传")
    if state.received == 0 and new and kind_of(new[:HEAD]) is None and len(new) >= min(HEAD, state.size):
        raise Refusal("文件不能上传", why="不是可以接受的文件类型", remedy=f"可以上传：{ACCEPTED}")
    with _part(token).open("ab") as file:
        file.write(new)
    return upload_state(token)


def received_sha256(token: str) -> str:
    """The digest of what has come so far, by which a phone's announcement is checked before anything becomes of it."""
    return hashlib.sha256(_part(token).read_bytes()).hexdigest()


@transaction.atomic
def finish_upload(*, token: str, clue: Clue, by: Staff | None, on: date) -> Evidence:
    """Make a complete upload evidence of the clue (`by` None: the worker). The same content twice is one row."""
    clue = locked(clue)
    if by is not None:
        must(by, Permission.CLUE_HANDLE, file_facts(clue), doing="上传证据材料")
    state = upload_state(token)
    content = _part(token).read_bytes()
    kind = kind_of(content[:HEAD])
    if not state.complete or kind is None:
        why = f"只收到{state.received}字节，共{state.size}字节" if not state.complete else "不是可以接受的文件类型"
        raise Refusal("文件不能保存", why=why, remedy=f"请继续上传；可以上传：{ACCEPTED}")
    digest = sm3(content).hex()
    known = Evidence.objects.filter(clue=clue, digest=digest).first()
    if known is None and Evidence.objects.filter(clue=clue).count() >= _MOST_FILES:
        raise Refusal("文件不能保存", why=f"一条线索最多{_MOST_FILES}个文件", remedy="请联系承办人")
    if known is None:
        path = f"evidence/{clue.pk}/{token}{kind.ending}"
        target = _folder(f"evidence/{clue.pk}") / f"{token}{kind.ending}"
        target.write_bytes(content)
        target.chmod(0o600)
        known = Evidence.objects.create(
            clue=clue,
            name=state.name,
            media_type=kind.media_type,
            size=state.size,
            digest=digest,
            path=path,
            from_worker=by is None,
        )
        details = {"evidence": known.pk, "digest": digest, "size": state.size, "type": kind.media_type}
        write_down("add_evidence", clue=clue, by=by, on=on, text=state.name, details=details)
    transaction.on_commit(lambda: _drop(token))
    transaction.on_commit(lambda: scan_soon(known))
    return known


def open_evidence(*, evidence: Evidence, by: Staff) -> bytes:
    """The file as it came, for whoever may see the clue. Refusal where the content is no longer what was uploaded."""
    must_see(by, evidence.clue)
    if evidence.scan == Evidence.Scan.HELD:
        raise Refusal(
            f"“{evidence.name}”已隔离，不能打开",
            why=f"查毒程序查出“{evidence.scan_found}”",
            remedy="请当事人换一份提交；确需作为证据的，请安全管理员在隔离环境中提取",
        )
    if destroyed_line(evidence.clue_id):
        raise Refusal("证据材料不能打开", why="保管期满，已经批准销毁", remedy="请查看销毁清册")
    content = (Path(settings.MEDIA_ROOT) / evidence.path).read_bytes()
    if sm3(content).hex() != evidence.digest:
        raise Refusal(
            f"“{evidence.name}”不能打开", why="文件内容与上传时的摘要不符", remedy="请报告系统管理员，从备份恢复"
        )
    return content


def public_copy(*, evidence: Evidence, by: Staff) -> bytes:
    """A copy that may leave the house: photos without place, time and owner. Refusal for kinds that cannot be cleaned."""
    content = open_evidence(evidence=evidence, by=by)
    if evidence.media_type != "image/jpeg":
        raise Refusal(
            f"“{evidence.name}”不能制作公开副本", why="这种文件里的个人信息不能自动去除", remedy="请截图后作为照片使用"
        )
    try:
        return without_traces(content)
    except NotAPhoto as broken:
        raise Refusal(f"“{evidence.name}”不能制作公开副本", why=f"照片损坏：{broken}", remedy="请重新拍照") from None


def drop_stale_uploads() -> int:
    """Pieces that nobody went on with for two days go. How many uploads went."""
    limit = (occasion.now() - _KEPT_FOR).timestamp()
    stale = [part for part in _folder("uploads").glob("*.part") if part.stat().st_mtime < limit]
    for part in stale:
        _drop(part.stem)
    return len(stale)


def _folder(name: str) -> Path:
    folder = Path(settings.MEDIA_ROOT) / name
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _part(token: str) -> Path:
    path = _folder("uploads") / f"{token}.part"
    if not _TOKEN.fullmatch(token) or not path.exists():
        raise NotFound("没有找到这次上传", why="上传已经完成或者放置过久", remedy="请重新上传")
    return path


def _drop(token: str) -> None:
    for ending in (".part", ".json"):
        (_folder("uploads") / f"{token}{ending}").unlink(missing_ok=True)


def _plain_name(name: str) -> str:
    """The last part of the name, without signs that mean something elsewhere."""
    last = re.split(r"[/\\]", name.strip())[-1]
    return re.sub(r"[\x00-\x1f<>:\"|?*]", "", last)[:120] or "未命名"
