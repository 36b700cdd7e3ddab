"""Self-check with advice that nobody keeps; a voluntary visit asked for, booked, declined, withdrawn."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from nuanxin.foundation.notifications.models import Message
from nuanxin.watch.inspection.helping.models import ServiceVisit, ServiceWish
from nuanxin.watch.inspection.helping.serving import Advice, hold_service, issue_advice
from tests.conftest import TODAY, People
from tests.employer_scene import BOSS, CLERK, RIVAL, Firms
from tests.unit.web.employer.test_pages import Knock

pytestmark = pytest.mark.django_db
HERE, CHECK = "/employer/service/", "/employer/service/self-check/"
SOON = TODAY + timedelta(days=7)


def asked(knock: Knock, firms: Firms, **changes: Any) -> Any:
    told = {
        "place": f"site-{firms.site.pk}",
        "wish": "工资表怎么做",
        "wished_for": str(SOON),
        "consent": "on",
        **changes,
    }
    return knock(BOSS).post(HERE, told)


def test_self_check_gives_advice_and_keeps_nothing(firms: Firms, knock: Knock) -> None:
    client = knock(CLERK)
    assert client.post(CHECK, {}).status_code == 422
    page = client.post(CHECK, {"labour_contract_written": "no", "real_name_officer": "yes", "x": "no"}).content.decode()
    assert "劳动合同法10、82" in page and "先补签" in page and "有 1 个薄弱环节" in page
    assert "未配备劳资专管员" not in page
    assert "先补签" not in client.get(CHECK).content.decode()
    assert "劳动合同" in knock(BOSS).get(f"{HERE}?point=labour_contract_written&point=<b>").content.decode()
    assert not ServiceWish.objects.exists()


def test_asked_told_booked_and_seen_on_both_sides(
    firms: Firms, people: People, knock: Knock, enter: Callable[[Any], Client]
) -> None:
    assert asked(knock, firms).status_code == 302
    wish = ServiceWish.objects.get()
    assert (wish.state, wish.region_id, wish.asked_by) == ("open", "410721", "钱老板（新乡暖阳建筑有限公司）")
    assert Message.objects.get(template="officer_service_wished", channel="in_site").to == people.owner.username
    assert "还没有答复" in asked(knock, firms).content.decode(), "one open wish a firm"
    book = reverse("officer:service_wish_book", args=[wish.pk])
    assert enter(people.stranger).get(book).status_code == 404
    assert "新乡暖阳" in enter(people.colleague).get(reverse("officer:service_wishes")).content.decode()
    assert enter(people.owner).post(book, {"booked_for": str(SOON), "staff": people.owner.pk}).status_code == 302
    visit = ServiceVisit.objects.get()
    assert (visit.consent_how, visit.consent_on, visit.project_id) == ("platform", TODAY, firms.site.pk)
    page = knock(BOSS).get(HERE).content.decode()
    assert "已预约" in page and str(SOON) in page and "王承办" in page
    assert "工资表怎么做" not in knock(RIVAL).get(HERE).content.decode()
    assert enter(people.owner).post(book, {"booked_for": str(SOON), "staff": people.owner.pk}).status_code == 422


def test_the_advice_paper_comes_back_to_the_firm(
    firms: Firms, people: People, knock: Knock, enter: Callable[[Any], Client]
) -> None:
    asked(knock, firms)
    wish = ServiceWish.objects.get()
    there = reverse("employer:service_advice", args=[wish.pk])
    assert knock(BOSS).get(there).status_code == 404
    enter(people.owner).post(
        reverse("officer:service_wish_book", args=[wish.pk]), {"booked_for": str(TODAY), "staff": people.owner.pk}
    )
    point = Advice("payroll", "工资条没有扣款明细", "每月发给本人", "条例第十五条")
    visit = hold_service(
        service=ServiceVisit.objects.get(),
        held_on=TODAY,
        told="讲了",
        present="3人",
        points=[point],
        by=people.owner,
        on=TODAY,
    )
    issue_advice(service=visit, by=people.owner, on=TODAY)
    assert knock(BOSS).get(there).content.startswith(b"%PDF-")
    assert knock(RIVAL).get(there).status_code == 404


@pytest.mark.parametrize(
    ("changes", "says"),
    [({"wish": ""}, "希望了解什么"), ({"consent": ""}, "请勾选"), ({"wished_for": str(TODAY)}, "不是以后的日期"),
     ({"place": "site-99999"}, "选")],
)  # fmt: skip
def test_what_a_wish_lacks_is_said(firms: Firms, knock: Knock, changes: dict[str, str], says: str) -> None:
    page = asked(knock, firms, **changes)
    assert page.status_code == 422 and says in page.content.decode() and not ServiceWish.objects.exists()


def test_a_clerk_cannot_ask_and_a_firm_may_withdraw(
    firms: Firms, people: People, knock: Knock, enter: Callable[[Any], Client]
) -> None:
    told = {"place": f"site-{firms.site.pk}", "wish": "x", "wished_for": str(SOON), "consent": "on"}
    assert "由企业联系人申请" in knock(CLERK).post(HERE, told).content.decode()
    assert not ServiceWish.objects.exists()
    asked(knock, firms)
    wish = ServiceWish.objects.get()
    away = reverse("employer:service_withdraw", args=[wish.pk])
    assert knock(RIVAL).post(away).status_code == 404 and knock(BOSS).get(away).status_code == 404
    assert knock(BOSS).post(away).status_code == 302
    asked(knock, firms)
    decline = reverse("officer:service_wish_decline", args=[ServiceWish.objects.latest("pk").pk])
    assert enter(people.owner).post(decline, {"reason": ""}).status_code == 422
    assert enter(people.owner).post(decline, {"reason": "本月检查已满，请下月再约"}).status_code == 302
    assert "本月检查已满" in knock(BOSS).get(HERE).content.decode()
