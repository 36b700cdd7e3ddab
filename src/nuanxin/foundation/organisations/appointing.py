"""People and posts under three administrators: one proposes, another approves, a third reads the log (三员分立)."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import NotAllowed, Refusal
from nuanxin.foundation.organisations.account.passwords import set_password
from nuanxin.foundation.organisations.account.resetting import first_password
from nuanxin.foundation.organisations.duties import ADMINISTRATOR_DUTIES, DUTIES, Permission
from nuanxin.foundation.organisations.models import Post, PostProposal, Region, Staff, Unit
from nuanxin.foundation.organisations.permission import FileFacts, must, within

RULE = "信息安全技术 网络安全等级保护基本要求（GB/T 22239-2019）"


@transaction.atomic
def add_staff(*, username: str, name: str, phone: str, unit: Unit, by: Staff, on: date) -> tuple[Staff, str]:
    """A new account without any post, and its first password, which must be changed. Refusal: right, or name taken."""
    must(by, Permission.STAFF_MANAGE, FileFacts(region=unit.region_id), doing=f"登记{unit.name}的人员")
    username = username.strip()
    if Staff.objects.filter(username=username).exists():
        raise Refusal(f"不能登记{name}", why=f"登录名“{username}”已经有人使用", remedy="请换一个登录名")
    password = first_password()
    staff = Staff.objects.create_user(username=username, name=name.strip(), phone=phone.strip(), unit=unit)
    set_password(staff, password, must_change=True, on=on)
    record("add_staff", about=staff, by=by, details={"unit": unit.code, "on": on})
    return staff, password


@transaction.atomic
def set_staff_active(*, staff: Staff, active: bool, reason: str, by: Staff, on: date) -> None:
    """Stop an account at once, or let it in again; posts stay as they are."""
    must(by, Permission.STAFF_MANAGE, FileFacts(region=_home(staff, by)), doing="停用或者恢复账号")
    if staff.pk == by.pk:
        raise NotAllowed("不能停用或者恢复账号", why="不能对自己办理", remedy="请由其他系统管理员办理")
    if not reason.strip():
        raise Refusal("不能停用或者恢复账号", why="没有写明理由", remedy="请写明理由")
    staff.is_active = active
    staff.save(update_fields=["is_active"])
    record("set_staff_active", about=staff, by=by, reason=reason.strip(), details={"active": active, "on": on})


@transaction.atomic
def propose_post(
    *, staff: Staff, unit: Unit, duty: str, region: Region, valid_from: date, by: Staff, on: date
) -> PostProposal:
    """Ask for a post; it gives no right before the security administrator approves it."""
    doing = f"申请{staff.name}的岗位"
    must(by, Permission.STAFF_MANAGE, FileFacts(region=unit.region_id), doing=doing)
    why = _why_not(staff, unit, duty, region, on)
    if why:
        raise Refusal(f"不能{doing}", why=why, remedy="请核对职责和管辖范围", cites=RULE)
    proposal = PostProposal.objects.create(
        staff=staff, unit=unit, duty=duty, region=region, valid_from=valid_from, proposed_by=by, proposed_on=on
    )
    details = {"staff": staff.pk, "unit": unit.code, "duty": duty, "region": region.pk, "on": on}
    record("propose_post", about=proposal, by=by, details=details)
    return proposal


@transaction.atomic
def decide_post(*, proposal: PostProposal, approve: bool, reason: str, by: Staff, on: date) -> PostProposal:
    """Approve (the post exists from now on) or refuse; never by whoever asked for it or receives it."""
    proposal = (
        PostProposal.objects.select_for_update(of=("self",))
        .select_related("staff", "unit", "region")
        .get(pk=proposal.pk)
    )
    doing = f"核准{proposal.staff.name}的岗位"
    must(by, Permission.RIGHTS_MANAGE, FileFacts(region=proposal.unit.region_id), doing=doing)
    if by.pk in (proposal.proposed_by_id, proposal.staff_id):
        raise NotAllowed(f"不能{doing}", why="申请人和本人不能核准", remedy="请由其他安全管理员办理", cites=RULE)
    why = ""
    if proposal.decided_on:
        why = f"已于{proposal.decided_on}处理"
    elif not approve and not reason.strip():
        why = "不予核准没有写明理由"
    elif approve:
        why = _why_not(proposal.staff, proposal.unit, proposal.duty, proposal.region, on, proposal=proposal)
    if why:
        raise Refusal(f"不能{doing}", why=why, remedy="请核对后由其他管理员办理", cites=RULE)
    if approve:
        proposal.post = Post.objects.create(
            staff=proposal.staff,
            unit=proposal.unit,
            duty=proposal.duty,
            region=proposal.region,
            valid_from=proposal.valid_from,
        )
    proposal.approved, proposal.decided_by, proposal.decided_on, proposal.reason = approve, by, on, reason.strip()
    proposal.save()
    record("decide_post", about=proposal, by=by, reason=reason.strip(), details={"approved": approve, "on": on})
    return proposal


@transaction.atomic
def end_post(*, post: Post, last_day: date, reason: str, by: Staff, on: date) -> Post:
    """The post ends after that day. Either administrator may take a right away."""
    post = Post.objects.select_for_update(of=("self",)).select_related("staff", "unit").get(pk=post.pk)
    doing = f"终止{post.staff.name}的岗位"
    facts = FileFacts(region=post.unit.region_id)
    right = Permission.RIGHTS_MANAGE if _is_security(by) else Permission.STAFF_MANAGE
    must(by, right, facts, doing=doing)
    if post.valid_to or last_day < post.valid_from or last_day < on - timedelta(days=1) or not reason.strip():
        why = f"已于{post.valid_to}终止" if post.valid_to else "日期早于今天或任职日期，或者没有写明理由"
        raise Refusal(f"不能{doing}", why=why, remedy="请核对后办理")
    post.valid_to = last_day
    post.save(update_fields=["valid_to"])
    record("end_post", about=post, by=by, reason=reason.strip(), details={"last_day": last_day, "on": on})
    return post


def _home(staff: Staff, by: Staff) -> str:
    unit = staff.unit or by.unit
    return unit.region_id if unit else ""


def _is_security(by: Staff) -> bool:
    return by.posts.filter(duty="security_admin").exists()


def _why_not(
    staff: Staff, unit: Unit, duty: str, region: Region, on: date, proposal: PostProposal | None = None
) -> str:
    """What stands in the way of a post, or nothing."""
    if duty not in DUTIES:
        return "没有这种职责"
    if not within(unit.region_id).filter(member=region.pk).exists():
        return f"{region.name}不在{unit.name}的辖区内"
    held = set(
        Post.objects.filter(staff=staff)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
        .values_list("duty", flat=True)
    )
    waiting = PostProposal.objects.filter(staff=staff, decided_on__isnull=True)
    if proposal is not None:
        waiting = waiting.exclude(pk=proposal.pk)
    held |= set(waiting.values_list("duty", flat=True))
    others = held - {duty}
    if others and (duty in ADMINISTRATOR_DUTIES or others & ADMINISTRATOR_DUTIES):
        return "系统管理、安全管理、审计管理和业务岗位不能由同一人兼任"
    return ""
