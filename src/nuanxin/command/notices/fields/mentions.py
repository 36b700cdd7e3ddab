"""The bodies that a sentence gives something to do, and which of them is the actor of the order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nuanxin.foundation.common.reading.official.bodies import BodyList, body_list, is_vague
from nuanxin.foundation.common.reading.official.body_words import body_words
from nuanxin.foundation.common.reading.official.letters import Passage

_CONNECTIVES = re.compile(
    r"^(?:同时|其中|另外|此外|对此|原则上|并且?|而且|同样|以及|各项工作中|必要时|平时|期间|活动期间|行动期间|专项行动期间|下一步|届时|会后|节后|节前|春节[前后]|一是|二是|三是|四是|五是|首先|其次|最后|[一二三四五六七八九]要)+，?"
)
_ACTOR = re.compile(
    r"(?:商请|恳请|敬请|由(?!于)|请(?!示|求)|希望|鼓励(?:和|并)?支持|支持(?:和|并)?鼓励|鼓励(?:和|并)?引导|鼓励|支持(?!下|和)|允许|倡导|责成|委托|呼吁|号召|要求)"
)
_MOVED = re.compile(
    r"(?:指导督促|督促指导|督促(?:和|、)?指导|督促|敦促|指导|引导|推动|推进|组织(?:和)?动员|组织|广泛动员|动员|发动|调动|协调|压实|帮助指导|监督|约谈)"
)
_WITH = re.compile(r"(?:会同|联合|配合|协同|协助|主动对接|对接|商请|会商|邀请)(?!处置|机制|工作)")
_TOGETHER = re.compile(r"(?:与|同|和)(?!时)")
_TOGETHER_BEHIND = re.compile(
    r"(?:的)?(?:做好|加强|保持|建立|密切|主动|及时|积极|进行|之间)?(?:的)?(?:信息)?(?:沟通|衔接|对接|互通|共享|协作|协同|配合|联动|会商|合作|信息|共同|联合)"
)
_PLAY = re.compile(r"(?:发挥|用好|依靠)(?:好|出)?")
_PLAY_BEHIND = re.compile(r"[^，。；]{0,30}?(?:作用|优势|职能|主体|功能)")
_UNDER = re.compile(r"在(?=[^，。；]{2,40}?(?:的)?(?:统一|坚强)?(?:领导|牵头|统筹|指导)下)")
_BRACKET = re.compile(
    r"（(?P<inner>[^（）]{0,6}(?:（[^（）]*）|[^（）])*(?:牵头|责任单位|负责|配合|责任部门|参与|落实)(?:（[^（）]*）|[^（）])*)）"
)
_LABEL = re.compile(
    r"^(?:(?:牵头|责任|配合|参与|参加|承办|主办|协办|实施|落实|主管|主责|协同)(?:单位|部门|科室|处室)?|(?:单位|部门))[：:]?"
)
_ROLE_BEHIND = re.compile(
    r"(?:等)?(?:按(?:照)?(?:各自)?职责分工)?(?:共同)?(?:牵头|分别|分工|具体)*(?:负责|配合|参与|参加|牵头|落实|实施|协助)*(?:按职责分工负责)?$"
)
_PERSONS = re.compile(
    r"(?:人员|同志|工作者|劳动者|农民工|职工|干部|群众|律师|志愿者|负责人|领导|员工|家属|工人|专家|党员|代表)$"
)
_FREE = re.compile(r"(?:^|[，。；：、要应须并可会请]|主动|积极)$")
_NO_HELPER = re.compile(r"^(?:社区|园区|街道|乡镇|网点|站点|企业党组织建设)$")


@dataclass(frozen=True)
class Mention:
    """Names that a stretch of the sentence puts to work; `acts` if they are the actor of the order."""

    names: tuple[str, ...]
    start: int
    end: int
    acts: bool


def mentions(sentence: Passage, addressed: frozenset[str]) -> list[Mention]:
    """All bodies of one sentence that have something to do, in order; `addressed` are the recipients' names."""
    text = sentence.text
    found: list[Mention] = []
    for start, end in _clauses(text):
        found += _in_clause(text, start, end)
    found += list(_in_brackets(text))
    found += list(_under(text))
    return [m for m in (_kept(one, addressed) for one in sorted(found, key=lambda m: m.start)) if m]


