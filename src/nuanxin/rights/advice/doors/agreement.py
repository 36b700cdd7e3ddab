"""调解 and what makes an agreement firm: 司法确认, 仲裁审查, 公证, 执行证书 (law.md §8)."""

from __future__ import annotations

from nuanxin.foundation.common.days import chinese_day
from nuanxin.rights.advice.declared import Ask, Door, Place, Said, Times, Window, at
from nuanxin.rights.advice.doors.common import ID, OTHER_SIDE, OWED, SOMEBODY_OWES, seized
from nuanxin.rights.advice.facts import Facts
from nuanxin.rights.advice.limits import within
from nuanxin.rights.advice.truth import Truth, either


def _somebody_to_sit_down(facts: Facts, times: Times) -> Truth:
    return either(not facts.fled, facts.project)


def _together(facts: Facts, times: Times) -> Truth:
    """Both sides go together: not with one who cannot be found."""
    return False if facts.fled else facts.willing


_SIGNED = Ask("已经有生效的调解协议", lambda facts, times: bool(facts.agreement_on), "没有调解协议", "人民调解法 33")
_NOT_SEIZED = Ask(
    "没有进入仲裁、诉讼",
    lambda facts, times: not seized(facts) and not facts.award_on,
    "已经进入仲裁、诉讼，由仲裁庭、法院先行调解",
    "调解仲裁法 42",
)
_TOGETHER = Ask(
    "双方愿意一起去", _together, "要双方共同申请，对方不愿意或者联系不上", "人民调解法 33; 民诉法 205", ("willing",)
)

MEDIATION = Door(
    key="people_mediation",
    name="调解（人民调解、劳动争议调解）",
    short="调解",
    plain="请人调解",
    what="请调解员把双方叫到一起，谈好了签协议",
    today="去村（居）、乡镇调解委员会，或者司法所",
    cites="人民调解法 17; 调解仲裁法 10,14",
    asks=(
        Ask("对方没有拒绝调解", lambda facts, times: not facts.mediation_refused, "对方明确拒绝，不能强行调解", "人民调解法 17"),
        Ask("对方（或者总包）找得到", _somebody_to_sit_down, "对方联系不上，没有人可以坐下来谈", "人民调解法 17", ("project",)),
        Ask("还没有调解协议", lambda facts, times: not facts.agreement_on, "已经有调解协议，按协议办", "人民调解法 31"),
        _NOT_SEIZED,
        SOMEBODY_OWES,
    ),
    under_way=lambda facts: (
        f"{chinese_day(facts.mediation_on)}申请调解"
        if facts.mediation_on and not (facts.mediation_refused or facts.agreement_on or seized(facts))
        else ""
    ),
    until=lambda facts, times: times.due("med.labour", facts.mediation_on) if facts.mediation_on else None,
    cost=Said("免费", "人民调解法"),
    venue=Said("乡镇（街道）、村（居）、行业或者单位的调解组织，劳动仲裁委也设有调解", "调解仲裁法 10"),
    bring=(ID, OTHER_SIDE, OWED),
    place=lambda facts: (
        Place(38, "对方认账、愿意谈，签了协议可以马上确认效力")
        if facts.willing
        else Place(50, "要对方愿意谈；谈不成不耽误其他途径")
    ),
    interplay=(
        Said("申请调解使仲裁时效中断；十五日内没有谈成就可以申请仲裁", "调解仲裁法 14,27"),
        Said("协议写明金额、日期；签后三十日内一起去法院确认，才能强制执行", "人民调解法 33"),
    ),
)  # fmt: skip


def _confirm_limit(facts: Facts, times: Times) -> Window:
    assert facts.agreement_on is not None
    says = f"自协议生效（{chinese_day(facts.agreement_on)}）起共同申请的期限"
    return within("med.confirm", facts.agreement_on, facts, times, says=says)


CONFIRMATION = Door(
    key="judicial_confirmation",
    name="调解协议司法确认",
    short="司法确认",
    plain="让法院确认调解协议",
    what="双方一起去法院确认，对方不付就能强制执行",
    today="约对方一起去法院，带上协议书",
    cites="人民调解法 33; 民诉法 205,206",
    asks=(
        _SIGNED,
        Ask("还没有确认", lambda facts, times: not facts.confirmed_on, "已经司法确认，不付就申请执行", "民诉法 206"),
        _TOGETHER,
    ),
    window=_confirm_limit,
    cost=Said("以法院答复为准（收费标准本系统没有录入）"),
    venue=Said("当事人住所地、标的物所在地或者调解组织所在地的基层人民法院；法院邀请调解的，作出邀请的法院", "民诉法 205"),
    bring=(ID, "调解协议书", "双方一起到场，或者都写好委托"),
    place=at(14, "协议已经签了：三十日内确认，对方不付就能直接执行"),
    interplay=(Said("不确认的协议对方不付，只能再申请支付令、仲裁或者起诉", "民诉法 206; 调解仲裁法 16"),),
)  # fmt: skip

