"""Lists of bodies in official prose, one name for each body: 公安、民政等部门 → 公安部门, 民政部门. Pure.

`body_list(text, at)` reads a list that begins at a place; `names_of(text)` reads a stretch that is nothing but a list.
The rules of shared heads and tails are those of the schema of `read_notice` (“Names of bodies”).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from nuanxin.foundation.common.reading.official.body_words import body_words

_LONGEST_NAME, _LONGEST_BARE = 42, 12
_LONGEST_LIST = 400  # letters; what is longer is no list of bodies
_SEPARATOR = re.compile(r"、|，(?=各|市|省|县|区)|以及|和|与|(?<!涉)(?<!以)(?<!普)及(?!时|其|早|格)|或者|或")
_BARE_SEPARATOR = re.compile(r"、|以及|和|与|及")
_SCOPE = re.compile(
    r"各省、自治区、直辖市(?:(?:及|和|、)(?:计划单列市(?:及|和|、)?)?(?:新疆生产建设兵团)?)?"
    r"|各?(?:省|市|州|县|区|盟|旗|设区市|地级市)(?:（[^（）]{1,8}）)?(?:[、和及](?:自治)?(?:市|州|县|区|旗|乡镇|镇|街道)(?:（[^（）]{1,8}）)?){1,4}(?:[两三四五]级)?"
    r"|各(?:设区市|地级市|市州|市县|区县|县区|盟市|旗县|地市|州市|县市区|市|县|区|州)(?:（[^（）]{1,8}）)"
)
_EXPLAINS = re.compile(r"（(?:以下(?:统称|简称|合称)|含|包括|下同)[^（）]*）")
_PLACE = re.compile(r"^[^各、]{1,10}?(?:示范区|高新区|经开区|开发区|新区|管理区|景区|园区|保税区|区|县|市|镇|乡)$")
_PLACE_WITH_TAIL = re.compile(
    r"^(?P<place>[^各、]{1,10}?(?:示范区|高新区|经开区|开发区|新区|管理区|保税区|园区|区|县|市|镇|乡))"
    r"(?P<tail>管委会|管理委员会|人民政府|政府|党委|党工委|街道办事处|农民工工作领导小组)$"
)
_BARE_CATEGORY = re.compile(
    r"(?:各?(?:有关|相关|多个)?)?(?:职能|主管)?(?:部门(?:和单位|、单位|及单位|单位)?|单位(?:和部门)?)"
)
_NOT_INSIDE = re.compile(r"同志|组长|负责人为|任[组主]|人员的|\d[月日]|请于")  # … nor a day: nobody's name
_NOT_A_NAME = re.compile(
    r"^(?:（|）|现|的|了|在|对|把|将|以|为|与|向|从|并|或|由|请|等|该|其|此|这|可|要|应(?!急)|须|不|未|已|也|都|是|有(?!关|条件)|因|经(?!开|济|信|贸|发)|按|通过|根据|结合|加强|做好|积极|充分|切实|及时|进一步|认真|全面|本次)"
)
_ORGANISED = ("工会", "妇联", "团", "党", "基层", "调解", "行业", "群团", "社会", "志愿者")
_EVERY_PLACE = frozenset(
    [
        "各地",
        "各市",
        "各县",
        "各区",
        "各省",
        "各镇",
        "各乡",
        "各乡镇",
        "各地区",
        "各州",
        "各盟",
        "各村",
        "各处",
        "各科室",
        "各街道",
    ]
)
_ORGAN = re.compile(
    r"(?:(?:督查|综合|办公|执法|监察|法规|政策|研究|信访|应急|调解|服务|管理|财务|宣传|组织|保障)[\u4e00-\u9fff]{0,4}?(?:室|大队|支队|总队|中心|科|处)|(?:宣传|组织|统战|社会工作)部|网信办|政法委|编办|(?:直属)?机关党委|领导小组|联席会议|(?:审计|统计|监督管理|建设|救助管理|执行)(?:局|委|站))(?![\u4e00-\u9fff]{0,2}(?:建设|作用))"
)
_LOWER_PLACE = re.compile(r"(?:街道|镇|乡|社区|村|园区)(?:办事处|人民政府|政府|办|党委|党工委|管委会)?")
_ETC = re.compile(r"等(?:\d+|[一二三四五六七八九十]+)?(?:个|家)?")


@dataclass(frozen=True)
class BodyList:
    """Names as they count, and the place behind the list in the text read."""

    names: tuple[str, ...]
    end: int
    category: str = ""


def body_list(text: str, at: int = 0, *, alone: bool = False) -> BodyList | None:
    """The list of bodies that begins at `at`, or None. `alone`: the list must reach to the end of the text."""
    if alone and len(text) - at > _LONGEST_LIST:
        return None
    found = _body_list(text[at : at + _LONGEST_LIST], 0, alone)
    return None if found is None else BodyList(found.names, found.end + at, found.category)


@lru_cache(maxsize=20_000)  # every element asks whether a list goes on behind it
def _body_list(text: str, at: int, alone: bool) -> BodyList | None:
    elements: list[str] = []
    place = at
    while place < len(text):
        step = _element(text, place, place > 0 and text[place - 1] == "、", alone)
        if step is None:
            return None
        element, place, goes_on = step
        elements.append(element)
        if goes_on == "list":
            continue
        if goes_on == "etc":
            return _with_category(text, elements, place, alone)
        if alone and place < len(text):
            return None
        return BodyList(_named(elements, ""), place)
    return None


def names_of(text: str) -> tuple[str, ...]:
    """The names in a stretch that is a list of bodies and nothing else (recipients, a cell 责任单位); () if it is none."""
    names: list[str] = []
    for part in re.split(r"[，；。\n]+", _EXPLAINS.sub("", text)):
        if part:
            found = body_list(part, alone=True)
            names += found.names if found else _split_plainly(part)
    return tuple(dict.fromkeys(names))


def is_vague(name: str) -> bool:
    """A body too vague to be given a task (有关部门, 各单位)."""
    return name in body_words().vague


def is_body(text: str) -> bool:
    """Does this stretch, as a whole, name one body or a list of bodies?"""
    return body_list(text, alone=True) is not None


def _split_plainly(part: str) -> tuple[str, ...]:
    """A list whose last name has an ending that is not in the words: cut at its separators, outside brackets."""
    pieces, depth, last = [], 0, 0
    for i, sign in enumerate(part):
        depth += (sign == "（") - (sign == "）")
        if sign == "、" and depth == 0:
            pieces.append(part[last:i])
            last = i + 1
    return tuple(p for p in [*pieces, part[last:]] if 2 <= len(p) <= _LONGEST_NAME)


def _element(text: str, at: int, inside: bool, alone: bool) -> tuple[str, int, str] | None:
    """One name: (name, place behind it and its separator, "list" | "etc" | "end")."""
    words = body_words()
    limit = min(len(text), at + _LONGEST_NAME)
    if _NOT_A_NAME.match(text[at:limit]) or (words.never_begins.match(text, at) and not words.begins.match(text, at)):
        return None
    scope = _SCOPE.match(text, at)
    i = scope.end() if scope else at + 1
    while i <= limit:
        compound = next((c for c in words.compounds if text.startswith(c, i - 1) or _inside(text, i, c)), None)
        if compound:
            i = text.index(compound, max(0, i - len(compound))) + len(compound)
        if text[i : i + 1] == "（":
            closed = text.find("）", i, i + 24)
            if closed < 0:
                return None
            i = closed + 1
        if "、" in re.sub(r"（[^（）]*）", "", text[scope.end() if scope else at : i]):
            return None
        name = text[at:i]
        if name[-1:] in "“”《》把将向被给让由" or (name.endswith("在") and not name.endswith("所在")):
            return None
        if text[i : i + 1] in ("", "，", "。", "；", "：") and not _has_tail(name):
            return None
        if _NOT_INSIDE.search(name):
            return None
        step = _step(text, at, i, inside, alone)
        if step:
            return step
        if text[i : i + 1] in ("，", "。", "；", "："):
            return None
        i += 1
    return None


def _inside(text: str, i: int, compound: str) -> bool:
    """Does a compound name (文化和旅游) lie across place `i`?"""
    start = text.rfind(compound[0], max(0, i - len(compound)), i)
    return start >= 0 and text.startswith(compound, start) and start < i < start + len(compound)


def _step(text: str, at: int, i: int, inside: bool, alone: bool) -> tuple[str, int, str] | None:
    name = _EXPLAINS.sub("", text[at:i])
    rest = text[i:]
    tailed = _has_tail(name) or (inside and body_words().short_tail.fullmatch(name) is not None)
    etc = _ETC.match(rest)
    if etc and (tailed or _bare(name)):
        return name, i + etc.end(), "etc"
    separator = _SEPARATOR.match(rest)
    if separator and (tailed or _bare(name)) and len(rest) > separator.end():
        after = _body_list(text, i + separator.end(), alone) if _worth_trying(rest, separator) else None
        if after is not None:
            return name, i + separator.end(), "list"
    if tailed and _ORGAN.match(rest):  # 县政府督查室: an office inside the body goes on
        return None
    if tailed and (not rest or rest[0] in "，。；：）（》”" or (not alone and _continues(name, rest))):
        return name, i, "end"
    return None


def _worth_trying(rest: str, separator: re.Match[str]) -> bool:
    """Behind 和 a verb begins the next clause; behind 、 it may be a branch (人社、宣传、网信等部门)."""
    return separator.group() == "、" or not body_words().verb.match(rest, separator.end())


def _continues(name: str, rest: str) -> bool:
    words = body_words()
    found = words.goes_on.match(rest)
    if not found:
        return False
    if found.group() == "组织" and name.endswith(_ORGANISED):
        return not words.modal.match(rest, found.end())
    return name.endswith(tuple(words.tails)) or name in _EVERY_PLACE or not words.verb.match(rest)


def _bare(name: str) -> bool:
    """A branch (公安), a place or another short word that a shared tail may complete."""
    if name in body_words().branches or _PLACE.match(name):
        return True
    stripped = _head_of(name)
    return name[len(stripped) :] in body_words().branches or (2 <= len(name) <= _LONGEST_BARE and not _has_verb(name))


def _has_verb(name: str) -> bool:
    return any(sign in name for sign in "的了并对将把在于") or (
        body_words().verb.match(name) is not None and len(name) > 4
    )


def _has_tail(name: str) -> bool:
    words = body_words()
    if name in _EVERY_PLACE:
        return True
    plain = re.sub(r"（[^（）]{1,12}）$", "", name)
    for candidate in (name, plain):
        if any(candidate.endswith(tail) for tail in words.tails) and not _false_tail(candidate):
            return True
    scope = _SCOPE.fullmatch(name)
    if scope:
        return True
    last = plain[-1:]
    if not words.short_tail.fullmatch(last) or _false_tail(plain):
        return False
    return (plain.startswith("各") and len(plain) <= 12) or (len(plain) >= 4 and last in "处所站室科股院委司部区县市镇")


_NO_HEAD = ("各", "有关", "相关", "本", "全", "当地", "有条件", "用人单位", "企业", "人民法", "人民银", "人民检", "专班", "局机关")  # fmt: skip  # … which take no head from the name before them
_OF_BUILDERS = re.compile(r"(?:建设|施工|监理|勘察|设计|总承包|总包|分包|劳务|检测|参建|用人|用工)(?:单位|企业)$")
_FALSE = re.compile(
    r"(?:[快速严惩并妥相独处]处|查处|好处|到处|用处|场所|住所|办公场所|全部|内部|干部|外部|一部|大部|地区间|党的|查办|督办|交办|领办|承办|主办|转办|协办|举办|首办|补办|代办|经办|包办|帮办|快办|打包办|速办|联办|结局|格局|布局|当局|大局|全局|不办|法院执行|集中区|市区|城区|社会组织|精心组织|认真组织|加强组织|党员队|^队|所在地区|招标办|合办|开办)$"
)


def _false_tail(name: str) -> bool:
    if name.endswith("社会组织"):
        return False
    return _FALSE.search(name) is not None or name in ("组织", "服务中心", "中心", "领导", "公司总部")


def _with_category(text: str, elements: list[str], place: int, alone: bool) -> BodyList | None:
    """What stands behind 等: 部门, a category with a name of its own, or a thing that is no body (平台)."""
    rest = text[place:]
    bare = _BARE_CATEGORY.match(rest)
    if bare:
        end = place + bare.end()
        if alone and end < len(text):
            return None
        more = re.match(r"(?:以及|和|及)(?!时|其)", text[end:])
        beside = _body_list(text, end + more.end(), alone) if more else None
        if beside and not any(is_vague(name) for name in beside.names):
            return BodyList((*_named(elements, "部门"), *beside.names), beside.end, "部门")
        return BodyList(_named(elements, "部门"), end, "部门")
    following = _body_list(text, place, alone)
    if following and len(following.names) == 1:
        category = following.names[0]
        short = re.search(r"（以下(?:简称|统称)[“\"]?([^”\"）]+)", text[following.end :])
        names = _named(elements, "部门")
        return BodyList((*names, short.group(1) if short else category), following.end, category)
    if all(_has_tail(e) or e in body_words().whole for e in elements):
        noun = re.match(r"[^，。；：、]{0,12}?(?=作用|优势|面向|要|应|作|，|。|；|$)", rest)
        return BodyList(_named(elements, ""), place + (noun.end() if noun else 0), noun.group() if noun else "")
    whole = [e for e in elements if _has_tail(e)]
    return BodyList(_named(whole, ""), place, "其他") if whole else None


def _named(elements: list[str], tail: str) -> tuple[str, ...]:
    head = _head_of(elements[0])
    last = elements[-1]
    places = _PLACE_WITH_TAIL.match(last)
    names = []
    for index, element in enumerate(elements):
        name = element
        if not _own_ending(name):
            if places and _PLACE.match(name) and not tail:
                name += places.group("tail")
            else:
                name += tail or _tail_of(last)
        elif _PLACE.match(name) and places and index < len(elements) - 1 and not name.startswith("各"):
            name += places.group("tail")
        if (
            index
            and head
            and _takes_head(element)
            and (head == "各" or not element.startswith(head.removeprefix("各")))
        ):
            name = ("各" if head.startswith("各") and _LOWER_PLACE.fullmatch(element) else head) + name
        names.append(name)
    return tuple(dict.fromkeys(names))


def _own_ending(name: str) -> bool:
    words = body_words()
    bare = name[len(_head_of(name)) :]
    if name in words.whole or bare in words.whole or words.short_tail.fullmatch(name):
        return True
    if len(name) >= 3 and name[-1] in "站股":  # 质安站 in a list, which is too short a name to stand alone
        return True
    return _has_tail(name) and name not in words.branches and bare not in words.branches


def _tail_of(name: str) -> str:
    if _OF_BUILDERS.search(name):
        return name[-2:]
    for tail in ("部门", "机关", "机构", "局", "厅", "办公室", "单位", "组织"):
        if name.endswith(tail):
            return "部门" if tail == "单位" else tail
    return "部门"


def _head_of(name: str) -> str:
    scope = _SCOPE.match(name)
    if scope and scope.end() < len(name):
        return scope.group()
    for head in body_words().heads:
        rest = name[len(head) :]
        if name.startswith(head) and rest and not rest.startswith(("场", "政", "级", "域", "（", "民", "长", "委")):
            return head
    return ""


def _takes_head(element: str) -> bool:
    if element.startswith(_NO_HEAD):
        return False
    if element in ("银行", "企业") or _PLACE.match(element) or _PLACE_WITH_TAIL.match(element):
        return False
    return not _head_of(element)
