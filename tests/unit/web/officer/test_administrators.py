"""The three administrators side by side: what each does, and that none does another's work or sees a matter."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.organisations.account.models import CredentialReset
from nuanxin.foundation.organisations.account.one_time_code import code_at, new_secret
from nuanxin.foundation.organisations.account.second_factor import enrol, factor_of
from nuanxin.foundation.organisations.models import PostProposal, Staff
from tests.conftest import TODAY, at, person
from tests.journeys.scene import Scene

pytestmark = pytest.mark.django_db
SHOWN = re.compile(r'<code class="nx-secret">([^<]+)</code>')


@pytest.fixture
def admins(scene: Scene, enter: Any) -> dict[str, Client]:
    unit = scene.people.owner.unit
    return {
        "system": enter(person("system", "何系统", unit, "system_admin")),
        "security": enter(person("security", "卫安全", unit, "security_admin")),
        "audit": enter(scene.people.auditor),
    }


def works(scene: Scene) -> dict[str, tuple[str, str, dict[str, Any]]]:
    """Every administrative act: whose it is, its address, what is sent."""
    owner, unit = scene.people.owner, scene.people.owner.unit
    fresh = person("waiting", "待岗", unit, "reception")
    proposal = PostProposal.objects.create(
        staff=fresh, unit=unit, duty="inspector", region=unit.region, valid_from=TODAY,
        proposed_by=scene.people.head, proposed_on=TODAY,
    )  # fmt: skip
    post = {"unit": unit.pk, "duty": "inspector", "region": unit.region_id, "valid_from": "2024-01-10"}
    return {
        "new unit": ("system", "/officer/units/new/", {"code": "x-1", "name": "某局", "short_name": "某局", "kind": "hrss", "region": unit.region_id}),
        "new staff": ("system", "/officer/staff/new/", {"username": "newcomer", "name": "新来", "unit": unit.pk}),
        "stop an account": ("system", f"/officer/staff/{fresh.pk}/active/", {"reason": "离职"}),
        "propose a post": ("system", f"/officer/staff/{owner.pk}/posts/new/", post | {"duty": "reception"}),
        "calendar": ("system", "/officer/calendar/new/", {"day": "2024-02-09", "kind": "shifted_rest", "region": unit.region_id, "note": "通知"}),
        "approve a post": ("security", f"/officer/approvals/{proposal.pk}/", {"decision": "approve"}),
        "reset a password": ("security", f"/officer/staff/{owner.pk}/reset/password/", {"reason": "忘记密码"}),
        "reset a code": ("security", f"/officer/staff/{owner.pk}/reset/second-factor/", {"reason": "手机丢失"}),
        "read the trail": ("audit", "/officer/audit/", {}),
        "verify the trail": ("audit", "/officer/audit/check/", {}),
    }  # fmt: skip


def test_none_does_anothers_work(scene: Scene, admins: dict[str, Client]) -> None:
    """Each act by the two it does not belong to: refused with 403; by its own: done."""
    secret = new_secret()
    enrol(secret=secret, code=code_at(secret, at(TODAY)), by=scene.people.owner, at=at(TODAY))
    wrong = []
    for what, (whose, address, sent) in works(scene).items():
        for who, client in admins.items():
            if who != whose:
                answers = {client.get(address).status_code, client.post(address, sent).status_code}
                if answers != {403}:
                    wrong.append(f"{who} tries to {what}: {answers}")
        answer = admins[whose].post(address, sent)
        if answer.status_code not in (200, 302):
            wrong.append(f"{whose} cannot {what}: {answer.status_code} {answer.content.decode()[-1500:]}")
    assert wrong == []
    assert factor_of(scene.people.owner) is None


def test_none_sees_a_matter(scene: Scene, admins: dict[str, Client]) -> None:
    pages = ["clues/", f"clues/{scene.filed.number}/", "cases/", f"cases/{scene.case.pk}/", "employers/", "search/", "reports/", "export/"]  # fmt: skip
    seen = [
        (who, page)
        for who, client in admins.items()
        for page in pages
        if client.get(f"/officer/{page}").status_code != 403
    ]
    assert seen == []


def test_from_registration_to_the_desk(scene: Scene, admins: dict[str, Client], settings: Any) -> None:
    """System registers and proposes, security approves, the newcomer changes the password; audit reads all of it."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    unit = scene.people.owner.unit
    made = admins["system"].post("/officer/staff/new/", {"username": "newcomer", "name": "新来", "unit": unit.pk})
    shown = SHOWN.search(made.content.decode())
    assert shown
    first = shown[1]
    member = Staff.objects.get(username="newcomer")
    assert first not in admins["system"].get(f"/officer/staff/{member.pk}/").content.decode()
    post = {"unit": unit.pk, "duty": "inspector", "region": unit.region_id, "valid_from": "2024-01-10"}
    admins["system"].post(f"/officer/staff/{member.pk}/posts/new/", post)
    admins["security"].post(f"/officer/approvals/{PostProposal.objects.get(staff=member).pk}/", {"decision": "approve"})
    client = Client()
    assert client.post("/sign-in/", {"username": "newcomer", "password": first}).status_code == 302
    change = {"current": first, "new": "Winter&Wages-9", "again": "Winter&Wages-9"}
    assert client.post("/officer/account/password/", change).headers["Location"] == "/officer/"
    assert client.get("/officer/clues/").status_code == 200
    trail = admins["audit"].get("/officer/audit/?size=100").content.decode()
    for act in ("add_staff", "propose_post", "decide_post", "sign_in", "change_password"):
        assert AuditEvent.objects.filter(act=act).exists()
        assert act in trail
    assert first not in repr(list(AuditEvent.objects.values()))
    assert "首尾相接" in admins["audit"].post("/officer/audit/check/").content.decode()


