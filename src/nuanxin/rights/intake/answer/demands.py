"""What somebody asks for, and whether a text speaks to it. Plain lists of words, so that an official can read why. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nuanxin.foundation.common.text import half_width, name_key


@dataclass(frozen=True)
class Topic:
    """A kind of demand: it is asked for where `asks` is found, and spoken to where `answers` is."""

    name: str
    asks: str
    answers: str


TOPICS = (
    Topic(
        "工资",
        r"工资|工钱|薪|劳务费|报酬|人工费|[不没]给钱|欠钱|一分钱|少[给发]|等着钱",
        r"工资|工钱|薪|劳务费|报酬|人工费",
    ),
    Topic("押金", r"押金|保证金", r"押金|保证金"),
    Topic("社会保险", r"社保|社会保险|养老保险|公积金", r"社保|保险|公积金"),
    Topic("工伤", r"工伤|受伤|摔伤|摔断|砸伤|医药费|医疗费", r"工伤|伤|医疗|医药"),
    Topic("劳动合同", r"劳动合同|[不没未]签[^，。]{0,3}合同", r"合同"),
    Topic("加班费", r"加班", r"加班"),
    Topic("经济补偿、赔偿", r"赔偿|补偿", r"赔偿|补偿"),
    Topic("扣留证件", r"扣[^，。]{0,4}证|证[^，。]{0,6}(?:扣|不还)", r"身份证|驾驶证|证件|证书"),
)
OTHER = "反映的事情"  # a demand that no topic names: compared by its own signs

_UNIT = "(?:我们|我局|我队|我单位|我大队|我们大队|本单位|有关部门|相关部门|工作人员)?"
_ABOUT = r"(?:关于|就|针对|对于)?(?:您|你)(?:所)?(?:反映|投诉|举报|提出|咨询)的?(?![是属])[^，。]{0,16}?(?:问题|情况|事项|诉求|事情|事宜)"
_HOW = "(?:尽快|及时|抓紧|积极|依法|依规|依法依规|按规定|按程序|认真|全力|第一时间|进一步)*"
_DOES = "(?:处理|办理|核实|调查|解决|答复|回复|跟进|协调|推进|落实|跟踪)"
# A part of a sentence that says nothing about the matter, whatever it is sent to.
_EMPTY = re.compile(
    "|".join(
        (
            r"[您你]好|尊敬的.{0,10}|好的?|收到|已收到|知道了|明白了?",
            r"(?:感谢|谢谢).{0,16}|祝.{0,12}|特此(?:答复|告知|回复)|如有(?:其他)?(?:疑问|问题).*",
            rf"(?:{_ABOUT})?{_UNIT}(?:已经?)?(?:收到|收悉|知悉|登记)了?",
            rf"(?:{_ABOUT})?{_UNIT}(?:对此)?(?:高度|十分|非常)?重视",
            rf"(?:{_ABOUT}|相关问题|该问题|此事)?{_UNIT}(?:已经?|正在|将|一定|会)*{_HOW}"
            rf"(?:交由?|转交?|转给|移交)?{_UNIT}{_HOW}{_DOES}{{1,2}}(?:中|完毕|完成)?(?:并.{{0,6}})?",
            r"请[您你]?(?:耐心)?(?:等待|等候|放心|谅解|理解|知悉|稍候|支持)",
            r"(?:经研究)?(?:决定)?不予受理|不符合(?:受理)?(?:条件|规定|要求)",
        )
    )
)
_REFERENCE = re.compile(_ABOUT)
_PARTS = re.compile(r"[，。！；：、,.!;:\s]+")
_SENTENCE_PARTS = re.compile(r"[，。！；：,!;:\s]+")
# Signs that stand in every file and so say nothing about what a matter is.
_COMMON = set(
    "的了不没我你您他是在有给要去来一个这那都也还被把就和与及向上下大小多少年月日天前后钱费款人公司老板工地问题情况请到能可以说做为"
)


@dataclass(frozen=True)
class Demand:
    """One thing asked for, in which words."""

    topic: str
    words: str


@dataclass(frozen=True)
class Substance:
    """A text without its courtesies: what it says, and the matter that it names before saying it."""

    said: str
    named: str

    @property
    def signs(self) -> int:
        """How many letters and digits it says."""
        return len(name_key(self.said)) if self.said else 0


def demands_of(text: str) -> tuple[Demand, ...]:
    """What a text asks for, each topic once with the words around it; what no topic names stands as a whole."""
    plain = _even(text)
    found = []
    for topic in TOPICS:
        hit = re.search(topic.asks, plain)
        if hit:
            part = next((p for p in _PARTS.split(plain) if re.search(topic.asks, p)), hit.group())
            found.append(Demand(topic.name, part[:40]))
    if not found and len(name_key(plain)) >= 4:
        found.append(Demand(OTHER, plain.strip()[:40]))
    return tuple(found)


def substance_of(text: str) -> Substance:
    """Leave out what is courtesy, announcement or promise without content."""
    said, named = [], []
    for part in _SENTENCE_PARTS.split(_even(text)):
        if not part or _EMPTY.fullmatch(part):
            continue
        reference = _REFERENCE.match(part)
        if reference:
            named.append(reference.group())
            part = part[reference.end() :]
        if part:
            said.append(part)
    return Substance("，".join(said), "，".join(named))


def is_answered(demand: Demand, text: Substance) -> bool:
    """Whether a text speaks to a demand. Naming the matter ahead counts only where what follows names no matter itself."""
    if demand.topic == OTHER:
        return bool(_signs(demand.words) & _signs(f"{text.said}{text.named if text.said else ''}"))
    topic = next(one for one in TOPICS if one.name == demand.topic)
    if re.search(topic.answers, text.said):
        return True
    itself = any(re.search(one.answers, text.said) for one in TOPICS)
    return not itself and text.signs >= 8 and bool(re.search(topic.answers, text.named))


def _even(text: str) -> str:
    return half_width(text).replace("加班工资", "加班费")


def _signs(text: str) -> set[str]:
    return {sign for sign in text if "\u4e00" <= sign <= "\u9fff"} - _COMMON
