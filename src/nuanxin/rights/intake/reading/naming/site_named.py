"""Which site or project: the one where the unpaid work was done, under its own name."""

from __future__ import annotations

import re
from functools import lru_cache

from nuanxin.rights.intake.reading.lexicon import lexicon, one_of
from nuanxin.rights.intake.reading.naming.named import Named, begin_of_name, trimmed

_MARKED = r"[A-Z]\d{0,2}(?:省|市|县市?|区)"
_AREA = re.compile(rf"(?:{_MARKED})+|(?:[\u4e00-\u9fff]{{2,3}}省)?(?:[\u4e00-\u9fff]{{1,4}}?[市县区]){{1,3}}")
_OFTEN = 1
_ADDRESS = re.compile(r".{2,16}(?:镇|村|街道)(?!.*(?:镇|村|街道))")
_MOST = 60  # names weighed
_SITE_WORD = re.compile(r"(?:工地|项目部|的?项目工程|房产项目)$")
_BEFORE = re.compile(
    r"(?:(?:项目|工程)(?:名称|全称|名)(?:是|为|[:：])?|承建|承包|承接|施工|建设|参与|位于|在|做|的|负责)(?:的|了)?$"
)
_AFTER = re.compile(r"^(?:上|里|中|内|做|打工|干活|务工|施工|工地|项目|工程|拖欠|欠|建设|从事|工作)")


# 汽车站改造项目, 学生宿舍楼工程: a building, and then what is done to it; 蒙华铁路A9市段
_ON = (
    r"(?P<on>(?:[A-Z]\d{0,2}|[\u4e00-\u9fff]{2})[市县区]段|[\u4e00-\u9fffA-Z0-9]{0,6}?"
    r"(?:改造|扩建|新建|建设|安装|装修|装饰|绿化|维修|修缮|配套|土建|搬迁|提质|安置|工程|房产|小区)(?:项目|工程)|小区|花园|家园)?"
)
_NO_NAME_BEFORE, _SITE_ALONE = frozenset("在到去从个些进出"), frozenset(("工地", "项目", "工程", "小区"))
_TRADE_ONLY = re.compile(
    r"(?:室?[内外]墙|外架|铺装|土方|土石方|桩基|基础|主体|结构|二次结构|泥工|瓦工|水电|水暖|强电|弱电|安装|装修|装饰|装潢|涂料|油漆|真石漆|保温|防水|消防|门窗|栏杆"
    r"|幕墙|钢结构|钢筋|模板|木工|抹灰|粉刷|腻子|地面|地坪|路面|绿化|景观|园林|管道|管网|路基|桥梁|拆除|砌体|砌筑|瓷砖|吊顶|电梯|空调|通风|亮化|劳务|分包|清包|后期|附属|配套|零星|维修|土建|等|和|及|、)+(?:安装|施工|建设|制作)?(?:工程|项目)"
)
_NAMED_OUTRIGHT = re.compile(r"(?:项目|工程)(?:名称|全称|名)(?:是|为|[:：])?$")


@lru_cache(maxsize=1)
def _ends() -> tuple[re.Pattern[str], frozenset[str]]:
    names = lexicon().names
    empty = frozenset((*names.not_projects, *names.project_ends))
    return re.compile(
        rf"{one_of(names.project_ends)}(?:安置房|小区|广场|商业街)?{_ON}(?:第?[一二三四五六七八九十\d]+(?:期|标段|标|号线))?(?:项目部|项目|工程|工地)?(?!公司|款|师|队|有限|局|处|质量|进度|问题|路段|附近|旁边|门口|对面|大门)"
    ), empty


def projects_named(text: str) -> list[Named]:
    """Every site or project named, in the order of the text; mere descriptions (这个工地) are none."""
    ends, empty = _ends()
    found, floor = list[Named](), 0
    for match in ends.finditer(text):
        if match.start() and text[match.start() - 1] in _NO_NAME_BEFORE and match[0][:2] in _SITE_ALONE:
            continue  # 两人在工地
        start = begin_of_name(text, match.start(), floor, empty, match.end())
        start, end = trimmed(text, start, match.end())
        name = text[start:end]
        if (
            end - start > (3 if match["on"] else len(match[0]) + 1)
            and name not in empty
            and not _TRADE_ONLY.fullmatch(name)
        ):
            found.append(Named(name, (start, end)))
            floor = match.end()
            if len(found) == _MOST:
                break
    return found


def project_named(text: str, title_end: int, respondent: Named | None) -> Named | None:
    """The site where the unpaid work was done."""
    best, best_worth = None, 0.0
    candidates = [_without_employer(one, text, respondent) for one in projects_named(text)]
    for one in candidates:
        if one is None:
            continue
        before, after = text[max(0, one.span[0] - 6) : one.span[0]], text[one.span[1] : one.span[1] + 6]
        worth = (
            1.0 + 2.0 * (one.span[0] < title_end) + 1.5 * bool(_BEFORE.search(before)) + 1.0 * bool(_AFTER.match(after))
        )
        worth += 0.5 * min(3, text.count(one.name)) + min(len(one.name), 14) * 0.1
        worth += 1.0 * bool(re.search(r"(?:项目|工程|工地|标段)", one.name)) + 3.0 * bool(
            _NAMED_OUTRIGHT.search(before)
        )
        if worth > best_worth:
            best, best_worth = one, worth
    if best is None:
        return None
    fuller = [one for one in candidates if one and best.name != one.name and _core(best.name) in one.name]
    fuller = [one for one in fuller if len(best.name) < len(one.name) <= len(best.name) + 10]
    chosen = max(fuller, key=lambda one: len(one.name)) if fuller else best
    return _without_site_word(_by_its_own_name(chosen, text))


def _by_its_own_name(one: Named, text: str) -> Named:
    """某镇某村金泉山庄 and then 金泉山庄 alone: the site has a name without its address."""
    area = _AREA.match(one.name)
    bare = one.name[area.end() :] if area else ""
    alone = len(re.findall(rf"(?<![省市县区]){re.escape(bare)}", text)) if len(bare) >= 4 else 0
    if alone >= _OFTEN and bare not in _ends()[1]:
        return Named(bare, (one.span[1] - len(bare), one.span[1]))
    address = _ADDRESS.match(one.name)
    own = one.name[address.end() :] if address else ""
    if len(own) < 4 or own in _ends()[1] or not re.search(rf"(?<![镇村道]){re.escape(own)}", text):
        return one
    return Named(own, (one.span[1] - len(own), one.span[1]))


def _core(name: str) -> str:
    return re.sub(r"(?:项目部|项目|工程|工地)$", "", name)


def _without_employer(one: Named, text: str, respondent: Named | None) -> Named | None:
    """楚天建设公司滨江花园项目: the employer in front is not a part of the site's name."""
    employers = list(re.finditer(r"(?:有限公司|公司|集团)", one.name))
    start, end = one.span
    if employers:
        start += employers[-1].end()
    elif (
        respondent is not None
        and respondent.name.endswith(("公司", "集团", "局"))
        and one.name.startswith(respondent.name)
        and len(one.name) > len(respondent.name) + 2
    ):
        start += len(respondent.name)
    name = text[start:end]
    return Named(name, (start, end)) if len(name) > 3 and name not in _ends()[1] else None


def _without_site_word(one: Named) -> Named:
    match = _SITE_WORD.search(one.name)
    if match is None or match.start() < 3:
        return one
    end = match.start() + 2 * (match[0] == "项目部")
    return Named(one.name[:end], (one.span[0], one.span[0] + end))
