"""Photos of an activity: told by their first bytes, limited, under the scanner, outside the web root.

They come with the form. Where the form has first to be asked about (may it be the same activity?), they wait for its answer.
"""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import NotFound, Refusal
from nuanxin.foundation.common.sm import sm3
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.intake.files.kinds import HEAD, kind_of
from nuanxin.rights.intake.files.stored import StoredScan, put_under_scanner, refuse_held
from nuanxin.services.events.models import Activity, ActivityPhoto
from nuanxin.services.events.seeing import must_correct, seen_activity

LARGEST = 8 * 2**20  # bytes; the phone makes photos smaller first
MOST = 12  # a form
KEPT_FOR = timedelta(days=2)


@transaction.atomic
def store_photo(*, form: UUID, content: bytes, by: Staff) -> ActivityPhoto:
    """Keep a picture for a form; the same picture twice is one. Refusal for what is no picture, too large or too many."""
    kind = kind_of(content[:HEAD])
    if kind is None or kind.group != "image":
        raise Refusal("照片不能上传", why="不是照片", remedy="可以上传 JPG、PNG、HEIC、WebP、GIF")
    if len(content) > LARGEST:
        raise Refusal("照片不能上传", why=f"超过{LARGEST // 2**20}MB", remedy="请压缩后再传")
    digest = sm3(content).hex()
    mine = ActivityPhoto.objects.filter(form=form)
    if known := mine.filter(digest=digest).first():
        return known
    if mine.exclude(by=by).exists() or mine.count() >= MOST:
        raise Refusal("照片不能上传", why=f"一次最多{MOST}张照片", remedy="请分几次补充，或者挑选后再传")
    path = f"activities/{secrets.token_hex(16)}{kind.ending}"
    target = Path(settings.MEDIA_ROOT) / path
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    target.write_bytes(content)
    target.chmod(0o600)
    put_under_scanner(path)
    told = {"path": path, "media_type": kind.media_type, "size": len(content), "digest": digest}
    return ActivityPhoto.objects.create(form=form, by=by, **told)


@transaction.atomic
def attach(*, form: UUID, activity: Activity, by: Staff) -> int:
    """The pictures that came with a form belong to the activity from now on. How many."""
    rows = list(ActivityPhoto.objects.select_for_update().filter(form=form, by=by, activity__isnull=True))
    for row in rows:
        row.activity = activity
        row.save(update_fields=["activity"])
        record("add_activity_photo", about=activity, by=by, details={"photo": row.pk, "digest": row.digest})
    return len(rows)


@transaction.atomic
def add_photos(*, activity: Activity, form: UUID, contents: list[bytes], by: Staff) -> int:
    """More pictures for a record, by its own unit or a unit that joined in."""
    must_correct(by, region=activity.region_id, unit_id=activity.unit_id, doing="补充照片")
    for content in contents:
        store_photo(form=form, content=content, by=by)
    return attach(form=form, activity=activity, by=by)


@transaction.atomic
def withdraw_photo(*, photo: ActivityPhoto, why: str, by: Staff, on: date) -> ActivityPhoto:
    """Not shown any more; the file stays."""
    row = ActivityPhoto.objects.select_for_update(of=("self",)).select_related("activity").get(pk=photo.pk)
    if row.activity is None or row.withdrawn_on or not why.strip():
        raise Refusal("不能撤下照片", why="已经撤下，或者没有写明理由", remedy="请核对")
    must_correct(by, region=row.activity.region_id, unit_id=row.activity.unit_id, doing="撤下照片")
    row.withdrawn_on, row.withdrawn_why = on, why.strip()[:200]
    row.save(update_fields=["withdrawn_on", "withdrawn_why"])
    record(
        "withdraw_activity_photo", about=row.activity, by=by, reason=why.strip(), details={"photo": row.pk, "on": on}
    )
    return row


def photos_of(activity: Activity) -> QuerySet[ActivityPhoto]:
    """The pictures of all versions of a record, but those taken down."""
    rows = ActivityPhoto.objects.filter(activity__series=activity.series, withdrawn_on__isnull=True)
    return rows.select_related("by")


def open_photo(*, photo: ActivityPhoto, by: Staff) -> bytes:
    """The picture, for whoever sees the activity. Refusal where it is held, taken down or no longer what came."""
    if photo.activity_id is None or photo.withdrawn_on:
        raise NotFound("没有找到这张照片", remedy="请从活动页面打开")
    seen_activity(by, photo.activity_id)
    refuse_held(photo.path)
    path = Path(settings.MEDIA_ROOT) / photo.path
    content = path.read_bytes() if path.is_file() else b""
    if sm3(content).hex() != photo.digest:
        raise Refusal("照片不能打开", why="内容与上传时的摘要不符", remedy="请报告系统管理员，从备份恢复")
    return content


def drop_loose_photos(*, now: datetime) -> int:
    """Pictures of forms that nobody finished for two days go. How many."""
    loose = ActivityPhoto.objects.filter(activity__isnull=True, stored_at__lt=now - KEPT_FOR)
    dropped = 0
    for row in loose.order_by("pk")[:500]:
        with transaction.atomic():
            if not ActivityPhoto.objects.filter(pk=row.pk, activity__isnull=True).delete()[0]:
                continue
            StoredScan.objects.filter(path=row.path).delete()
        (Path(settings.MEDIA_ROOT) / row.path).unlink(missing_ok=True)
        dropped += 1
    return dropped