def test_resets_stand_on_the_page_of_the_person(scene: Scene, admins: dict[str, Client]) -> None:
    owner = scene.people.owner
    answer = admins["security"].post(f"/officer/staff/{owner.pk}/reset/password/", {"reason": "来电核对身份证"})
    shown = SHOWN.search(answer.content.decode())
    assert shown
    assert Staff.objects.get(pk=owner.pk).check_password(shown[1])
    page = admins["system"].get(f"/officer/staff/{owner.pk}/").content.decode()
    assert "来电核对身份证" in page
    assert "本人还没有修改" in page
    assert "重置密码</a>" not in page
    assert CredentialReset.objects.count() == 1


def test_out_of_the_area_is_out_of_reach(scene: Scene, admins: dict[str, Client]) -> None:
    stranger = scene.people.stranger
    for kind in ("password", "second-factor"):
        answer = admins["security"].post(f"/officer/staff/{stranger.pk}/reset/{kind}/", {"reason": "x"})
        assert answer.status_code == 404
    assert admins["security"].get(f"/officer/staff/{scene.people.owner.pk}/reset/else/").status_code == 404


def test_a_reset_without_a_reason_is_refused(scene: Scene, admins: dict[str, Client]) -> None:
    owner = scene.people.owner
    assert admins["security"].post(f"/officer/staff/{owner.pk}/reset/password/", {"reason": ""}).status_code == 422
    assert not CredentialReset.objects.exists()


def test_a_reset_also_unlocks(scene: Scene, admins: dict[str, Client]) -> None:
    """Whoever forgot the password has mostly locked the account too."""
    owner = scene.people.owner
    client = Client()
    for _ in range(6):
        client.post("/sign-in/", {"username": owner.username, "password": "guess"})
    answer = admins["security"].post(f"/officer/staff/{owner.pk}/reset/password/", {"reason": "忘记密码"})
    shown = SHOWN.search(answer.content.decode())
    assert shown
    assert client.post("/sign-in/", {"username": owner.username, "password": shown[1]}).status_code == 302


def test_the_trail_is_read_area_by_area(scene: Scene, admins: dict[str, Client], enter: Any) -> None:
    """What a neighbour's officers did is their auditor's and the superior's, not ours; the chain is verified whole."""
    record("look", about=scene.people.stranger, by=scene.people.stranger, reason="邻县的事")
    record("look", about=scene.people.owner, by=scene.people.owner, reason="本县的事")
    city = enter(person("city-audit", "市审计", scene.people.superior.unit, "audit_admin"))
    own, whole = (client.get("/officer/audit/?size=100").content.decode() for client in (admins["audit"], city))
    assert ("本县的事" in own, "邻县的事" in own) == (True, False)
    assert ("本县的事" in whole, "邻县的事" in whole) == (True, True)


def test_shared_accounts_of_the_demonstration_stay(scene: Scene, admins: dict[str, Client], settings: Any) -> None:
    """One visitor must not lock the next one out."""
    settings.NUANXIN_DEMO = True
    shared = person("demo-inspector", "王承办", scene.people.owner.unit, "inspector")
    for who, address in (("security", "reset/password/"), ("system", "active/")):
        assert admins[who].post(f"/officer/staff/{shared.pk}/{address}", {"reason": "试"}).status_code == 409
    assert Staff.objects.get(pk=shared.pk).is_active
