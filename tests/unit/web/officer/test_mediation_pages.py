"""The pages of mediation and notary: who may open them, what they do, what they say when something is refused."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.rights.cases.agreements import mark_defaults
from nuanxin.rights.disputes.mediation.models import MediationOrganisation, Mediator, MediatorAppointment, RegularCheck
from nuanxin.rights.disputes.notary.dunning import dun_due
from tests.conftest import TODAY, People
from tests.desks import desk_person
from tests.unit.rights.cases.making import on_day
from tests.unit.rights.disputes.mediation.making import START, Desk, agreed, opened, step
from tests.unit.rights.disputes.notary.making import deeded, notary_person
from tests.unit.web.officer.conftest import passed

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(people: People) -> Desk:
    return Desk()


def signed_in(staff: Any) -> Client:
    client = Client()
    client.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")
    passed(client)
    return client


def url(name: str, *args: Any) -> str:
    return reverse(f"officer:{name}", args=args)


def test_register_is_kept_by_the_head(desk: Desk) -> None:
    head, mediator = signed_in(desk.head), signed_in(desk.mediator)
    assert mediator.get(url("mediation_organisation_new")).status_code == 403
    asked = {
        "name": "青年路社区调委会",
        "kind": "people",
        "region": "410721",
        "since": "2020-01-01",
        "trade": "",
        "village": "青年路社区",
    }
    assert head.post(url("mediation_organisation_new"), asked).status_code == 302
    row = MediationOrganisation.objects.get()
    told = {
        "organisation": row.pk,
        "name": "何调解",
        "staff": desk.mediator.pk,
        "specialities": ["construction"],
        "languages": "普通话、彝语",
        "since": "2021-01-01",
    }
    assert head.post(url("mediator_new"), told).status_code == 302
    person = Mediator.objects.get()
    assert (person.languages, person.staff) == (["普通话", "彝语"], desk.mediator)
    page = mediator.get(url("mediators")).content.decode()
    assert "何调解" in page and "登记调解员" not in page
    assert "青年路社区调委会" in mediator.get(url("mediation_organisations")).content.decode()
    assert head.post(url("mediator_end", person.pk), {"until": "2024-01-09", "reason": "退休"}).status_code == 302
    assert (
        head.post(url("mediation_organisation_end", row.pk), {"until": "2024-01-09", "reason": "合并"}).status_code
        == 302
    )
    stranger = desk_person("mediation_head", UnitKind.MEDIATION, region="410724")
    assert signed_in(stranger).get(url("mediator_end", person.pk)).status_code == 404


def test_appointing_on_the_page(desk: Desk, people: People) -> None:
    person = desk.registered()
    case = opened(people, desk)
    step(case, "accept", desk, START)
    client = signed_in(desk.mediator)
    desk.registered("马老吾", "catering", languages=("彝语",))
    page = client.get(url("case_mediator", case.pk) + "?language=彝语").content.decode()
    assert page.index("马老吾（") < page.index("何调解（") and "会彝语" in page
    assert "在办0件" in client.get(url("case_mediator", case.pk)).content.decode()
    answer = client.post(
        url("case_mediator", case.pk), {"mediator": person.pk, "chosen_by": "parties", "why": "", "on": "2024-01-10"}
    )
    assert answer.status_code == 302
    assert MediatorAppointment.objects.get().mediator == person
    assert "近一年没有主持调解的记录" in client.get(url("mediators")).content.decode()
    assert "何调解（何调解所在调委会）" in client.get(url("case", case.pk) + "?tab=mediation").content.decode()
    assert signed_in(people.housing).get(url("case_mediator", case.pk)).status_code == 404


def test_a_desk_without_a_register_names_the_mediator(desk: Desk, people: People) -> None:
    case = opened(people, desk)
    step(case, "accept", desk, START)
    client = signed_in(desk.mediator)
    asked = {"name": "周老师", "organisation": "", "chosen_by": "body", "on": "2024-01-10"}
    assert client.post(url("case_mediator", case.pk), asked).status_code == 302
    assert "周老师（新乡县人民调解委员会）" in client.get(url("case", case.pk) + "?tab=mediation").content.decode()


def test_checks_from_finding_to_end(desk: Desk) -> None:
    client = signed_in(desk.mediator)
    asked = {
        "employer": "新乡县某快递网点",
        "trade": "logistics",
        "region": "410721",
        "checked_on": "2024-01-10",
        "seen": "查看工资表",
        "finding": "hazard",
        "persons": "4",
    }
    refused = client.post(url("regular_check_new"), asked)
    assert refused.status_code == 422 and "化解期限" in refused.content.decode()
    for _ in range(2):
        assert client.post(url("regular_check_new"), {**asked, "due_on": "2024-01-17"}).status_code == 302
    first, second = RegularCheck.objects.order_by("pk")
    settled = {"how": "spot", "note": "当场补发", "on": "2024-01-10"}
    assert client.post(url("regular_check", first.pk), settled).status_code == 302
    mediated = {"request": "四人工资", "officer": desk.mediator.pk, "on": "2024-01-10"}
    answer = client.post(url("regular_check_mediate", second.pk), mediated)
    second.refresh_from_db()
    assert answer.headers["Location"] == url("case", second.case_id)
    page = client.get(url("regular_checks")).content.decode()
    assert "未投诉先化解 <b>50%</b>" in page
    assert "打开案卷" in client.get(url("regular_check", second.pk)).content.decode()
    again = client.post(url("regular_check", first.pk), settled)
    assert "已于2024-01-10化解" in again.content.decode()
    stranger = desk_person("mediator", UnitKind.MEDIATION, region="410724")
    assert signed_in(stranger).get(url("regular_check", first.pk)).status_code == 404


def test_a_wrong_check_is_withdrawn(desk: Desk) -> None:
    client = signed_in(desk.mediator)
    asked = {
        "employer": "甲饭店",
        "trade": "catering",
        "region": "410721",
        "checked_on": "2024-01-10",
        "seen": "看过",
        "finding": "none",
    }
    assert client.post(url("regular_check_new"), asked).status_code == 302
    row = RegularCheck.objects.get()
    assert "不需要" in client.get(url("regular_check", row.pk)).content.decode()
    assert client.post(url("regular_check_withdraw", row.pk), {"reason": "写错"}).status_code == 302
    assert client.get(url("regular_check", row.pk)).status_code == 404


def test_the_doors_on_the_tab(desk: Desk, people: People) -> None:
    case = agreed(people, desk)
    with on_day(START + timedelta(days=11)) as on:
        mark_defaults(on=on)
    page = signed_in(desk.mediator).get(url("case", case.pk) + "?tab=mediation").content.decode()
    assert "分期违约" in signed_in(desk.mediator).get(url("desk")).content.decode()
    assert "中位数 <b>46</b> 分钟" in signed_in(desk.mediator).get(url("mediators")).content.decode()
    assert "按普通民事纠纷起诉" in page and "46 分钟" in page and "没有经司法确认" in page


def test_the_notary_s_tab_and_list(people: People) -> None:
    notary = notary_person()
    case = deeded(people, notary)
    with on_day(START + timedelta(days=9)) as on:
        dun_due(on=on)
    client = signed_in(notary)
    page = client.get(url("case", case.pk) + "?tab=notary").content.decode()
    assert "30,000.00" in page and "2023-12-14" in page and "2025-12-15" in page
    assert "没有查到全国性法律依据" in page
    assert "名单是空的" in client.get(url("notary_list")).content.decode()


def test_every_step_form_opens(desk: Desk, people: People) -> None:
    """Each form of both procedures shows, with its paper filled as far as the file knows."""
    client, case = signed_in(desk.mediator), agreed(people, desk)
    for key in ("confirmation", "review", "performed", "default"):
        assert client.get(url("case_step", case.pk, key)).status_code == 200
    assert TODAY > START
