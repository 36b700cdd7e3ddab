"""Contractors and bosses named as persons: 包工头王某, 张老板, 项目经理胡某. They owe where the text says so outright."""

from __future__ import annotations

import re

from nuanxin.rights.intake.reading.naming.named import Named

_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛范彭郎鲁韦马苗方俞任袁柳"
    "鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于傅皮卞齐康伍余顾孟黄穆萧尹姚邵汪祁毛狄米贝明臧计成戴谈宋茅庞熊纪舒屈项祝董梁"
    "杜阮蓝闵席季贾江童颜郭梅盛林钟徐邱骆高夏蔡田樊胡凌霍万柯卢莫房解应宗丁宣邓洪包左石崔吉龚程邢裴陆荣翁段侯宁仇甘武符刘"
    "龙叶司黎白蒲卓池乔阳翟谭申尚温习艾向古易廖耿匡文欧关肖涂聂饶曾游权"
)
_ROLE = r"(?:大|小)?(?:包工头|工头|老板|包工老板|个体老板|项目经理|项目负责人|负责人|承包人|承包商|承包老板|分包老板|班组长|班长|带班|劳务老板|法人|队长)"
_NAME = rf"(?:[{_SURNAMES}](?:某某|某|老板|总|工头|老头|姓老板|姓男子)(?!某|监|经理|公司|局|书记|支|站|结|计|额|数|款|共|工会)|某某)"
_PERSON = re.compile(rf"(?P<role>{_ROLE})(?:是|叫|名叫|姓名|:|：|\()?(?P<named>{_NAME})?|(?P<alone>{_NAME})")
_OWN = re.compile(
    r"(?:我叫|本人|我是|我们是|投诉人|举报人|反映人|求助人|代表|姓名|我|叫做?|工人|员工|农民工|和|跟我|与我)[:：是叫,，]?$"
)
_OWES = re.compile(
    r"^(?:（[^）]{0,30}）|\([^)]{0,30}\))?(?:又|还|至今|一直|恶意|仍|仍然|总共|一共|共|就|却|都|已经|故意|长期|[，,])*"
    r"(?:拖欠|欠|克扣|不给|不付|不发|没给|没有给|没付|没发|未付|赖|拒不|拒绝支付|写下欠|打了?欠|打下欠|出具欠|差我|躲|跑路|失联)"
)
_WORKED_FOR = re.compile(r"(?:跟着?|帮|给|为|由|被|找|随|一个叫)$")
CONTRACTOR_OWES = re.compile(
    r"(?:包工头|工头|承包人|承包商|承包老板|项目经理)[^，。]{0,6}(?:拖欠|欠|不给|不付|不发|克扣|跑路|卷款)"
)
"""A title that says of the contractor, not of a firm, that he owes."""
_MOST = 40  # names weighed


def persons_named(text: str) -> list[Named]:
    """Every boss or contractor named, in the order of the text; a role without a name (老板) is nobody."""
    found = list[Named]()
    for match in _PERSON.finditer(text):
        group = "named" if match["named"] else "alone"
        if match[group] is None:
            continue
        start = (
            match.start("role") if match["named"] and match.start("named") == match.end("role") else match.start(group)
        )
        if not _OWN.search(text, max(0, start - 6), start):
            found.append(Named(text[start : match.end()], (start, match.end()), person=True))
        if len(found) == _MOST:
            break
    return found


def person_worth(one: Named, before: str, after: str) -> float:
    """A person is the party that owes where he is said to owe, or where the work was done for him; a firm goes before him."""
    role = len(one.name) > 3 or one.name.endswith(("老板", "工头"))
    owes, boss = bool(_OWES.match(after)), bool(_WORKED_FOR.search(before))
    return 1.0 + 0.6 * owes + 0.4 * role if owes or (boss and role) else 0.0
