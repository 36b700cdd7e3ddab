"""What remains of a name of a firm, a project or a person when everything that others share is taken away. Pure."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import lru_cache

from nuanxin.foundation.common.text import name_key

_DIGITS = {sign: number for number, sign in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_NUMBER = re.compile(
    r"第?([零〇一二两三四五六七八九十]{1,3})"
    r"(?=期|标|号|局|建|冶|中|小|院|工程局|建筑|建设|安装|分公司|分部|工区|地块|区|合同|批|幢|栋|航)"
)
_ORDINAL = re.compile(r"第(?=\d)")
# The name by which workers and papers call the big builders.
_SHORT_FORMS = (
    (re.compile("中国建筑(?:股份)?"), "中建"),
    (re.compile("中国铁建|中国铁道建筑"), "中铁建"),
    (re.compile("中国中铁|中国铁路工程"), "中铁"),
    (re.compile("中国交通建设|中国交建"), "中交"),
    (re.compile("中国水利水电|中国水电|水利水电"), "水电"),
    (re.compile("中国电力建设|中国电建"), "中电建"),
    (re.compile("中国冶金科工|中国冶金"), "中冶"),
    (re.compile("城市(?:建设)?投资|城建投资"), "城投"),
    (re.compile("交通(?:建设)?投资"), "交投"),
    (re.compile(r"(\d+)(?:建筑|建设|建工)(?:安装)?(?:工程)?"), r"\1建"),
    (re.compile(r"(\d+)(?:工程局|航务工程局)"), r"\1局"),
    (re.compile(r"(\d)(?:初级|高级)?中学"), r"\1中"),
    (re.compile(r"(\d)小学"), r"\1小"),
)
_BIG_BUILDER = re.compile(r"^(?:中建|中铁建|中铁|中交|中冶|水电|中电建)?\d+[局建冶]")
_FIRM_COMMON = re.compile(
    "建筑|建设|建工|工程|安装|劳务|分包|服务|实业|集团|公司|发展|投资|置业|房地产|地产|开发|装饰|装修|装潢|机械|设备|制造|电子|电器|"
    "科技|技术|商贸|贸易|餐饮|饭店|酒店|食品|服饰|服装|制衣|鞋业|家具|家居|物流|运输|物业|管理|咨询|人力资源|分公司|项目部|有限|责任|"
    "园林|绿化|市政|路桥|钢结构|防水|幕墙|消防|机电|水电安装|建材|材料|新材料|化工|纺织|印刷|包装|汽车|配件|保洁|保安|快递|配送|网络|传媒|"
    "教育|培训|医院|工厂|加工厂|总厂|厂|商店|超市|个体|工作室|施工队|包工头|老板"
)
_PROJECT_COMMON = re.compile(
    "项目部|项目|工程|工地|建设|施工|总承包|EPC|PPP|改造|新建|扩建|改扩建|土建|主体|安装|装修|装饰|配套|标段|合同段|劳务|"
    "安置房|棚户区|老旧|小区|社区|花园|花苑|家园|家苑|公馆|大厦|广场|中心|产业园|工业园|物流园|科技园|学校|教学楼|宿舍楼|住宅楼|综合楼|办公楼|厂房|车间|楼盘|"
    "高速公路|公路|道路|大桥|管网|污水|水库|河道|高标准农田|农田"
)
_PART = re.compile(r"第?(\d+)(?:号)?(期|标段|标|合同段|楼|幢|栋|院|地块|工区|分部|批次|批|区)")
_NAMED_PLACE = re.compile("^[\u4e00-\u9fff]{2}(?:[省县]|市(?![政场民容]))")
_PLACE_TAIL = re.compile("^(?:特别行政区|自治区|自治州|自治县|示范区|开发区|高新区|经开区|省|市|县|区|镇|乡)")
_OWN_PLACE = re.compile("^[本我]?[省市县]")
_HOW_MANY = re.compile(r"等?[\d一二三四五六七八九十]+余?(?:多)?[人名位].*$|等(?:人|多人|若干人)?$")
_POLITE = re.compile("(?:先生|女士|师傅|同志|小姐|老师|经理|工长|队长)$")
_BETWEEN_NAMES = re.compile(r"[、,，;；/\s]+")
_HAN = re.compile("^[\u3400-\u9fff]+$")
_SHORTEST = 2


def _arabic(found: re.Match[str]) -> str:
    text = found[1]
    tens, ten, units = text.rpartition("十")
    if not ten:
        return "".join(str(_DIGITS[sign]) for sign in text)
    return str((_DIGITS.get(tens, 1) if tens else 1) * 10 + (_DIGITS.get(units, 0) if units else 0))


@lru_cache(maxsize=65_536)
def _plain(name: str) -> str:
    """Comparison form with numbers in digits and the usual short forms of big builders."""
    text = _ORDINAL.sub("", _NUMBER.sub(_arabic, name_key(name)))
    for pattern, short in _SHORT_FORMS:
        text = pattern.sub(short, text)
    return text


def _without_place(text: str, places: Set[str], common: re.Pattern[str]) -> str:
    """Leading names of provinces, cities and counties taken off, as long as a name of its own remains."""
    while True:
        rest = _rest_after_place(text, places)
        if len(rest) < _SHORTEST or rest == text or rest[0] in "至到" or not common.sub("", rest):
            return text
        text = rest


def _rest_after_place(text: str, places: Set[str]) -> str:
    for length in (5, 4, 3, 2):
        if text[:length] in places and len(text) > length:
            return _PLACE_TAIL.sub("", text[length:], count=1)
    return _OWN_PLACE.sub("", _NAMED_PLACE.sub("", text, count=1), count=1)


@lru_cache(maxsize=65_536)
def firm_core(name: str, places: Set[str] = frozenset()) -> str:
    """The part of an employer's name that is its own.

    >>> firm_core("新乡市宏达建筑劳务有限公司"), firm_core("河南省第六建筑工程集团有限公司"), firm_core("中国建筑第七工程局有限公司")
    ('宏达', '6建', '中建7局')
    """
    if name.strip() in ("不详", "不清楚", "不知道", "未知", "无", ""):
        return ""
    text = _without_place(_plain(name), places, _FIRM_COMMON)
    if builder := _BIG_BUILDER.match(text):
        return builder[0]
    head = _FIRM_COMMON.split(text, maxsplit=1)[0]
    if len(head) >= _SHORTEST:
        return head
    rest = _FIRM_COMMON.sub("", text)
    return rest if len(rest) >= _SHORTEST else text


@lru_cache(maxsize=65_536)
def project_core(name: str, places: Set[str] = frozenset()) -> str:
    """The part of a project's name that is its own: no place, phase, section or building.

    >>> project_core("新乡县阳光花园二期3号楼建设工程项目部"), project_core("阳光花园工地")
    ('阳光花园', '阳光花园')
    """
    text = _without_place(_PART.sub("", _plain(name)), places, _PROJECT_COMMON)
    first = _PROJECT_COMMON.search(text, _SHORTEST)
    if not first:
        return text
    return text[: first.end()] if first[0] in _KEPT_IN_PROJECT else text[: first.start()]


_KEPT_IN_PROJECT = frozenset({"花园", "花苑", "家园", "家苑", "公馆", "大厦", "广场", "小区"})


@lru_cache(maxsize=65_536)
def project_parts(name: str) -> frozenset[tuple[str, str]]:
    """Phases, sections, buildings named: {("2", "期"), ("3", "楼")}; 一期 and 1期 are the same."""
    return frozenset((number, kind.removesuffix("段")) for number, kind in _PART.findall(_plain(name)))


@lru_cache(maxsize=65_536)
def single_names(name: str) -> tuple[str, ...]:
    """The people in a field like 张伟、李强等12人."""
    parts = (name_key(_HOW_MANY.sub("", part)) for part in _BETWEEN_NAMES.split(name))
    return tuple(part for part in parts if part)


@lru_cache(maxsize=65_536)
def full_name(name: str) -> str:
    """A person's name where it is whole; empty for 老张, 王师傅, 李某某 and the like."""
    text = name_key(name)
    if _POLITE.search(text) or "某" in text or "匿名" in text or "不详" in text:
        return ""
    if len(text) < _SHORTEST or (len(text) == _SHORTEST and text[0] in "老小大阿"):
        return ""
    return text if len(text) <= 4 or not _HAN.match(text) else text[:12]


def surname(name: str) -> str:
    """The surname of a name told in part: 老张, 张师傅, 张某 → 张."""
    text = _POLITE.sub("", name_key(name))
    return text.lstrip("老小大阿")[:1] if len(text) == _SHORTEST else text[:1]