def bracket_note(text: str) -> tuple[str, ...]:
    """Names in a closing note （牵头单位：…；责任单位：…）."""
    return tuple(name for one in _in_brackets(text) for name in one.names)


def role_names(text: str) -> tuple[str, ...]:
    """Names in a list with labels or roles: 牵头单位：A；配合单位：B、C, A牵头，B、C配合."""
    names: list[str] = []
    for piece in re.split(r"[，；。\n]+", text):
        piece = _ROLE_BEHIND.sub("", _LABEL.sub("", piece.strip()))
        if piece:
            listed = body_list(piece, alone=True)
            names += listed.names if listed else [p for p in piece.split("、") if 1 < len(p) <= 30]
    return tuple(dict.fromkeys(names))


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    depth, start = 0, 0
    for i, sign in enumerate(text):
        depth += (sign in "（《“") - (sign in "）》”")
        if sign in "，：；。" and depth <= 0:
            yield start, i
            start = i + 1
    yield start, len(text)


def _in_clause(text: str, start: int, end: int) -> Iterator[Mention]:
    place = start
    connective = _CONNECTIVES.match(text[start:end])
    if connective:
        place += connective.end()
    subject = body_list(text[:end], place) if place < end else None
    taken = place
    if (subject and place < subject.end < end) or (
        subject and subject.end == end and text[end : end + 1] == "，" and _goes_on_with_order(text, end + 1)
    ):
        yield Mention(subject.names, place, subject.end, acts=True)
        taken = subject.end
    yield from _after_triggers(text, taken, end)


def _goes_on_with_order(text: str, place: int) -> bool:
    found = body_words().modal.match(text, place)
    return found is not None and found.group() in ("要", "应", "应当", "须", "必须", "务必")


def _after_triggers(text: str, start: int, end: int) -> Iterator[Mention]:
    place = start
    while place < end:
        hit = _earliest(text, place, end)
        if hit is None:
            return
        trigger, after, acts = hit
        listed = body_list(text[:end], after)
        if listed and _fits(trigger, text, listed, end):
            yield Mention(listed.names, after, listed.end, acts)
            place = listed.end
        else:
            place = trigger.start() + 1


def _earliest(text: str, place: int, end: int) -> tuple[re.Match[str], int, bool] | None:
    hits = []
    for pattern, acts in ((_ACTOR, True), (_MOVED, False), (_WITH, False), (_TOGETHER, False), (_PLAY, False)):
        found = pattern.search(text, place, end)
        if found:
            hits.append((found.start(), -found.end(), found, acts))
    if not hits:
        return None
    _, _, found, acts = min(hits, key=lambda hit: hit[:2])
    return found, found.end(), acts


def _fits(trigger: re.Match[str], text: str, listed: BodyList, end: int) -> bool:
    word, behind = trigger.group(), text[listed.end : end]
    if text[: trigger.start()].endswith(("不得", "严禁", "禁止", "不准", "不应")):  # 不得要求施工单位垫资
        return False
    if trigger.re is _TOGETHER:
        return _TOGETHER_BEHIND.match(behind) is not None
    if word == "联合" and not _FREE.search(text[: trigger.start()]):
        return False
    if trigger.re is _PLAY:
        return _PLAY_BEHIND.match(behind) is not None
    if trigger.re is _MOVED and word in ("协调", "压实", "监督", "约谈"):
        return False
    if trigger.re is _MOVED and not behind and text[end : end + 1] not in ("，", "："):
        return False
    return not any(_NO_HELPER.match(name) for name in listed.names)


def _in_brackets(text: str) -> Iterator[Mention]:
    for found in _BRACKET.finditer(text):
        names = role_names(found.group("inner"))
        if names and not re.search(r"[。]", found.group("inner")):
            yield Mention(names, found.start("inner"), found.end("inner"), acts=False)


def _under(text: str) -> Iterator[Mention]:
    for found in _UNDER.finditer(text):
        listed = body_list(text, found.end())
        if listed:
            yield Mention(listed.names, found.end(), listed.end, acts=False)


def _kept(mention: Mention, addressed: frozenset[str]) -> Mention | None:
    names = tuple(
        n for n in mention.names if (n in addressed or not is_vague(n)) and not _PERSONS.search(n) and "你" not in n
    )
    return Mention(names, mention.start, mention.end, mention.acts) if names else None
