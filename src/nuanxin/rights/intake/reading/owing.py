"""Does the writer assert that pay for work is owed? Points for and against; a person can follow every one of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from math import exp

from nuanxin.rights.intake.reading.lexicon import lexicon, one_of, points, said

_STOPS = "。！？!?\n；;"
_WIDE, _NARROW, _LONGEST_WORD = 14, 6, 4  # signs between pay and owing
THRESHOLD = 0.5
_WITH_PAY = re.compile(r"社保|保险|公积金")  # commonly owed together with pay
# 欠我一万八: a debt to a person, pay where the words around tell of work.
_OWES_ME = re.compile(
    r"欠(?:了|着|下)?(?:我|我们|俺|俺们|他|他们|我[爸妈哥弟]|我老公|我父亲|我爱人|大家|工友)[^。！？!?\n；;，,]{0,6}?"
    r"(?:\d{3,}|[一二两三四五六七八九十]+[千万]|[0-9.]+万|钱)"
)
_LEAST_WORK = 2  # words of work
# 裁决公司支付我工资四万元: pay that was awarded; whoever writes has not got it.
_AWARDED = re.compile(
    r"(?:裁决|判决|判令|调解书|裁定)[^。；！？\n]{0,16}支付[^。；！？\n]{0,10}(?:工资|工钱|劳动报酬|劳务费|加班费)"
)
_NO_PAY_GIVEN = re.compile(
    r"(?:没|没有|未|不)给(?:我|我们|大家|工人|员工)[^。，,]{0,6}(?:发|开|付|结)过?(?:钱|薪|工钱)"
)
# 到现在一分钱都没拿到, 不给我们结算, 还有9万多没给: money for work left unpaid, where the words around tell of work.
_NOT_PAID = re.compile(
    r"(?:一分|分文)钱?(?:都|也|还)?(?:没|未|不)(?:有)?(?:给|付|拿|见|得|到|发|结|收)"
    r"|钱[^。；，,]{0,4}(?:没见着|没见到|没拿到|没看到|没要到|拿不到|要不到|要不回|没着落)"
    r"|[账帐](?:都|也)?不(?:给|跟|和|与)(?:我|我们|大家)(?:结|算)"
    r"|不(?:给|跟|和|与|帮)(?:我|我们|俺们|大家|工人)(?:结算|结账|结帐|结钱|算账|结清)"
    r"|(?:还有|还剩|剩|余下?|差)[^。；，,]{0,6}[\d万千百][元块多钱]{0,2}[^。；，,\d]{0,8}(?:没给|没付|没结|没有给|没有付|未付|未给|未结|不给|一直拖|拖着|要不到|没拿)"
    r"|欠(?:了|着|下)?(?:我们|俺们)?[^。；，,]{0,8}(?:工|师傅|班组)(?:们|人)?的钱"
)
_MAY_BE_UNPAID = re.compile("一分|分文|[结算]算|[结算][账帐]|[账帐][都也]|[发给]钱|还有|的钱|拿到|要不到|拿不到")
_ADVANCED = re.compile(
    r"垫[付发支了资]|借[钱款]来?[发付]|贷款来?[发付]|我(?:也|都|还|实在|们也|自己)?(?:没钱|无力|无法|没法|拿不出)"
)  # the writer paid the workers himself
_HEARD = re.compile(r"(?:据说|听说|传言|据传|据悉|好像|估计|可能)[^。；！？\n]{0,14}$")
_SUGGESTS = re.compile(r"^(?:强烈|再次)?(?:建议|呼吁|倡议)|^关于(?:加强|完善|规范|进一步)|建议$")
_THANKS = re.compile(r"^[^，。]{0,6}(?:感谢|表扬|致谢|点赞)")
_REFUND = re.compile(r"退(?:钱|款|费|卡|学费|押金|定金|订金|房|货|票)")
_LABOUR = ("labour_inspection", "arbitration", "court", "none")


@dataclass(frozen=True)
class Owing:
    """How likely it is a claim for pay (0 to 1), and the words that say so."""

    score: float
    span: tuple[int, int] | None

    @property
    def is_arrears(self) -> bool:
        return self.score >= THRESHOLD


@dataclass(frozen=True)
class _Patterns:
    any_wage: re.Pattern[str]
    no_other_subject: re.Pattern[str]
    sure: re.Pattern[str]
    loose: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    other_debt: re.Pattern[str]
    title_debt: re.Pattern[str]
    work: frozenset[str]
    phrases: frozenset[str]
    hints: frozenset[str]
    against: dict[str, frozenset[str]]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    words = lexicon().arrears
    wage, loose = one_of(words.wage.sure), one_of(words.wage.loose)
    before, after = one_of(words.owing.before), one_of(words.owing.after)
    before = rf"(?<![不没未]){before}"
    objects = one_of(words.against.objects)
    every = (*words.wage.sure, *words.wage.loose, *words.phrases.sure)
    return _Patterns(
        any_wage=re.compile(one_of(every)),
        no_other_subject=re.compile(one_of((*words.wage.sure, *words.wage.loose, "欠", "民工"))),
        sure=re.compile(rf"{wage}(?!条|卡|单|流水|标准|待遇|总额|制度|补贴|补助|证明|损失|保证金|专户|专用账户)"),
        loose=re.compile(loose),
        before=re.compile(before),
        after=re.compile(after),
        title_debt=re.compile(rf"(?:拖欠|欠|克扣|不发|未发|没发|不退|不给|扣)[^。！？!?\n；;，,]{{0,18}}?{objects}"),
        work=frozenset(words.work.sure),
        phrases=frozenset(words.phrases.sure),
        hints=frozenset(words.phrases.loose),
        against={kind: frozenset(said_so) for kind, said_so in words.against.model_dump().items()},
        other_debt=re.compile(rf"(?:拖欠|欠|克扣|不发|未发|没发|不退|不给|扣)[^。！？!?\n；;，,]{{0,10}}?{objects}"),
    )


def owing(text: str, title_end: int) -> Owing:
    """Judge the text; the title is its beginning up to `title_end` and weighs more."""
    patterns = _patterns()
    # most texts speak of neither pay nor a debt: cheaper than asking all words
    if (
        not patterns.any_wage.search(text)
        and not ("欠" in text and _OWES_ME.search(text))
        and not (_MAY_BE_UNPAID.search(text) and (_NOT_PAID.search(text) or _NO_PAY_GIVEN.search(text)))
    ):
        return Owing(0.0, None)
    score, span = _points(text, title_end, patterns)
    return Owing(round(1 / (1 + exp(-score / 2)), 3), span if score >= 0 else None)


def _pairs(text: str, pay: re.Pattern[str], reach: int, patterns: _Patterns) -> list[tuple[int, int]]:
    """Where a word for pay stands near a word of owing in the same sentence: before it (欠 … 工资) or after (工资 … 未发)."""
    found = list[tuple[int, int]]()
    for match in pay.finditer(text):
        start, end = match.span()
        ahead = text[max(0, start - reach - _LONGEST_WORD) : start]
        ahead = ahead[max(ahead.rfind(sign) for sign in _STOPS) + 1 :]
        owes = patterns.before.search(ahead)
        if owes:
            found.append((start - len(ahead) + owes.start(), end))
            continue
        behind = text[end : end + reach + _LONGEST_WORD]
        late = patterns.after.search(behind)
        if late and not any(sign in behind[: late.start()] for sign in _STOPS):
            found.append((start, end + late.end()))
    return found


def _points(text: str, title_end: int, patterns: _Patterns) -> tuple[float, tuple[int, int] | None]:
    title = text[:title_end]
    pairs = [
        span
        for span in _pairs(text, patterns.sure, _WIDE, patterns)
        if not _OTHER.search(text, max(0, span[0] - 2), span[1] + 4)
        and not _is_policy(text, span[0])
        and not _ADVANCED.search(text, max(0, span[0] - 2), span[1] + 10)
    ]
    if any(word in text for word in ("裁", "判", "调解书")):
        pairs += [match.span() for match in _AWARDED.finditer(text)]
    loose = _pairs(text, patterns.loose, _NARROW, patterns)
    works = said(patterns.work, text)
    if works >= _LEAST_WORK and "欠" in text:
        pairs += [match.span() for match in _OWES_ME.finditer(text)]
    if works and not pairs and "给" in text:
        pairs += [match.span() for match in _NO_PAY_GIVEN.finditer(text)]
    if works >= _LEAST_WORK and not pairs:
        pairs += [match.span() for match in _NOT_PAID.finditer(text)]
    consumer = said(patterns.against["consumer"], text)
    score = (
        -3.0
        + 3.5 * bool(pairs)
        + 1.0 * min(max(0, len(pairs) - 1), 3)
        + 1.0 * min(len(loose), 2) * (works >= 1)
        + 0.5 * min(works, 4)
    )
    suggests = bool(_SUGGESTS.search(title))
    score += 3.0 * (any(start < title_end for start, _ in pairs) and not suggests) - 2.0 * suggests
    score += 3.0 * bool(said(patterns.phrases, text))
    score += 0.25 * min(4, said(patterns.hints, text))
    score -= 1.0 * min(consumer, 6) * (1.0 if not pairs else 0.4)
    score -= 2.5 * _other_subject(title) + 4.0 * bool(_THANKS.match(title)) + 3.0 * bool(_REFUND.search(title))
    score -= _against(text, title, bool(pairs), patterns)
    first = pairs[0] if pairs else loose[0] if loose else None
    named = None if first or score < 0 else patterns.any_wage.search(text)
    return score, named.span() if named else first


def _other_subject(title: str) -> bool:
    """A title that names another matter and neither pay nor a debt."""
    if _patterns().no_other_subject.search(title):
        return False
    doors = lexicon().doors
    return any(points(doors.off_topic[door], title) > doors.least for door in doors.off_topic if door not in _LABOUR)


def _against(text: str, title: str, has_pair: bool, patterns: _Patterns) -> float:
    against = patterns.against
    taken = 0.0
    if said(against["settled"], text):
        taken += 3.0
    asked = said(against["asking"], text)
    taken += min(asked, 4) * (0.4 if has_pair else 1.0) + 2.5 * bool(said(against["asking"], title))
    taken += 2.0 * bool(said(against["hearsay"], text))
    taken += 1.0 * min(3, said(against["business"], text))
    in_title = patterns.title_debt.search(title)
    if in_title:
        taken += 0.5 if has_pair and _WITH_PAY.search(in_title[0]) else 3.0
    elif patterns.other_debt.search(text):
        taken += 1.0
    return taken


_OTHER = re.compile(r"退休工资|工资损失|误工|绩效工资.{0,4}奖|工资.{0,3}%|双倍工资|工资(?:差额|补偿)|最低工资")


_POLICY = re.compile(
    r"(?:治理|清理|整治|防止|预防|保障|关于|根治|禁止|不得|严禁|杜绝|避免|如果|是否|是不是|算不算)[^。；，]{0,8}$"
)


def _is_policy(text: str, at: int) -> bool:
    """Of arrears in general (治理拖欠工资的意见), or inside the name of a law."""
    before = text[max(0, at - 40) : at]
    return (
        bool(_POLICY.search(before[-14:]))
        or bool(_HEARD.search(before[-22:]))
        or before.rfind("《") > before.rfind("》")
    )
