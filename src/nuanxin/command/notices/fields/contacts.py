"""Contacts: one entry a person; where no person is named, the body to turn to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from nuanxin.foundation.common.reading.official.bodies import is_body
from nuanxin.foundation.common.reading.official.letters import Passage

_PHONE = re.compile(
    r"(?<![\d.])(?:（?0\d{2,3}）?[-—－]?\d{7,8}(?:[-—转]\d{1,5})?|1[3-9]\d{9}|400[-—]?\d{3}[-—]?\d{4}|12\d{3}|\d{7,8})(?![\d号])"
)
_EMAIL = re.compile(r"[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_PERSON_LABEL = re.compile(r"联系人(?:及(?:联系)?(?:方式|电话))?(?:姓名)?[：:]?")
_WAY_LABEL = re.compile(r"联系方式[：:]")  # names behind it, where no 联系人 is written
_UNIT_LABEL = re.compile(r"(?:联系单位|联系科室|责任科室|咨询单位|联系部门|承办单位)[：:]")
_TURN_TO = re.compile(r"(?:请|可)?(?:及时)?(?:与|向|同|径与)(?P<body>[^，。；：（）]{4,40}?)(?:联系|反映|咨询|反馈)")
_CALLED = re.compile(r"(?P<body>[^，。；：（）]{4,30}?)(?:联系|咨询|监督|举报|值班)?电话(?:为|：)(?=\d)")
_PERSON = re.compile(r"[\u4e00-\u9fff·]{2,4}")
_NAME_RUN = re.compile(
    r"(?<![\u4e00-\u9fff])(?:[\u4e00-\u9fff（）]{2,20}?(?:处|科|室|局|厅|办|部|中心|队|所|工会|联合会))?"
    r"(?P<name>[\u4e00-\u9fff]{1,3}某{1,2}|[\u4e00-\u9fff]{2,4})(?=[，、；。（）\d：/+]|$|联系|电话|手机|邮箱|电子)"
)
_NO_PERSON = re.compile(r"电话|邮箱|手机|地址|传真|方式|同志|邮编|时间|单位")
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷曲盛冉翁蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀胥南班储原栗燕楚鄢谌奚皮粟冼蔺楼盘满闻厉"


@dataclass(frozen=True)
class Contact:
    """`phone` of several numbers is joined with 、; `unit` is the person's office, `note` what stands in brackets."""

    name: str | None
    phone: str | None
    email: str | None
    unit: str | None
    passage: Passage


def contacts_of(blocks: list[Passage]) -> list[Contact]:
    """From the contact lines and the closing sentences; lines that follow one another complete one another."""
    found: list[Contact] = []
    pending: list[Contact] = []
    turned_to: Contact | None = None
    for block in blocks:
        called = _CALLED.match(block.text)
        if called and is_body(called["body"]):
            found += pending
            pending = [Contact(_printed(block, *called.span("body")), _phones(block.text), None, None, block)]
            continue
        turn = _TURN_TO.search(block.text)
        if turn and is_body(turn["body"]):
            turned_to = Contact(_printed(block, *turn.span("body")), None, None, None, block)
        persons = _persons(block)
        phones, emails = _all(_PHONE, _EMAIL.sub("", block.text)), _all(_EMAIL, block.text)
        unit = _labelled_unit(block)
        if persons:
            found += pending
            pending = [replace(p, email=emails[0] if emails else p.email) for p in persons]
        elif unit:
            found += pending
            pending = [Contact(unit, "、".join(phones) or None, emails[0] if emails else None, None, block)]
        elif pending:
            pending = [
                replace(p, phone=p.phone or "、".join(phones) or None, email=p.email or (emails[0] if emails else None))
                for p in pending
            ]
        elif (phones or emails) and turned_to is not None:
            turned_to = replace(turned_to, phone="、".join(phones) or None, email=emails[0] if emails else None)
    found += pending
    return _with_office(found, turned_to)


def _with_office(found: list[Contact], turned_to: Contact | None) -> list[Contact]:
    if turned_to is None:
        return found
    persons = [c for c in found if c.name and _PERSON.fullmatch(c.name) and not is_body(c.name)]
    if not persons:
        return [*found, turned_to]
    return [replace(c, unit=c.unit or turned_to.name) if c in persons else c for c in found]


def _persons(block: Passage) -> list[Contact]:
    text = block.text
    labels = list(_PERSON_LABEL.finditer(text)) or list(_WAY_LABEL.finditer(text))
    result: list[Contact] = []
    for index, label in enumerate(labels):
        end = labels[index + 1].start() if index + 1 < len(labels) else len(text)
        result += _after_label(block, label.end(), end)
    return result


def _after_label(block: Passage, start: int, end: int) -> list[Contact]:
    text = block.text[start:end]
    names = list(_name_runs(text))
    if not names:
        return []
    phones = [(m.start(), m.group()) for m in _PHONE.finditer(_blank_emails(text))]
    result = []
    shared = "、".join(p for at, p in phones if at > names[-1][0])
    for index, (a, b) in enumerate(names):
        stop = names[index + 1][0] if index + 1 < len(names) else len(text)
        own = "、".join(p for at, p in phones if a < at < stop)
        unit = _office_before(text, a)
        result.append(Contact(text[a:b], own or shared or None, None, unit, block.cut(start + a, start + stop)))
    return result


def _name_runs(text: str) -> Iterator[tuple[int, int]]:
    """Places of persons' names, without the office that may stand before them."""
    for m in _NAME_RUN.finditer(text):
        name = m["name"]
        if name[0] in _SURNAMES and not _NO_PERSON.search(name):
            yield m.span("name")


def _office_before(text: str, place: int) -> str | None:
    found = re.search(r"([\u4e00-\u9fff（）]{4,24}(?:处|科|室|局|厅|办|中心|队|所|工会|联合会))[：，]?$", text[:place])
    return found.group(1) if found else None


def _labelled_unit(block: Passage) -> str | None:
    found = _UNIT_LABEL.search(block.text)
    if not found:
        return None
    m = re.match(r"[^，。；：）]+", block.text[found.end() :])
    return _printed(block, found.end(), found.end() + m.end()) if m else None


def _phones(text: str) -> str | None:
    return "、".join(_all(_PHONE, _EMAIL.sub("", text))) or None


def _blank_emails(text: str) -> str:
    return _EMAIL.sub(lambda m: "@" * len(m.group()), text)


def _all(form: re.Pattern[str], text: str) -> list[str]:
    return [m.group() for m in form.finditer(text)]


def _printed(block: Passage, start: int, end: int) -> str:
    return block.printed(start, end)
