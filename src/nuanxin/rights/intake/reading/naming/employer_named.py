"""Who is said to owe: every employer named, weighed by where it stands to the words of owing."""

from __future__ import annotations

import re
from functools import lru_cache

from nuanxin.rights.intake.reading.lexicon import lexicon, one_of
from nuanxin.rights.intake.reading.naming.named import Named, begin_of_name, trimmed
from nuanxin.rights.intake.reading.naming.persons_named import CONTRACTOR_OWES, person_worth, persons_named

_OWES = r"(?:恶意|长期|故意|一直|无故|仍|仍然|还|至今|老是|老板|负责人|法人|负责人|公然|多次|严重|违法|竟|竟然|非法|领导|某某|经营者|个体|以各种理由|涉嫌|[，, ]){0,3}"
_OWING = r"(?:拖欠|克扣|欠|不发|不给|不付|不支付|未发|未付|未支付|拒不|拒付|拒绝支付|扣押|没有发|没发|拖延|压|差)"
_OWES_AFTER = re.compile(rf"{_OWES}{_OWING}")
_AT_WORK = re.compile(r"(?:在|到|进|给|帮|跟着?|与|和|进入|入职|受雇于|为|于)$")
_WORKED = re.compile(
    r"^[^。；，,]{0,10}(?:上班|工作|打工|做工|干活|做事|务工|任职|就职|员工|职工|工人|老板|担任|做|干|承建|承包|施工|中标|一名|签订|签了|招进|招的|招来|招聘|请的|雇|聘|打工|管理|驾驶员|司机)"
)
_BUILDS = re.compile(r"^(?:负责|中标)?(?:承建|承包|总包|施工|开发|分包|中标|建设)")
_BY = re.compile(
    r"(?:承建方|施工方|总包方|总包|分包方|建设方|劳务方|施工单位|用人单位|被投诉人|被举报人|被反映人|被投诉单位|单位名称|公司名称|公司名|承建单位|承包方|承包单位|劳务公司|劳务分包|分包|用工单位|是由|由|归|老板是)(?:是|为|系|:|：)?$"
)
_TITLE_SUBJECT = re.compile(
    r"^(?:紧急|实名)?(?:投诉|举报|反映|请求|解决|求助|关于|恳请|咨询|控诉|曝光|严查|帮助|追讨|讨要|请|帮忙|督促|查处|再次|对)*"
    rf"(?P<who>[\u4e00-\u9fffA-Za-z0-9（）()·、]{{2,26}}?){_OWES}{_OWING}"
)
_NO_NAME = re.compile(
    r"(?:紧急|实名)?(?:投诉|举报|反映|请求|解决|求助|恳请|咨询|控诉|追讨|讨要|帮忙|督促|查处|打工|干活|上班|领导)"
)
_LEGAL = re.compile(r"有限(?:责任)?公司(?:.{1,5}分公司)?$|集团$")
_PROVINCE_BEFORE = re.compile(r"[\u4e00-\u9fff]{1,3}省")
_SHORTEST_OWN = 4  # 建设局 is of some county
_LEGAL_FULL = re.compile(r"省.*有限(?:责任)?公司$")
_AREA_BEFORE = re.compile(
    r"(?:[A-Z]\d{0,2}|[\u4e00-\u9fff]{1,4}?)(?:省|市|县|区|州)(?:[A-Z]\d{0,2}(?:县|区|市))?"
    r"(?:[\u4e00-\u9fff]{2,4}(?:镇|乡|街道))?(?:[\u4e00-\u9fff]{2,4}村)?"
)
_NO_FIRST_SIGN = "找问让叫去给跟向和到在该这那我"  # 找公司, 该工厂: nobody's name
_MOST = 60  # names weighed
_KIND_ONLY = 3  # signs
_NUMBERED_TAIL = r"[一二三四五六七八九十\d]{1,3}(?:局|公司|航局|冶)(?:集团)?(?:有限公司|公司)?(?:[一二三四五六七八九十第]+(?:工区|公司|分公司|标段?))?(?:施工队|项目部)?"
# 酒店停业 …, 砖厂老板打人 …: what happened is no part of the name
_EVENT = re.compile(
    r"老板|停业|停产|停工|倒闭|关门|关停|破产|跑路|失联|离职|辞职|期间|疫情|打人|收了|恶意|不签|以|因|为由|连续|已|多年|近|随意|非法|变相|至今|仍|强行|长期|擅自|公司?领导|校长|院长|园长|经理"
)
_HOLLOW = re.compile(
    r"^(?:打|做|干|在|帮|给|为)|(?:包工头|工头|老板|站点|大户|承包商|承包人|开发商|中介|单位|个人|私人|有人|某些|部分|一些)$"
)
_BRANCH = re.compile(r"(?:[A-Z]\d{0,2}[市县区]?|[\u4e00-\u9fff]{2,4}?)分公司")
_CITIES = re.compile(
    r"^(?:北京|上海|天津|重庆|广州|深圳|成都|武汉|长沙|杭州|南京|西安|郑州|济南|合肥|福州|厦门|青岛|昆明|贵阳|南宁|南昌|沈阳|大连|石家庄|太原|兰州|苏州|东莞)市?"
)
_COMMON = frozenset(
    [
        "建筑",
        "建设",
        "工程",
        "劳务",
        "中国",
        "国际",
        "教育",
        "科技",
        "装饰",
        "物业",
        "人力",
        "第一",
        "第二",
        "第三",
        "第四",
        "第五",
        "电子",
        "食品",
        "网络",
        "文化",
        "实业",
        "农业",
        "机械",
        "医药",
        "商贸",
        "房地",
        "地产",
    ]
)
_SITE = re.compile(r"(?:项目部?|工程|工地|标段)$")


