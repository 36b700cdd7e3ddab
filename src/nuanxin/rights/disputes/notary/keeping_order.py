"""What the room asks before a step of a deed, and the entry that follows it: no dispute, the true balance, the local list."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import QuerySet

from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.money import yuan
from nuanxin.foundation.common.phone import is_mobile
from nuanxin.foundation.organisations.local_settings import local_setting
from nuanxin.rights.cases.procedures.declared import NO, YES
from nuanxin.rights.cases.steps import law_at, standing_rows
from nuanxin.rights.cases.steps.effects import Moment
from nuanxin.rights.disputes.notary.models import NotaryListEntry
from nuanxin.rights.disputes.notary.standing_sum import agreement_of, balance_of, last_days, not_yet_due, to_certify

LIST_SETTING = "not.seed_list"
LIST_MISSING = (
    "列入失信公证当事人名单是地方试点，没有查到全国性法律依据，默认不启用。本地有文件依据的，由系统管理员在“地方设置”登记"
    f'“{LIST_SETTING}”，取值 {{"on": true}}，并写明文件名称、文号'
)
_RULE = "公证程序规则第五十五条；法释〔2018〕18号第三条"


def before_notary_step(moment: Moment) -> None:
    """Refuse what the facts of the step themselves contradict."""
    check = _CHECKS.get(moment.step)
    if check:
        check(moment)


def notary_step_taken(moment: Moment) -> None:
    """The list follows the steps."""
    if moment.step == "listing":
        held = list_switched_on(moment)
        NotaryListEntry.objects.create(
            case=moment.case, employer=moment.case.clue.employer, basis=held[:200], entered_on=moment.on, by=moment.by
        )
    elif moment.step == "delisted":
        _standing(moment).update(removed_on=moment.on, removed_why=str(moment.facts["reason"])[:300])


def notary_step_struck(moment: Moment) -> None:
    """A struck entry ends with the day; after a struck removal the entry stands again."""
    if moment.step == "listing":
        _standing(moment).update(removed_on=moment.on, removed_why="更正：列入有误")
    elif moment.step == "delisted":
        last = NotaryListEntry.objects.filter(case=moment.case).order_by("-pk").first()
        if last:
            last.removed_on, last.removed_why = None, ""
            last.save(update_fields=["removed_on", "removed_why"])


def list_switched_on(moment: Moment) -> str:
    """The source of the local setting that allows the list; empty where the place has none."""
    held = local_setting(LIST_SETTING, moment.case.clue.region_id, moment.on)
    if held is None or not (isinstance(held[0], dict) and held[0].get("on") is True) or not held[1].strip():
        return ""
    return held[1]


def _standing(moment: Moment) -> QuerySet[NotaryListEntry]:
    return NotaryListEntry.objects.filter(case=moment.case, removed_on__isnull=True)


def _examine(moment: Moment) -> None:
    facts = moment.facts
    sound = facts["disputed"] == NO and facts["genuine"] == YES
    if (facts["passes"] == YES) != sound:
        raise Refusal(
            "不能办理“审查”",
            why="当事人有争议，或者材料不真实、不充分的，不予办理；没有争议且材料真实充分的，应当办理",
            remedy="请核对“可以办理”与前两项是否一致",
            cites="公证法第三十一条",
        )


def _statement(moment: Moment) -> None:
    if not is_mobile(str(moment.facts["dunning_phone"])):
        raise Refusal(
            "不能办理“债务人承诺接受强制执行”", why="接收催缴的号码不是手机号码", remedy="请填写十一位手机号码"
        )


def _listing(moment: Moment) -> None:
    if not list_switched_on(moment):
        raise Refusal("不能列入失信公证当事人名单", why=LIST_MISSING, remedy="继续核实履行情况，签发执行证书")


def _check(moment: Moment) -> None:
    paid = balance_of(moment.case).paid_fen
    if moment.facts["paid"] != paid:
        raise Refusal(
            "不能办理“核实履行情况”",
            why=f"填写的已付金额{yuan(moment.facts['paid'])}元，与逐人台账凭证合计{yuan(paid)}元不一致",
            remedy="请先在“逐人台账”登记（更正）支付凭证，再按凭证合计填写",
            cites=_RULE,
        )


def _certificate(moment: Moment) -> None:
    checked = next((row for row in reversed(standing_rows(moment.case)) if row.step == "check"), None)
    if checked and checked.facts.get("paid") != balance_of(moment.case).paid_fen:
        why = "核实以后又登记（更正）了支付"
        raise Refusal("不能签发执行证书", why=why, remedy="请重新核实履行情况", cites=_RULE)
    owed = to_certify(moment.case, moment.on)
    if not owed:
        why = "到期各期已经付清，或者已有执行证书；没有约定一期逾期全部到期的，未到期的各期不能申请执行"
        raise Refusal("不能签发执行证书", why=why, remedy="到期后再办理；全部付清的办理“履行完毕”", cites=_RULE)
    if moment.facts["amount"] != owed:
        raise Refusal(
            "不能签发执行证书",
            why=f"执行标的应为到期各期扣除已付后的{yuan(owed)}元，填写为{yuan(moment.facts['amount'])}元",
            remedy="请按扣除后的金额填写",
            cites=_RULE,
        )
    agreement = agreement_of(moment.case)
    days = [part.due_on for part in agreement.instalments.all() if not part.paid_on] if agreement else []
    limits = last_days(days, law_at(moment.case.clue))
    if days and all(one is not None and one < moment.on for one in limits):
        latest = max(one for one in limits if one)
        raise Refusal(
            "不能签发执行证书",
            why=f"各期申请执行的期间都已届满，最后一期于{chinese_day(latest)}届满",
            remedy="有中止、中断情形的，请先补记",
            cites="法释〔2018〕18号第九条；民事诉讼法第二百五十条",
        )


def _handed_over(moment: Moment) -> None:
    if not_yet_due(moment.case, moment.on) or to_certify(moment.case, moment.on):
        raise Refusal(
            "不能办理“全部转法院执行”",
            why="还有没有到期的分期，或者还有可以签发执行证书的金额",
            remedy="各期到期后逐期核实、签发执行证书，再办结",
            cites="法释〔2018〕18号第九条",
        )


_CHECKS: dict[str, Callable[[Moment], None]] = {
    "examine": _examine,
    "statement": _statement,
    "listing": _listing,
    "check": _check,
    "certificate": _certificate,
    "handed_over": _handed_over,
}
