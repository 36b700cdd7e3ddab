"""Warnings at the desk: from the ledger to the end of one, rules tried and switched on, accuracy open to its rows, asking workers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from nuanxin.rights.intake.models import Clue
from nuanxin.watch.monitoring.asking_workers.models import AskedWorker, AskRound
from nuanxin.watch.monitoring.register.models import MonitoredProject
from nuanxin.watch.monitoring.register.taking import project_rows, take_register
from nuanxin.watch.monitoring.risk.local import in_force, rules_of
from nuanxin.watch.monitoring.risk.models import RuleSet
from nuanxin.watch.monitoring.warnings.models import RiskWarning
from tests.conftest import TODAY, People
from tests.unit.watch.monitoring.house import small_house
from tests.unit.watch.monitoring.making import days_set, monitor, rules_in_force, warning, watched

pytestmark = pytest.mark.django_db
ROOM = "/officer/"


def text(response: Any) -> str:
    return str(response.content.decode())


def test_from_the_ledger_to_the_end(people: People, enter: Any, settings: Any, tmp_path: Path) -> None:
    settings.NUANXIN_WAGES = small_house(tmp_path)
    mine = monitor(people)
    days_set()
    one = warning(mine)
    desk = enter(mine)
    assert "P1安置房项目" in text(desk.get(f"{ROOM}warnings/?grade=red&overdue="))
    assert "P1安置房项目" not in text(desk.get(f"{ROOM}warnings/?grade=yellow"))
    assert "P1安置房项目" in text(desk.get(f"{ROOM}warnings/?rule=wages_overdue"))
    assert "P1安置房项目" not in text(desk.get(f"{ROOM}warnings/?rule=shared_card"))
    page = text(desk.get(f"{ROOM}warnings/{one.pk}/"))
    assert "工资到期未付" in page and "县监测预警办法" in page and "暂不能办" in page
    assert "张0" in text(desk.get(f"{ROOM}warnings/{one.pk}/?tab=workers"))
    assert "工资支出" in text(desk.get(f"{ROOM}warnings/{one.pk}/?tab=account"))
    for key, said in (
        ("tell", {"how": "call", "name": "孙经理", "phone": "13900001111"}),
        ("answer", {"name": "孙经理", "phone": "13900001111", "text": "已补发", "paid_fen": "24000", "proof": "回单7"}),
        ("check", {"text": "流水已核对"}),
        ("inspection", {"inspect_by": "2024-01-12", "text": "看账册"}),
        ("inspected", {"inspected_on": "2024-01-10", "text": "已看账册"}),
        ("end", {"outcome": "confirmed", "reason": "欠4人，已补发"}),
    ):
        address = f"{ROOM}warnings/{one.pk}/acts/{key}/"
        assert desk.get(address).status_code == 200, key
        assert desk.post(address, said).status_code == 302, key
    one.refresh_from_db()
    assert (one.state, one.outcome) == ("ended", "confirmed")
    assert "24,000.00" in text(desk.get(f"{ROOM}warnings/{one.pk}/?tab=answers"))
    assert desk.get(f"{ROOM}warnings/{one.pk}/acts/end/").status_code == 409
    assert desk.get(f"{ROOM}warnings/{one.pk}/acts/nothing/").status_code == 404


def test_a_clue_by_a_button_once(people: People, enter: Any) -> None:
    mine = monitor(people)
    one = warning(mine)
    desk, address = enter(mine), f"{ROOM}warnings/{one.pk}/clue/"
    assert desk.get(address).status_code == 404
    for _ in range(2):
        assert desk.post(address).status_code == 302
    clue = Clue.objects.get()
    assert clue.number in text(desk.get(f"{ROOM}warnings/{one.pk}/"))


@pytest.mark.parametrize(
    ("who", "sees", "acts"),
    [("owner", 200, 200), ("superior", 200, 200), ("leader", 200, 403), ("stranger", 404, 404), ("housing", 403, 403)],
)
def test_rights_on_one_warning(people: People, enter: Any, who: str, sees: int, acts: int) -> None:
    one = warning(monitor(people))
    desk = enter(getattr(people, who))
    assert desk.get(f"{ROOM}warnings/{one.pk}/").status_code == sees
    assert desk.get(f"{ROOM}warnings/{one.pk}/acts/check/").status_code == acts
    assert desk.get(f"{ROOM}watched-projects/{one.project_id}/").status_code == sees
    clue = desk.post(f"{ROOM}warnings/{one.pk}/clue/")
    assert (clue.status_code == 302) is (sees == 200)
    assert Clue.objects.exists() is (acts == 200)


def test_rules_are_drafted_changed_tried_and_switched_on(
    people: People, enter: Any, settings: Any, tmp_path: Path
) -> None:
    settings.NUANXIN_WAGES = small_house(tmp_path)
    mine = monitor(people)
    take_register(rows=project_rows(settings.NUANXIN_WAGES), on=TODAY)
    desk = enter(mine)
    assert "还没有规则集" in text(desk.get(f"{ROOM}warning-rules/"))
    assert desk.get(f"{ROOM}warning-rules/new/").status_code == 200
    form = {"region": "410721", "name": "县规则", "source": "县办文", "red": "70", "orange": "40", "yellow": "15"}
    assert desk.post(f"{ROOM}warning-rules/new/", form).status_code == 302
    rules = RuleSet.objects.get()
    here = f"{ROOM}warning-rules/{rules.pk}/"
    assert "还没有用历史数据回测过" in text(desk.get(here))
    refused = desk.post(f"{here}switch/", {"valid_from": "2024-01-10"})
    assert refused.status_code == 422 and "还没有回测过" in text(refused)
    change = {"points_1": "20", "workers_1": "1", "points_2": "88", "workers_2": "4", "fen_2": "1000", "source": "纪要"}
    assert desk.get(f"{here}rules/wages_overdue/").status_code == 200
    assert desk.post(f"{here}rules/wages_overdue/", change).status_code == 302
    assert [
        (one.points, one.workers_from, one.fen_from) for one in rules_of(rules).by_key()["wages_overdue"].steps
    ] == [(20, 1, 0), (88, 4, 100_000)]
    assert "当月出勤不少于20天" in text(desk.get(here))
    floor = {"points_1": "15", "workers_1": "1", "source": "纪要", "figure_days": "32"}
    refused = desk.post(f"{here}rules/below_minimum_wage/", floor)
    assert refused.status_code == 422 and "平台数值：当月出勤不少于20天" in text(refused)
    assert desk.post(f"{here}rules/below_minimum_wage/", floor | {"figure_days": "15"}).status_code == 302
    assert rules_of(rules).by_key()["below_minimum_wage"].figures == (("days", 15),)
    assert "当月出勤不少于15天" in text(desk.get(here)) and "另拟一套" not in text(desk.get(here))
    assert "随数据装载确定，不能在此更改" in text(desk.get(f"{here}rules/shared_card/"))
    for bad in ({"first": "2023-13", "last": "2023-12"}, {"first": "2023-12", "last": "2023-11"}):
        assert desk.post(f"{here}test/", bad | {"run_after_days": "10", "window_days": "90"}).status_code == 422
    tried = {"first": "2023-12", "last": "2023-12", "run_after_days": "10", "window_days": "90"}
    assert desk.post(f"{here}test/", tried).status_code == 302
    page = text(desk.get(here))
    assert "回测结果（2023-12 至 2023-12）" in page and "窗口未到期" in page
    assert desk.post(f"{here}switch/", {"valid_from": "2024-01-10"}).status_code == 302
    assert in_force(TODAY)["410721"] == rules
    assert "启用中" in text(desk.get(f"{ROOM}warning-rules/"))
    assert desk.get(f"{here}rules/wages_overdue/").status_code == 409
    assert desk.post(f"{here}end/", {"reason": "试行结束"}).status_code == 302
    assert enter(people.stranger).get(here).status_code == 404
    assert enter(people.owner).get(f"{here}test/").status_code == 403


def test_an_older_set_is_drafted_anew_by_one_button(people: People, enter: Any) -> None:
    mine = monitor(people)
    watched("P1")
    rules = rules_in_force(mine)
    RuleSet.objects.filter(pk=rules.pk).update(rules=[])  # as sets were drafted before they named their rules
    desk, here = enter(mine), f"{ROOM}warning-rules/{rules.pk}/"
    assert "平台现有 9 条规则不在这套里" in text(desk.get(here))
    assert desk.get(f"{here}again/").status_code == 404
    answer = desk.post(f"{here}again/")
    new = RuleSet.objects.exclude(pk=rules.pk).get()
    assert answer.headers["Location"] == f"{ROOM}warning-rules/{new.pk}/"
    page = text(desk.get(f"{ROOM}warning-rules/{new.pk}/"))
    assert "不在这套里" not in page and "涉诉" in page and in_force(TODAY)["410721"] == rules
    superior = text(enter(people.superior).get(here))
    assert "平台现有 9 条规则不在这套里" in superior
    assert enter(people.stranger).post(f"{here}again/").status_code == 403 and RuleSet.objects.count() == 2


def test_a_project_and_its_seven_systems(people: People, enter: Any) -> None:
    one = watched("P1")
    desk, here = enter(people.owner), f"{ROOM}watched-projects/{one.pk}/"
    assert "P1安置房项目" in text(desk.get(f"{ROOM}watched-projects/"))
    page = text(desk.get(here))
    assert "应落实 <b>8</b> 项，已落实 <b>0</b> 项" in page and "国家没有公布" in page
    form = {"state": "met", "proof": "保函BH1", "owner": str(people.owner.pk), "checked_on": "2024-01-10"}
    assert desk.get(f"{here}systems/deposit/").status_code == 200
    assert desk.post(f"{here}systems/deposit/", form).status_code == 302
    assert "保函BH1" in text(desk.get(here))
    assert desk.post(f"{here}systems/deposit/", form | {"proof": ""}).status_code == 422
    assert desk.get(f"{here}systems/nothing/").status_code == 404


def test_every_number_of_the_accuracy_opens_to_its_rows(people: People, enter: Any) -> None:
    mine = monitor(people)
    one = warning(mine)
    desk = enter(mine)
    assert "还没有结论" in text(desk.get(f"{ROOM}warning-accuracy/"))
    for key, said in (("check", {"text": "看过"}), ("end", {"outcome": "confirmed", "reason": "属实"})):
        desk.post(f"{ROOM}warnings/{one.pk}/acts/{key}/", said)
    page = text(desk.get(f"{ROOM}warning-accuracy/?region=410721&first=2024-01-01&last=2024-01-10"))
    assert "<b>100.0%</b>" in page and "outcome=confirmed" in page
    rows = (
        f"{ROOM}warnings/?raised_on_from=2024-01-01&raised_on_to=2024-01-10&rule=wages_overdue&region=410721&outcome="
    )
    assert "P1安置房项目" in text(desk.get(f"{rows}confirmed")) and "P1安置房项目" not in text(desk.get(f"{rows}false"))
    assert "没有。" in text(desk.get(f"{ROOM}warning-accuracy/claims/?missed=1"))
    assert desk.get(f"{ROOM}warning-accuracy/?first=nonsense&region=999999").status_code == 200


def test_forecast_and_live(people: People, enter: Any, settings: Any, tmp_path: Path) -> None:
    settings.NUANXIN_WAGES = tmp_path / "nothing"
    desk = enter(people.owner)
    assert "在建的监测项目 <b>0</b> 个" in text(desk.get(f"{ROOM}pay-forecast/"))
    settings.NUANXIN_WAGES = small_house(tmp_path)
    take_register(rows=project_rows(settings.NUANXIN_WAGES), on=TODAY)
    page = text(desk.get(f"{ROOM}pay-forecast/?region=410721"))
    assert "23,000.00" in page and "鲜活度 <b>100.0%</b>" in page
    assert MonitoredProject.objects.count() == 2


def test_workers_are_asked_and_their_no_is_taken_down(people: People, enter: Any) -> None:
    watched("P1")
    desk = enter(people.owner)
    assert "还没有抽查过" in text(desk.get(f"{ROOM}wage-asking/"))
    form = {
        "region": "410721",
        "month": "2023-12",
        "size": "2",
        "seed": "7",
        "contacts": "P1,张三,13900000001\nP1,李四,13900000002",
    }
    assert desk.get(f"{ROOM}wage-asking/new/").status_code == 200
    assert desk.post(f"{ROOM}wage-asking/new/", form | {"contacts": "P1,张三,1"}).status_code == 422
    assert desk.post(f"{ROOM}wage-asking/new/", form).status_code == 302
    told = AskRound.objects.get()
    here = f"{ROOM}wage-asking/{told.pk}/"
    first, second = AskedWorker.objects.order_by("pk")
    assert first.phone in text(desk.get(here))
    assert first.phone not in text(enter(people.leader).get(here))
    assert desk.post(f"{here}workers/{first.pk}/call/").status_code == 302
    assert desk.get(f"{here}workers/{second.pk}/").status_code == 200
    assert desk.post(f"{here}workers/{second.pk}/", {"said": "not_paid", "missing_fen": "6000"}).status_code == 302
    assert Clue.objects.get().number in text(desk.get(here))
    assert enter(people.stranger).get(here).status_code == 404
    assert RiskWarning.objects.count() == 0


def test_employers_by_risk(people: People, enter: Any) -> None:
    one = warning(monitor(people))
    page = text(enter(people.leader).get(f"{ROOM}employer-risks/?region=410721&month=2023-12"))
    assert one.employer.name in page and "风险最高的项目P1安置房项目：75分" in page and "共 1 户" in page
    assert "没有企业被预警" in text(enter(people.owner).get(f"{ROOM}employer-risks/?month=2023-11"))
    assert one.employer.name not in text(enter(people.stranger).get(f"{ROOM}employer-risks/?month=nonsense"))
