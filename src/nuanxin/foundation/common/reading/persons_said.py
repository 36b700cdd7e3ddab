"""Counts of persons in running text: 二十多名农民工, 30余人, 十几个工友, 我们三人, 百十来号人."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nuanxin.foundation.common.reading.chinese_numbers import SIGNS, loosely_said, read_number

_LONGEST = 10
_MOST = 1_000_000
_NOUNS = (
    "农民工|农名工|民工|工人|工友|员工|职工|老乡|兄弟|弟兄|同事|技师|技工|师傅|司机|保安|保洁|教师|老师|护士|业务员|"
    "木工|瓦工|泥工|泥瓦工|钢筋工|架子工|油漆工|水电工|电工|焊工|普工|女工|男工|杂工|小工|大工|技术工|环卫工|清洁工|临时工|合同工|派遣工|保安员|服务员|厨师|护工|护理员|教练|骑手|快递员|外卖员|销售员|营业员|收银员|驾驶员|网格员|理货员|装卸工|搬运工|养护工|采煤工|缝纫工|车工|操作工|安装工|绿化工|保育员|施工员|测绘员|导游|厨工|帮工|短工|长工|技术员|管理员|导购|演员|主播|退役军人|打工者|打工人|打工仔|打工妹|劳动者|受害者|人员|工人们|同胞|姐妹|妇女|老人|人"
)
_PERSONS = re.compile(
    rf"(?P<number>(?![,，.])[{SIGNS}]{{1,{_LONGEST}}}(?:[-—~～至到][{SIGNS}]{{1,{_LONGEST}}})?)(?:左右|上下)?"
    r"(?:个|名|位|号|人(?=农民工|民工|工人|工友|员工))?"
    r"(?:外地|外来|本地|农村|离职|在职|退休|普通|年轻|木工|瓦工|泥工|施工|一线|班组|基层|贫困|务工|建筑|进城|装修|打工的?|干活的?|做工的?|临时|可怜的|贫困山区的?){0,2}"
    rf"(?P<who>{_NOUNS})"
    rf"|(?P<before>农民工|民工|工人|员工|职工|工友)(?:人数|总数)?(?:共|约|达|有|为|共计|一共|总共|[:：])*(?P<behind>[{SIGNS}]{{1,{_LONGEST}}})(?:人|名|位)(?!次|份|均|工|农|员)"
    rf"|(?:我们|咱们|俺们|我们兄弟|我等)(?P<ours>[{SIGNS}俩仨]{{1,{_LONGEST}}})个(?!月|多月|季|小时|星期|工|点|项|单|地|标|楼|区|队|班|半|门)"
)
_NO_COUNT = re.compile(r"[次份民均才事生口家格间心力性类]|工(?!资|钱)")
_UNKNOWN = re.compile(r"[几数]")
_AND_I = re.compile(r"(?:我|本人)(?:和|及|与|跟|连同|以及)(?:其他|其它|另外|另|别的)的?$")  # 我和其他九人: ten
_LEADING = re.compile(r"[^0-9零一二三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟两廿卅俩仨]+")


@dataclass(frozen=True, slots=True)
class Persons:
    """A count of persons said: how many (at least, where not exact), the noun used, and where it stands."""

    count: int
    exact: bool
    noun: str
    start: int
    end: int


def persons_said(text: str) -> list[Persons]:
    """Every count of persons in the text, in its order; 三家, 五次, 每人 and the like are none."""
    found = []
    for match in _PERSONS.finditer(text):
        one = _persons(text, match)
        if one is not None:
            found.append(one)
    return found


def _persons(text: str, match: re.Match[str]) -> Persons | None:
    group = "ours" if match["ours"] else "behind" if match["behind"] else "number"
    if match["who"] == "人" and _NO_COUNT.match(text, match.end()):
        return None
    skipped = _LEADING.match(match[group])
    start = match.start(group) + (skipped.end() if skipped else 0)
    number = read_number(text[start : match.end(group)].rstrip(",，."))
    if number is None or number.whole is None or not 0 < number.whole <= _MOST:
        return None
    if skipped and _UNKNOWN.search(skipped[0]):
        return None  # 几十人, 数百人: how many was not said
    if match["who"] not in (None, "人") and text[match.start("who") - 1] in "万萬":
        return None  # 欠30万工人工资: money
    if start and (text[start - 1] in "第每/" or text[start - 1].isdigit()):
        return None
    count = number.whole + bool(_AND_I.search(text, max(0, start - 8), start))
    between = text[match.end(group) : match.start("who")] if match["who"] else ""
    exact = number.exact and "多" not in between and "余" not in between
    exact = exact and not loosely_said(text, start, match.end(group))
    return Persons(count, exact, match["who"] or match["before"] or "人", start, match.end())