@lru_cache(maxsize=1)
def _ends() -> tuple[re.Pattern[str], frozenset[str], re.Pattern[str]]:
    names = lexicon().names
    numbered = rf"{one_of(names.numbered)}(?:集团)?{_NUMBERED_TAIL}"
    ends = re.compile(
        rf"(?P<numbered>{numbered})|(?<!水){one_of(names.employer_ends)}(?!拖欠问题|(?<=建)[筑设]|(?<=厂)[房区址家商门里内]|(?<=学)[生历费时])"
    )
    return ends, frozenset(names.empty_names), re.compile(one_of(names.bodies))


def employers_named(text: str) -> list[Named]:
    """Every employer or body named in the text, in its order; mere descriptions (一家公司) are none."""
    ends, empty, _ = _ends()
    found, floor = list[Named](), 0
    for match in ends.finditer(text):
        if match.start() < floor:
            continue  # inside the branch just named
        start = match.start() if match["numbered"] else begin_of_name(text, match.start(), floor, empty, match.end())
        branch = _BRANCH.match(text, match.end()) if match[0].endswith("公司") else None
        start, end = trimmed(text, start, branch.end() if branch else match.end())
        name = text[start:end]
        described = name in empty or (name[:1] in _NO_FIRST_SIGN and name[1:] in empty)
        if end - start > len(match[0]) - bool(match["numbered"]) and not described:
            found.append(Named(name, (start, end)))
            floor = end
            if len(found) == _MOST:
                break
    return found


def respondent_named(text: str, title_end: int) -> Named | None:
    """The party said to owe, under the fullest of the names used for it."""
    candidates = [*employers_named(text), *persons_named(text)]
    subject = _title_subject(text, title_end, candidates)
    if subject is not None:
        candidates = [*(one for one in candidates if one.span != subject.span), subject]
    contractor_owes = bool(CONTRACTOR_OWES.search(text, 0, title_end))
    best, best_worth = None, 0.5
    for one in candidates:
        worth = _worth(text, one, title_end, candidates, subject) + 4.0 * (one is subject)
        worth += 4.0 * (one.person and contractor_owes and worth > 0)
        if worth > best_worth:
            best, best_worth = one, worth
    if best is None:
        return None
    return in_the_letter(_fullest(_whole(best, candidates, text, title_end), candidates), text, title_end)


def _whole(best: Named, candidates: list[Named], text: str, title_end: int) -> Named:
    """健身会所 in the title, and in the letter only 甲区动力健身会所."""
    if best.person or best.span[0] >= title_end:
        return best
    longer = [one for one in candidates if one.span[0] >= title_end and one.name.endswith(best.name)]
    if not longer or any(one.name == best.name for one in longer):
        return best
    before = longer[0].name.removesuffix(best.name)
    return best if before[-1] in "省市县区州镇乡村路街道" else longer[0]  # a mere address before it adds no name


