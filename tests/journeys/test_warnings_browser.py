"""A warning in a real browser: raised, told, answered by the firm, inspected, ended; its accuracy open to its rows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nuanxin.watch.monitoring.warnings.employer import answer_warning
from nuanxin.watch.monitoring.warnings.models import RiskWarning
from tests.conftest import People
from tests.journeys.desk import Seat
from tests.journeys.looking import IN_BROWSER, PHONE_SIZE
from tests.unit.watch.monitoring.house import small_house
from tests.unit.watch.monitoring.making import days_set, monitor, warning

pytestmark = IN_BROWSER


def test_a_warning_to_its_end(
    browser: Any, site: Any, people: People, settings: Any, tmp_path: Path, that_morning: None
) -> None:
    settings.NUANXIN_WAGES = small_house(tmp_path / "wages")
    days_set()
    mine = monitor(people)
    one = warning(mine)
    seat = Seat(browser, site, mine)
    seat.go("/officer/warnings/")
    seat.look("warnings")
    seat.click("P1安置房项目", inside="main")
    seat.look("warning")
    seat.click("告知企业", inside="main")
    seat.fill(how="电话", name="孙经理", phone="13900001111")
    seat.submit("确定", "已告知企业")
    answer_warning(
        warning=one, text="已从银行贷款补发", proof="回单7", paid_fen=2_400_000, by=("孙经理", "13900001111")
    )
    for tab in ("workers", "account", "answers"):
        seat.go(f"/officer/warnings/{one.pk}/?tab={tab}")
        seat.look(f"warning-{tab}")
    seat.click("登记核查", inside="main")
    seat.fill(text="银行流水已核对，8人工资到账")
    seat.submit("确定", "已核查")
    seat.click("销号", inside="main")
    seat.fill(outcome="属实", reason="欠薪8人，已补发")
    seat.submit("确定", "已销号")
    seat.go("/officer/warning-accuracy/")
    assert "100.0%" in seat.words()
    seat.look("accuracy")
    seat.page.set_viewport_size({"width": PHONE_SIZE[0], "height": PHONE_SIZE[1]})
    seat.go(f"/officer/warnings/{one.pk}/")
    seat.look("warning-phone")
    seat.done()
    assert RiskWarning.objects.get().outcome == "confirmed"


def test_rules_forecast_project_and_asking_look_right(
    browser: Any, site: Any, people: People, settings: Any, tmp_path: Path, that_morning: None
) -> None:
    settings.NUANXIN_WAGES = small_house(tmp_path / "wages")
    mine = monitor(people)
    one = warning(mine)
    seat = Seat(browser, site, mine)
    pages = {
        "rule-sets": "warning-rules/", "rule-set": f"warning-rules/{one.rule_set_id}/", "projects": "watched-projects/",
        "project": f"watched-projects/{one.project_id}/", "forecast": "pay-forecast/", "employers": "employer-risks/",
        "accuracy": "warning-accuracy/", "asking-new": "wage-asking/new/",
    }  # fmt: skip
    for size in ((1366, 768), PHONE_SIZE):
        seat.page.set_viewport_size({"width": size[0], "height": size[1]})
        for name, path in pages.items():
            seat.go(f"/officer/{path}")
            seat.look(f"{name}-{size[0]}")
    seat.fill(region="新乡县", month="2023-12", size="2", seed="7", contacts="P1,张三,13900000001\nP1,李四,13900000002")
    seat.submit("抽样并发送", "待拨打")
    seat.look("asking-phone")
    seat.done()
