"""Which place: the most specific that the text names, and not where the writer comes from."""

from __future__ import annotations

import re

from nuanxin.rights.intake.reading.naming.named import Named, begin_of_name

_MARKED = r"[A-Z]\d{0,2}(?:省|市|县市?|区)"
_PART = r"(?:[\u4e00-\u9fffA-Z0-9]{1,8}?(?:街道|镇|乡|村|社区|园区|大道|路|街|巷|组)|[\u4e00-\u9fffA-Z0-9]{0,8}?(?:工业园区?|产业园|开发区|新区|高新区|经开区|科技城|新城))"
_PROVINCE = (
    r"(?:河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾"
    r"|内蒙古|广西|西藏|宁夏|新疆|北京|上海|天津|重庆)(?:省|自治区|市)?"
)
_PROVINCE_NAMED = re.compile(_PROVINCE)
_AREA = r"[\u4e00-\u9fff]{1,5}?(?:(?<![个的座大各省在为到、小新县老和建是]城)(?<![超全我本该门上股小到])市|(?<![全我本该各外邻])县|(?<![小社片厂园景校辖地库灾工战牧])(?<!贫困山)(?<!偏远山)(?<!大山)区|自治州|(?<!自治)州(?=[\u4e00-\u9fff]{1,4}[市县])|盟|旗)"
_PLACE = re.compile(
    rf"(?:[\u4e00-\u9fff]{{2,3}}省)?(?:{_MARKED}){{1,3}}(?:[\u4e00-\u9fff]{{2,3}}[区县])?(?:[A-Z]\d?[镇乡村])?(?:{_PART}){{0,3}}(?:\d{{1,4}}号)?"
)
_PLAIN_PLACE = re.compile(rf"(?:{_PROVINCE})?(?:{_AREA}){{1,3}}(?:{_PART}){{0,3}}(?:\d{{1,4}}号)?")
_SMALL_PLACE = re.compile(
    r"(?:在|位于|到|去)(?P<where>[\u4e00-\u9fff]{2,7}?(?:街道|镇|乡|村|工业园区?|产业园|开发区|高新区|园区|县|区))"
)
_NONE: frozenset[str] = frozenset()
_PREMISES = re.compile(rf"^(?:{_MARKED}|[\u4e00-\u9fff]{{2,4}}[市县区]).{{2,}}(?<!公司)(?<!集团)(?<!局)(?<!建)$")
_HERE = re.compile(r"(?:在|位于|到|来|来到|前往|去往|去|地址|地点|座落于?|坐落于?|[(（])[:：]?$")
_SAID_TO_BE = re.compile(
    r"(?:位于|座落于|坐落于|座落在|坐落在|(?:工地|项目|公司|工厂|单位|酒店|施工|办公)(?:所在)?地[址点](?:是|在|为|[:：]))(?P<where>[^，,。；;、（()）的\n]{3,24})"
)
_AREA_IN = re.compile(rf"{_MARKED}|{_PROVINCE}|[\u4e00-\u9fff]{{2,4}}[市县区]")
_FROM = re.compile(
    r"(?:来自|家住|籍贯|老家|户籍|住址|我是|我们是|我叫|某某|男|女|系|身份证|都是)[^。；]{0,3}[，,、是:：]?$"
)
_OF_PEOPLE = re.compile(
    r"^(?:籍|人|的?农民|的?民工|的一名|的一个|的?村民|的?居民|的?农村|务工|老乡|的?打工|户籍|[，,](?:电话|身份证))"
)
_OFFICE = re.compile(
    r"^(?:人民|政府|劳动|人社|人力资源|法院|公安|监察|信访|住建|建设局|教育局|财政|检察|仲裁|司法|派出所|委|的?领导|书记|市长|县长|区长|长|有关|相关|各|[\u4e00-\u9fff]{0,3}局|[\u4e00-\u9fff]{0,3}大队)"
)
_FIRM = re.compile(r"^[\u4e00-\u9fffA-Za-z（）]{2,20}?(?:有限|公司|集团)")
_FIRM_WORD = re.compile(r"公司|集团|[\u4e00-\u9fff]局|法院|政府|我|的")
_MOST = 60  # places weighed


def place_named(text: str, project: Named | None, respondent: Named | None) -> Named | None:
    """The most specific place; a project's name that begins with its area is one."""
    said = _SAID_TO_BE.search(text)
    if said and _AREA_IN.match(said["where"]):
        return Named(said["where"], said.span("where"))
    if project is not None and re.match(_MARKED, project.name):
        return project
    if project is None and respondent is not None and not respondent.person and _PREMISES.match(respondent.name):
        return respondent  # a school, a mine, a hotel named with its area is a place itself
    best, best_worth = None, 0.0
    for one in _places(text):
        whole = _with_site(one, text, project)
        worth = _worth(whole, text) + 1.0 * (whole is not one)
        if worth > best_worth or best is None:
            best, best_worth = whole, worth
    if best is None:
        small = _SMALL_PLACE.search(text)
        return Named(small["where"], small.span("where")) if small else project
    if (
        project is not None
        and _depth(best.name) <= 1
        and project.name not in best.name
        and best.name not in project.name
    ):
        return project  # a town alone says less than the site
    return best


def _places(text: str) -> list[Named]:
    found = [_without_firm(text, *match.span()) for match in _PLACE.finditer(text)]
    found += [one for match in _PLAIN_PLACE.finditer(text) if (one := _from_its_name(text, *match.span()))]
    return found[:_MOST]


def _without_firm(text: str, start: int, end: int) -> Named:
    """A市公交公司三路: a road or village is sought in the name of a firm or an office no further."""
    firm = _FIRM_WORD.search(text, start, end)
    if firm:
        end = max((at + 1 for at in range(start, firm.start()) if text[at] in "省市县区镇乡村"), default=end)
    return Named(text[start:end], (start, end))


def _with_site(one: Named, text: str, project: Named | None) -> Named:
    """蕲春县龙腾国际项目: the site that follows at once is a part of the place."""
    if project is None or project.name in one.name:
        return one
    start, end = one.span
    if project.name.startswith(one.name):
        return project
    if text.startswith(project.name, end):
        end += len(project.name)
        return Named(text[start:end], (start, end))
    return one


def _from_its_name(text: str, start: int, end: int) -> Named | None:
    """住在新乡市红旗区: without the words before the first area. None where nothing but the word for area is left (我县)."""
    province = _PROVINCE_NAMED.search(text, start, end)
    if province:
        return Named(text[province.start() : end], (province.start(), end))
    first = next(at for at in range(start, end) if text[at] in "省市县区州盟旗")
    begin = max(start, begin_of_name(text, first, start, _NONE, end))
    return Named(text[begin:end], (begin, end)) if first - begin >= 1 else None


def _worth(one: Named, text: str) -> float:
    start, end = one.span
    before, after = text[max(0, start - 8) : start], text[end : end + 24]
    worth = _depth(one.name) + 0.05 * len(one.name) + 0.7 * bool(_HERE.search(before))
    worth -= 3.0 * bool(_OF_PEOPLE.match(after)) + 1.0 * bool(_FROM.search(before)) + 1.0 * bool(_OFFICE.match(after))
    return worth - 0.5 * bool(_FIRM.match(after))


def _depth(name: str) -> int:
    return len(re.findall(r"[省市县区州镇乡村路园]|街道|社区", name))