def in_the_letter(one: Named, text: str, title_end: int) -> Named:
    """The title puts the area before the name (甲市某酒店); where the letter names the party without it, so do we."""
    if one.person or one.span[0] >= title_end or _LEGAL_FULL.search(one.name):
        return one
    area = _AREA_BEFORE.match(one.name)
    bare = one.name[area.end() :] if area else ""
    if len(bare) < _SHORTEST_OWN or bare in _ends()[1]:
        return one
    alone = re.search(rf"(?<![省市县区镇乡村道]){re.escape(bare)}", text[title_end:])
    return Named(bare, (title_end + alone.start(), title_end + alone.end())) if alone else one


def _title_subject(text: str, title_end: int, candidates: list[Named]) -> Named | None:
    """投诉 X 拖欠 …: whoever stands there, with or without a usual ending; a site alone is no party."""
    match = _TITLE_SUBJECT.match(text[:title_end])
    if match is None or re.search(
        r"^(?:我|他|老板|公司|单位|农民工|被|工资|请)|[的了]$|工资|农民工|民工|参与|员工|工人|拖欠|讨要|被欠|未能|没有|维护",
        match["who"],
    ):
        return None
    start, end = match.span("who")
    happened = _EVENT.search(text, start + 2, end)
    named = employers_named(text[start:end])
    if named:
        last = named[0] if "、" in match["who"] else named[-1]
        return Named(last.name, (start + last.span[0], start + last.span[1]))
    end = happened.start() if happened else end
    who = text[start:end]
    if _is_site(who) or who in _ends()[1] or _NO_NAME.match(who) or _HOLLOW.search(who):
        return None
    area = _AREA_BEFORE.match(who)
    if not area and who not in text[title_end:] and any(one.span[0] >= title_end for one in candidates):
        return None  # the letter names somebody else
    return Named(who, (start, end))


def _is_site(who: str) -> bool:
    """A site alone is no party: 金源时代广场三期."""
    return bool(_SITE.search(who) or _site_ends().search(who))


@lru_cache(maxsize=1)
def _site_ends() -> re.Pattern[str]:
    return re.compile(rf"{one_of(lexicon().names.project_ends)}(?:第?[一二三四五六七八九十\d]+(?:期|标段?|栋|号楼))?$")


def _worth(text: str, one: Named, title_end: int, others: list[Named], subject: Named | None) -> float:
    start, end = one.span
    before, after = text[max(0, start - 8) : start], text[end : end + 22]
    if one.person:
        return person_worth(one, before, after)
    worth = 1.0 + 2.5 * (start < title_end) + 1.0 * bool(_LEGAL.search(one.name))
    worth += (
        4.0 * bool(_OWES_AFTER.match(after)) + 1.5 * bool(_AT_WORK.search(before)) + 1.5 * bool(_WORKED.match(after))
    )
    worth += 1.5 * bool(_BUILDS.match(after)) + 2.0 * bool(_BY.search(before))
    worth += min(3, sum(other.name in one.name or one.name in other.name for other in others)) * 0.5
    if _ends()[2].search(one.name) and not (_OWES_AFTER.match(after) and start < title_end) and one is not subject:
        worth -= 7.0
    return worth


def _fullest(best: Named, candidates: list[Named]) -> Named:
    """楚天公司 in the title, 湖山楚天建设有限公司 in the letter: the legal name, where it holds the short one.

    A name that only says what kind of firm it is (食品厂) stands for the first whole name that ends in it.
    """
    if len(best.name) <= _KIND_ONLY:
        best = next((one for one in candidates if one.name != best.name and one.name.endswith(best.name)), best)
    if best.person:
        return best
    core = _core(best.name)
    legal = [one for one in candidates if len(core) >= 2 and core in one.name and _LEGAL.search(one.name)]
    if _LEGAL.search(best.name):
        return next((one for one in candidates if _PROVINCE_BEFORE.fullmatch(one.name.removesuffix(best.name))), best)
    if not legal:
        legal = [one for one in candidates if _LEGAL.search(one.name) and _brand(one.name) in best.name]
    if not legal:
        return best
    return next((one for one in legal if not one.name.startswith("原")), legal[0])


def _brand(name: str) -> str:
    """The first two signs of a firm's own name: 北京巴辛教育咨询有限公司 is 巴辛. Common words are no brand."""
    firm = re.sub(r"(?<=公司).{1,5}分公司$", "", name)
    own = _CITIES.sub("", re.sub(r"^.*?[省市县区]", "", firm) or firm)[:2]
    return own if len(own) == 2 and own not in _COMMON else name


def _core(name: str) -> str:
    name = re.sub(r"^.*?[省市县区]", "", name) or name
    return re.sub(r"(?:有限|责任|股份|集团|总|分)?公司$|集团$", "", name)
