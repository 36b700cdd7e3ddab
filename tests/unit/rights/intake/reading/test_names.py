"""Who owes, where, on which site: forms of words, one line each. All names are invented."""

from __future__ import annotations

import pytest

from nuanxin.rights.intake.reading.reading import read_text

_OWES = "，拖欠我们八名工人工资五万元。"


@pytest.mark.parametrize(
    ("topic", "text", "who"),
    [
        ("酒店停业欠薪", "乙市海蓝湾大酒店自去年起不发员工工资。", "乙市海蓝湾大酒店"),
        ("健身会所拖欠教练工资", "我在丙区动感健身会所当教练，会所拖欠工资3000元。", "丙区动感健身会所"),
        ("投诉甲县锦绣商业广场三期拖欠工资", "甲县诚鑫建筑劳务有限公司拖欠我们木工工资。", "甲县诚鑫建筑劳务有限公司"),
        ("投诉工资拖欠", "我们在上元教育咨询有限公司B市分公司上班，公司拖欠工资。", "上元教育咨询有限公司B市分公司"),
        ("拖欠护工工资", "是润康后勤服务公司招进来的，公司三个月没发工资。", "润康后勤服务公司"),
        ("拖欠司机工资", "本人在B市长顺物流有限公司开货车，公司拖欠工资。", "B市长顺物流有限公司"),
        ("包工头拖欠工资", "包工头杨老板拖欠我们工人工资，总包是鼎信建设有限公司。", "包工头杨老板"),
        ("欠我爸的工钱", "我爸给一个叫张某的老板砌墙，张某欠我爸工钱2万元。", "张某"),
        ("讨薪", "我叫某某，工地上的总包鼎信建设有限公司欠我工资。", "鼎信建设有限公司"),
        ("外卖站点克扣骑手工资", "站点归速鲜达配送服务有限公司管，扣我工资900元。", "速鲜达配送服务有限公司"),
        ("我是大学生，打工不给工资", "我是一名大学生，众聚人力资源公司欠我工资800元。", "众聚人力资源公司"),
    ],
)
def test_who_owes(topic: str, text: str, who: str) -> None:
    assert read_text(text, topic=topic).respondent == who


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("我是安徽省阜阳市颍上县人，在浙江省嘉兴市海盐县做钢筋工", "浙江省嘉兴市海盐县"),
        ("工地位于C市新高区牛头埠码头至五大桥，我们做钢筋工", "C市新高区牛头埠码头至五大桥"),
        ("我们在成都市天府新区的建筑工地扎钢筋", "成都市天府新区"),
        ("到无锡市锡山区人社局投诉过，工地在宜城市流水镇，我们扎钢筋", "宜城市流水镇"),
        ("在湖北黄冈市蕲春县龙腾国际项目做外架", "湖北黄冈市蕲春县龙腾国际项目"),
        ("我们是贫困山区的农民工，在P县工业园扎钢筋", "P县工业园"),
    ],
)
def test_the_place_is_not_where_the_writer_comes_from(text: str, place: str) -> None:
    assert read_text(text + _OWES).place == place


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("Q县汽车站改造项目去年完工", "Q县汽车站改造项目"),
        ("Q县桥头镇中学学生宿舍楼工程去年完工", "Q县桥头镇中学学生宿舍楼工程"),
        ("我们在D县高铁新城安置房二标工地做水电", "D县高铁新城安置房二标"),
        ("项目全称：中核甲省乙县营山光伏发电项目，我们在工地扎钢筋", "中核甲省乙县营山光伏发电项目"),
        ("我和老乡两人在工地做外墙工程", None),
    ],
)
def test_the_site_under_its_own_name(text: str, site: str | None) -> None:
    assert read_text(text + _OWES).project == site
