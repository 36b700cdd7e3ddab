"""Wage clerks' courses, who passed, and the check of a certificate by its code."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import BadInput, Fault, Refusal
from nuanxin.foundation.common.masking import mask_name
from nuanxin.foundation.common.text import half_width
from nuanxin.foundation.law.counting import shift_months
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.local_settings import local_setting
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.organisations.permission import FileFacts, must
from nuanxin.foundation.parties.models import Employer, Project
from nuanxin.watch.inspection.helping.models import ClerkCourse, ClerkTraining

# Without 0 O 1 I L U: read aloud and typed without mistakes. 16 of 30 signs: nobody finds one by trying.
SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16
VALID_MONTHS = "clerk.certificate_months"  # local setting: a whole number of months


@dataclass(frozen=True)
class CourseFacts:
    """One course; `pass_mark` (0–100) where a test was held."""

    title: str
    held_on: date
    place: str
    lecturer: str
    contents: str
    pass_mark: int | None = None


@dataclass(frozen=True)
class Certificate:
    """What anybody may read of a certificate: the name stays masked. until: None where the place has set no period."""

    code: str
    name: str
    employer: str
    course: str
    held_on: date
    valid: bool
    word: str
    until: date | None = None
    missing: str = ""  # what is to be set, so that the certificate has an end


@transaction.atomic
def hold_course(*, facts: CourseFacts, region: Region, by: Staff, on: date) -> ClerkCourse:
    """Register a course that was held. BadInput names what does not fit."""
    _must(by, region.pk, "登记劳资专管员培训")
    faults = [
        Fault("没有填写", column=label, remedy="请填写")
        for label, said in (
            ("培训班名称", facts.title), ("地点", facts.place), ("授课人", facts.lecturer), ("培训内容", facts.contents),
        )
        if not said.strip()
    ]  # fmt: skip
    if facts.held_on > on:
        faults.append(Fault("晚于今天", column="培训日期", remedy="培训以后登记"))
    if facts.pass_mark is not None and not 0 < facts.pass_mark <= 100:
        faults.append(Fault("不在1到100之间", column="合格分数", remedy="没有考核的不填"))
    if faults:
        raise BadInput(faults)
    row = ClerkCourse.objects.create(
        title=facts.title.strip(), region=region, held_on=facts.held_on, place=facts.place.strip(),
        lecturer=facts.lecturer.strip(), contents=facts.contents.strip(), pass_mark=facts.pass_mark, by=by,
    )  # fmt: skip
    record("hold_clerk_course", about=row, by=by, details={"held_on": facts.held_on, "on": on})
    return row


def passes(pass_mark: int | None, score: int | None) -> bool:
    """Whoever came has passed where there was no test; else the score decides. Pure."""
    return pass_mark is None or (score is not None and score >= pass_mark)


@transaction.atomic
def record_training(
    *, course: ClerkCourse, name: str, employer: Employer, by: Staff, on: date, project: Project | None = None,
    score: int | None = None,
) -> ClerkTraining:  # fmt: skip
    """One person of the course; who passed gets a code. Refusal: right, missing score, twice."""
    _must(by, course.region_id, "登记培训记录")
    why = ""
    if not name.strip():
        why = "没有填写姓名"
    elif course.pass_mark is not None and (score is None or not 0 <= score <= 100):
        why = "该班有考核，没有填写0到100之间的分数"
    elif course.pass_mark is None and score is not None:
        why = "该班没有考核，却填写了分数"
    elif ClerkTraining.objects.filter(course=course, name=name.strip(), employer=employer).exists():
        why = f"{name.strip()}已经登记"
    if why:
        raise Refusal("不能登记培训记录", why=why, remedy="请核对")
    passed = passes(course.pass_mark, score)
    row = ClerkTraining.objects.create(
        course=course, name=name.strip(), employer=employer, project=project, score=score, passed=passed,
        code=new_code() if passed else None, by=by,
    )  # fmt: skip
    record("record_clerk_training", about=row, by=by, details={"course": course.pk, "passed": passed, "on": on})
    return row


@transaction.atomic
def revoke_certificate(*, training: ClerkTraining, why: str, by: Staff, on: date) -> ClerkTraining:
    """Issued by mistake or got by deceit: void, and every check says so."""
    row = ClerkTraining.objects.select_for_update(of=("self",)).select_related("course").get(pk=training.pk)
    must(by, Permission.INSPECTION_PLAN, FileFacts(region=row.course.region_id), doing="作废证书")
    if not row.code or row.revoked_on or not why.strip():
        raise Refusal("不能作废证书", why="没有证书，或者已经作废，或者没有写明理由", remedy="请核对")
    row.revoked_on, row.revoked_why = on, why.strip()
    row.save(update_fields=["revoked_on", "revoked_why"])
    record("revoke_clerk_certificate", about=row, by=by, reason=why.strip(), details={"on": on})
    return row


def check_certificate(code: str, on: date) -> Certificate | None:
    """Whose certificate it is and whether it holds; None for an unknown code. Spaces, hyphens and case do not matter."""
    plain = "".join(sign for sign in half_width(code).upper() if sign.isalnum())
    if len(plain) != LENGTH:
        return None
    row = ClerkTraining.objects.filter(code=plain).select_related("course__region", "employer").first()
    if row is None:
        return None
    months = valid_months(row.course.region_id, row.course.held_on)
    until = shift_months(row.course.held_on, months) - timedelta(days=1) if months else None
    return Certificate(
        plain, mask_name(row.name), row.employer.name, row.course.title, row.course.held_on,
        *standing_of(row.revoked_on, until, on), until=until,
        missing="" if months else f"{row.course.region.name}没有规定证书有效期",
    )  # fmt: skip


def standing_of(revoked_on: date | None, until: date | None, on: date) -> tuple[bool, str]:
    """Whether a certificate holds on a day, and the word for it. Pure."""
    if revoked_on:
        return False, f"已于{revoked_on}作废"
    if until and on > until:
        return False, f"已于{until}到期"
    return True, "有效"


def valid_months(region: str, on: date) -> int | None:
    """How many months a certificate of that place holds; no law says it, so None where the place has not set it."""
    held = local_setting(VALID_MONTHS, region, on)
    return int(held[0]) if held and str(held[0]).isdigit() and int(held[0]) > 0 else None


def new_code() -> str:
    """A code that says nothing and cannot be guessed."""
    return "".join(secrets.choice(SIGNS) for _ in range(LENGTH))


def written_code(code: str) -> str:
    """In groups of four, as printed."""
    return "-".join(code[n : n + 4] for n in range(0, len(code), 4))


def _must(by: Staff, region: str, doing: str) -> None:
    facts = FileFacts(region=region, unit_id=by.unit_id, owner_id=by.pk)
    must(by, Permission.INSPECTION_RECORD, facts, doing=doing)