REVIEW = Door(
    key="arbitral_review",
    name="调解协议仲裁审查",
    short="仲裁审查",
    plain="让仲裁委审查调解协议",
    what="双方一起请仲裁委审查，出调解书",
    today="问劳动仲裁委能不能收",
    cites="办案规则",
    asks=(
        _SIGNED,
        Ask("还没有司法确认", lambda facts, times: not facts.confirmed_on, "已经司法确认", "民诉法 206"),
        _TOGETHER,
    ),
    window=lambda facts, times: within(
        "arb.review_agreement.apply", facts.agreement_on or facts.today, facts, times, says="共同申请仲裁审查的期限"
    ),
    cost=Said("免费", "调解仲裁法 53"),
    venue=Said("劳动人事争议仲裁委员会", "办案规则"),
    bring=(ID, "调解协议书", "双方共同申请书"),
    place=at(62, "司法确认之外的另一办法，期限没有核实"),
    for_worker=False,
)  # fmt: skip

NOTARY = Door(
    key="notarised_repayment",
    name="还款协议公证（赋予强制执行效力）",
    short="公证",
    plain="把还款协议公证",
    what="对方认账、答应不付就强制执行，公证后不用打官司",
    today="约对方一起去公证处",
    cites="公证法 37; 民诉法 249",
    asks=(
        Ask("还没有公证", lambda facts, times: not facts.notarised_on, "已经公证", "公证法 37"),
        Ask("对方认账、愿意写明接受强制执行", _together, "对方不认账、不愿意，或者联系不上；有争议的公证处不办", "公证法 31,37", ("willing",)),
        _NOT_SEIZED,
    ),
    under_way=lambda facts: (
        f"{chinese_day(facts.notary_on)}申请公证" if facts.notary_on and not facts.notarised_on else ""
    ),
    until=lambda facts, times: times.due("not.time", facts.notary_on) if facts.notary_on else None,
    cost=Said("公证处按当地标准收费，标准本系统没有录入，先问清楚"),
    venue=Said("住所地、经常居住地或者行为地的公证处", "公证法 25"),
    bring=(ID, "还款协议（写明每一期日期、金额和接受强制执行）", "双方到场"),
    place=at(52, "对方认账、要分期付时才用；不付直接拿执行证书"),
)  # fmt: skip


def _certificate_limit(facts: Facts, times: Times) -> Window:
    assert facts.default_on is not None
    return within(
        "not.time_limit", facts.default_on, facts, times, says=f"自到期未付（{chinese_day(facts.default_on)}）起的期限"
    )


CERTIFICATE = Door(
    key="execution_certificate",
    name="申请执行证书",
    short="执行证书",
    plain="去公证处开执行证书",
    what="公证过的还款协议到期不付，开执行证书去法院",
    today="带公证书去原来的公证处",
    cites="法释18号 3,5; 公证法 37",
    asks=(
        Ask("还款协议已经公证", lambda facts, times: bool(facts.notarised_on), "没有公证过的还款协议", "公证法 37"),
        Ask("到期没有付", lambda facts, times: bool(facts.default_on), "还没有到期不付", "法释18号 3"),
        Ask("还没有执行证书", lambda facts, times: not facts.certificate_on, "已经有执行证书，去法院申请执行", "法释18号 3"),
    ),
    window=_certificate_limit,
    cost=Said("公证处按当地标准收费，标准本系统没有录入，先问清楚"),
    venue=Said("出具公证书的公证处", "法释18号 3"),
    bring=(ID, "公证书", "收到过哪些款、哪一期没付的证明"),
    place=at(12, "公证过的协议不用再打官司：先拿执行证书，再去法院"),
    interplay=(Said("没有执行证书法院不收；申请执行证书使执行时效中断", "法释18号 5,9"),),
)  # fmt: skip

AGREEMENT_DOORS: tuple[Door, ...] = (MEDIATION, CONFIRMATION, REVIEW, NOTARY, CERTIFICATE)
