"""What the files of justice already know of their papers. Pure."""

from __future__ import annotations

from typing import Any

from nuanxin.rights.cases.procedures.on_paper import Facts, FileOnPaper, Said, crime_name


def receipt(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    """移送案件接受回执: what was received of which case, when, by whom."""
    competent = {"yes": "本机关有管辖权，将在法定期限内决定是否立案", "no": "本机关没有管辖权，将转送有管辖权的机关"}
    got = said.get("receive", {})
    return {
        "case_name": crime_name(file),
        "clue_number": file.clue_number,
        "received_on": got.get("received_on"),
        "receiver": str(got.get("receiver", "")),
        "items": list(got.get("items", [])),
        "competent": competent.get(str(got.get("competent", "")), ""),
    }


def support_letter(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    """支持起诉意见书: whom, against whom, how much, as the application said."""
    asked = said.get("apply", {})
    return {
        "applicants": list(asked.get("applicants", [])),
        "persons": asked.get("persons"),
        "amount": asked.get("amount"),
        "facts": file.matter,
        "reason": str(asked.get("why", "")),
    }


def support_referral(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    """支持起诉线索移送函 of the body that holds the clue."""
    names = [one.name for one in file.workers]
    return {
        "applicants": names,
        "persons": len(names) or None,
        "amount": file.owed_fen or None,
        "facts": file.matter,
        "clue_number": file.clue_number,
    }


def payout(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    """执行款逐人发放清单: every worker with what was paid so far."""
    rows = [
        [str(n), one.name, one.verified_fen or 0, one.paid_fen, max(0, (one.verified_fen or 0) - one.paid_fen)]
        for n, one in enumerate(file.workers, 1)
    ]
    last = said.get("recovered", {})
    return {
        "title_deed": str(said.get("receive", {}).get("title") or said.get("judgment", {}).get("number", "")),
        "enforcement_number": str(said.get("apply", {}).get("number", "")),
        "recovered_on": last.get("recovered_on"),
        "voucher": str(last.get("voucher", "")),
        "workers": rows or {"none": "没有逐人名单"},
        "total": sum(one.paid_fen for one in file.workers) or None,
    }


def police_feedback(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    """公安机关办理情况反馈函: what was decided last, when, under which number, for which reason."""
    last = said.get("file_by_order") or said.get("reconsider_decide") or said.get("decide", {})
    words = {"filed": "立案", "refused": "不予立案"}
    return {
        "case_name": crime_name(file),
        "clue_number": file.clue_number,
        "received_on": said.get("receive", {}).get("received_on"),
        "answer": words.get(str(last.get("answer", "")), ""),
        "answered_on": last.get("answered_on"),
        "answer_number": str(last.get("number", "")) or {"none": "决定书没有文号"},
        "reason": str(last.get("reason", "") or said.get("decide", {}).get("reason", "")) or {"none": "决定立案"},
        "progress": str(said.get("investigate", {}).get("summary", "")) or {"none": "尚无可以反馈的侦查进展"},
    }


def petition_opinion(file: FileOnPaper, said: Said, facts: Facts) -> dict[str, Any]:
    """信访事项处理意见书: what was asked, when."""
    return {
        "received_on": said.get("register", {}).get("received_on"),
        "matter": file.matter or "拖欠工资",
        "facts": "",
        "basis": "《保障农民工工资支付条例》第三条、《信访工作条例》第三十四条",
        "opinion": str(facts.get("opinion", "")),
    }
