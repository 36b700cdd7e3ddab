"""Every act on a clue: label, form, when it fits, and the one function behind it."""

from __future__ import annotations

from typing import Any

from nuanxin.foundation.common.errors import NotFound, Refusal
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.rights.cases.facts import recount_migrants, repost_for_clue
from nuanxin.rights.cases.filing import file_case, start_coordination
from nuanxin.rights.intake import acceptance, answer, merging, transfer
from nuanxin.rights.intake.acceptance import Ground, Remedies
from nuanxin.rights.intake.acceptance.placing import identify_place
from nuanxin.rights.intake.answer.messages import say_to_reporter
from nuanxin.rights.intake.channels import ClueState, Conclusion
from nuanxin.rights.intake.models import Clue, Reporter
from nuanxin.rights.intake.personal import OwnDetails, correct_details
from nuanxin.rights.intake.retention.legal_hold import hold_clue, is_held, lift_hold
from nuanxin.rights.intake.visibility import clues_for
from nuanxin.web.officer.clues.acts import forms, helping, reading, replies
from nuanxin.web.officer.clues.acts.declared import ClueAct, Situation, day
from nuanxin.web.officer.clues.acts.watching import WATCHING

Values = dict[str, Any]
REPLY = "officer/clues/reply.html"


def named_clue(situation: Situation, number: str) -> Clue:
    """The clue of that number as far as the viewer may see it."""
    found = clues_for(situation.staff).filter(number=number.strip()).first()
    if found is None:
        raise NotFound(f"没有找到线索{number.strip()}", remedy="请核对编号；不在您辖区、单位的线索看不到")
    return found


def _refuse(s: Situation, v: Values) -> Any:
    return acceptance.refuse_clue(
        clue=s.clue,
        ground=Ground(v["ground"]),
        reason=v["reason"],
        right_channel=v["right_channel"],
        remedies=Remedies(v["reconsideration_organ"], v["court"]),
        conduct_ended_on=v["conduct_ended_on"],
        by=s.staff,
        on=day(v),
    )


def _pending(s: Situation) -> Any:
    if s.pending is None:
        raise Refusal("没有等待签收的转办", remedy="请刷新页面")
    return s.pending


def _ask_arbiter(s: Situation, v: Values) -> Any:
    if s.returned is None:
        raise Refusal("没有可以提请裁定的退回", remedy="请刷新页面")
    return transfer.call_arbiter(transfer=s.returned, reason=v["reason"], by=s.staff, on=day(v))


def _decide(s: Situation, v: Values) -> Any:
    if s.disputed is None:
        raise Refusal("没有等待裁定的转办", remedy="请刷新页面")
    return transfer.decide_transfer(transfer=s.disputed, unit=v["unit"], reason=v["reason"], by=s.staff, on=day(v))


def _merge(s: Situation, v: Values) -> Any:
    other = named_clue(s, v["number"])
    kept, merged = (s.clue, other) if v["keep"] == "this" else (other, s.clue)
    return merging.merge_clues(kept=kept, merged=merged, by=s.staff, on=day(v))


def _unmerge(s: Situation, v: Values) -> Any:
    chosen = next(m for m in s.merges if str(m.pk) == v["merge"])
    return merging.unmerge_clues(merge=chosen, reason=v["reason"], by=s.staff, on=day(v))


def _place(s: Situation, v: dict[str, Any]) -> Any:
    """A project decides the sector, so standing facts of tables move with it."""
    clue = identify_place(
        clue=s.clue, place=v["place"], project_name=v["project_name"], site_code=v["site_code"], by=s.staff, on=day(v)
    )
    repost_for_clue(clue=clue, by=s.staff, on=day(v))
    return clue


def _correct(s: Situation, v: dict[str, Any]) -> Any:
    """The person chosen, as worker of the roster and as reporter where he is both."""
    kind, _, key = v["person"].partition(":")
    claim = s.clue.claims.select_related("worker").get(pk=key) if kind == "claim" else None
    rows = s.clue.reporters.order_by("pk")
    if claim is None:
        reporter: Reporter | None = rows.get(pk=key)
    else:
        index = claim.worker.phone_index
        reporter = rows.filter(phone_index=index).first() if index else None
    details = OwnDetails(v["name"] or None, v["id_number"] or None, {"yes": True, "no": False}.get(v["migrant"]))
    done = correct_details(
        clue=s.clue, reporter=reporter, claim=claim, details=details, by=s.staff, on=day(v), reason=v["reason"]
    )
    recount_migrants(clue=s.clue, by=s.staff, on=day(v))
    return done


def _handles(s: Situation) -> bool:
    return s.open and s.holds(P.CLUE_HANDLE) and s.state != ClueState.TRANSFERRING


def _fresh(s: Situation) -> bool:
    return s.state == ClueState.RECEIVED and _handles(s)


ACTS: tuple[ClueAct, ...] = (
    ClueAct(
        "sign", "签收转办", forms.PlainForm,
        lambda s, v: transfer.accept_transfer(transfer=_pending(s), by=s.staff, on=day(v)),
        lambda s: s.open and s.pending is not None and s.receives(s.pending),
        "已签收，现在由您负责。", "check", True, "签收以后由您负责，反映人会收到一次告知，不需要重复反映。", "签收",
    ),
    ClueAct(
        "return", "退回", forms.ReturnForm,
        lambda s, v: transfer.return_transfer(
            transfer=_pending(s), cause=v["cause"], reason=v["reason"], by=s.staff, on=day(v)
        ),
        lambda s: s.open and s.pending is not None and s.receives(s.pending),
        "已退回。", "back", intro="第一次退回给转出单位；第二次直接提请裁定，不能第三次退回。", save="退回",
    ),
    ClueAct(
        "decide", "裁定承办单位", forms.DecideForm, _decide,
        lambda s: s.open and s.disputed is not None and s.holds(P.CLUE_ARBITRATE) and s.clue.unit_id not in s.units,
        "已裁定。", "scale", True, "裁定是最后的，双方都不能再退回。", "裁定",
    ),
    ClueAct(
        "accept", "受理", forms.PlainForm,
        lambda s, v: acceptance.accept_clue(clue=s.clue, by=s.staff, on=day(v)),
        _fresh, "已受理，受理通知已制发或列明缺项。", "check", True, "受理后停止计算受理期限，反映人会收到告知。", "受理",
    ),
    ClueAct(
        "supplement", "告知补正", forms.SupplementForm,
        lambda s, v: acceptance.ask_supplement(
            clue=s.clue, items=v["items"], supplement_by=v["supplement_by"], by=s.staff, on=day(v)
        ),
        _fresh, "已一次性告知补正，受理期限中止计算。", "edit", save="告知",
    ),
    ClueAct(
        "supplemented", "登记补正材料", forms.SupplementedForm,
        lambda s, v: acceptance.receive_supplement(
            clue=s.clue, text=v["text"], employer_name=v["employer_name"], credit_code=v["credit_code"],
            by=s.staff, on=day(v),
        ),
        lambda s: s.state == ClueState.SUPPLEMENT and _handles(s), "已登记，期限继续计算。", "edit", True,
    ),
    ClueAct(
        "employer", "补充用人单位", forms.EmployerForm,
        lambda s, v: acceptance.identify_employer(
            clue=s.clue, employer_name=v["employer_name"], credit_code=v["credit_code"], by=s.staff, on=day(v)
        ),
        lambda s: _handles(s) and s.clue.employer_id is None, "已补充用人单位，反映人的原话保留。", "building",
    ),
    ClueAct(
        "place", "补充地点、项目", forms.PlaceForm, _place,
        lambda s: _handles(s) and s.clue.project_id is None, "已补充，反映人的原话保留。", "building",
    ),
    ClueAct(
        "refuse", "不予受理", replies.RefuseForm, lambda s, v: replies.sent(s, v, lambda: _refuse(s, v)), lambda s: s.fresh and _handles(s), "已决定不予受理。", "close",
        intro="不予受理须书面写明理由、救济途径和正确的去处；用人单位不详不是不予受理的理由。", save="决定不予受理",
        template=REPLY,
    ),
    ClueAct(
        "hold", "登记留存", forms.ReasonForm,
        lambda s, v: hold_clue(clue=s.clue, reason=v["reason"], by=s.staff, on=day(v)),
        lambda s: s.clue.closed_on is not None and s.holds(P.CLUE_ASSIGN) and not is_held(s.clue),
        "已登记留存，期满也不列入到期清单。", "lock", intro="因诉讼、复查等需要继续保存的，写明理由；理由消失后解除。",
    ),
    ClueAct(
        "lift", "解除留存", forms.ReasonForm,
        lambda s, v: lift_hold(clue=s.clue, reason=v["reason"], by=s.staff, on=day(v)),
        lambda s: s.clue.closed_on is not None and s.holds(P.CLUE_ASSIGN) and is_held(s.clue),
        "已解除留存。", "lock",
    ),
    ClueAct(
        "file", "立案", forms.FileForm,
        lambda s, v: file_case(
            clue=s.clue, officers=(v["first"], v["second"]), ended_on=v["ended_on"], elsewhere=v["elsewhere"],
            note=v["note"], by=s.staff, on=day(v),
        ),
        lambda s: s.open and s.state in (ClueState.RECEIVED, ClueState.ACCEPTED, ClueState.HANDLING)
        and s.helps(P.CASE_APPROVE) and not any(c.procedure == "labour_inspection" for c in s.open_cases),
        "已批准立案。", "scale", True, "批准之日为立案之日；须指定两名监察员。", "批准立案",
    ),
    ClueAct(
        "coordinate", "启动协调", forms.NoteForm,
        lambda s, v: start_coordination(clue=s.clue, note=v["note"], by=s.staff, on=day(v)),
        lambda s: s.state in (ClueState.ACCEPTED, ClueState.HANDLING, ClueState.RECEIVED)
        and _handles(s) and not s.open_cases,
        "已启动协调。", "users", intro="不立案，由双方同意后协商；谈不成的转立案或者引导仲裁。", save="启动",
    ),
    ClueAct(
        "send", "转办", forms.SendForm,
        lambda s, v: transfer.send_clue(
            clue=s.clue, to_unit=v["to_unit"], cause=v["cause"], reason=v["reason"], by=s.staff, on=day(v)
        ),
        lambda s: _handles(s) and not s.open_cases, "已转出；对方签收以前仍由您负责。", "send",
        intro="期限从首次收到之日起算，不因转办重新计算。", save="转出",
    ),
    ClueAct(
        "arbitrate", "提请裁定", forms.ReasonForm, _ask_arbiter,
        lambda s: _handles(s) and s.returned is not None, "已提请裁定，一个工作日内裁定。", "scale", save="提请",
    ),
    ClueAct(
        "assign", "分派", forms.AssignForm,
        lambda s, v: transfer.assign_clue(clue=s.clue, officer=v["officer"], by=s.staff, on=day(v)),
        lambda s: s.open and s.holds(P.CLUE_ASSIGN), "已分派。", "user", save="分派",
    ),
    ClueAct(
        "helper", "请单位协办", helping.HelperForm,
        lambda s, v: transfer.ask_helper(
            clue=s.clue, unit=v["unit"], task=v["task"], due_on=v["due_on"], by=s.staff, on=day(v)
        ),
        _handles, "已交办。", "users", intro="协办事项没有结束以前，线索不能办结。", save="交办",
    ),
    ClueAct(
        "reply", "反馈协办", helping.HelperReplyForm,
        lambda s, v: transfer.finish_helper(reply=v["reply"], **helping.chosen(s, v)),
        lambda s: s.open and bool(s.own_tasks), "已反馈。", "edit", True, save="签字反馈",
    ),
    ClueAct(
        "paper", "登记协办来函", helping.PaperReplyForm,
        lambda s, v: transfer.enter_paper_reply(reply=v["reply"], signed_by=v["signed_by"], **helping.chosen(s, v)),
        lambda s: s.open and s.holds(P.CLUE_HANDLE) and bool(helping.paper_tasks(s)), "已登记来函。", "paper",
        intro="没有在岗人员的单位（如银行、法院）以书面答复的，由承办人登记。", save="登记",
    ),
    ClueAct(
        "unhelp", "撤回交办", helping.HelperWithdrawForm,
        lambda s, v: transfer.withdraw_helper(reason=v["reply"], **helping.chosen(s, v)),
        lambda s: s.open and s.holds(P.CLUE_HANDLE) and bool(helping.open_tasks(s)), "已撤回交办。", "back", save="撤回",
    ),
    ClueAct(
        "merge", "合并", forms.MergeForm, _merge, lambda s: s.open and s.holds(P.DUPLICATE_DECIDE),
        "已合并，双方编号和反映人都保留，可以撤销。", "merge", save="合并",
    ),
    ClueAct(
        "unmerge", "撤销合并", forms.UnmergeForm, _unmerge,
        lambda s: bool(s.merges) and s.holds(P.DUPLICATE_DECIDE), "已撤销合并。", "merge", save="撤销合并",
    ),
    ClueAct(
        "link", "关联主线索", forms.OtherClueForm,
        lambda s, v: merging.link_parent(child=s.clue, parent=named_clue(s, v["number"]), by=s.staff, on=day(v)),
        lambda s: s.open and s.clue.parent_id is None and s.holds(P.DUPLICATE_DECIDE), "已关联。", "list",
        intro="同一工地多条线索归到一条主线索下，各自的金额和责任人不变。", save="关联",
    ),
    ClueAct(
        "unlink", "解除主线索", forms.ReasonForm,
        lambda s, v: merging.unlink_parent(child=s.clue, reason=v["reason"], by=s.staff, on=day(v)),
        lambda s: s.clue.parent_id is not None and s.holds(P.DUPLICATE_DECIDE), "已解除。", "list", save="解除",
    ),
    ClueAct(
        "close", "办结", replies.CloseForm,
        lambda s, v: replies.sent(s, v, lambda: answer.close_clue(
            clue=s.clue, conclusion=Conclusion(v["conclusion"]), basis=v["basis"], answer=v["answer"],
            right_door=v["right_door"], by=s.staff, on=day(v),
        )),
        lambda s: _handles(s) and not s.open_cases, "已办结并答复反映人。", "circle-check",
        intro="拿到工资的在案件里逐人核对后结案；这里办结没有支付工资的线索。", save="办结",
        template=REPLY,
    ),
    ClueAct(
        "withdraw", "登记撤回", forms.WithdrawForm,
        lambda s, v: answer.withdraw_clue(
            clue=s.clue, reason=v["reason"], said_by=v["said_by"], by=s.staff, on=day(v)
        ),
        lambda s: _handles(s) and not s.open_cases, "已登记撤回。", "back", save="登记撤回",
    ),
    ClueAct(
        "reopen", "恢复办理", forms.ReopenForm,
        lambda s, v: answer.reopen_clue(clue=s.clue, reason=v["reason"], said=v["said"], by=s.staff, on=day(v)),
        lambda s: not s.clue.merged_into_id and s.state in (ClueState.CLOSED, ClueState.REFUSED, ClueState.SETTLED)
        and s.holds(P.CLUE_HANDLE),
        "已恢复办理，仍由原责任人负责。", "sort", save="恢复办理",
    ),
    ClueAct(
        "message", "给反映人留言", replies.MessageForm,
        lambda s, v: replies.sent(s, v, lambda: say_to_reporter(clue=s.clue, text=v["text"], by=s.staff, on=day(v))),
        lambda s: s.holds(P.CLUE_HANDLE) and not s.clue.merged_into_id, "已留言。", "send", save="发送", template=REPLY,
    ),
    ClueAct(
        "details", "更正个人信息", forms.DetailsForm, _correct,
        lambda s: s.holds(P.CLUE_HANDLE) and not s.clue.merged_into_id and bool(forms.persons_of(s.clue)),
        "已更正，原来的内容保留，人数已重新计算。", "edit",
        intro="户口没有填的，报表不计为农民工；更正后涉及人数、农民工人数和金额重新计算。", save="更正",
    ),
    ClueAct(
        "reading", "核对识读", reading.ReadingForm, reading.settle, reading.fits, "已核对。", "check",
        intro="下面是从来信、诉求中读出的内容，还没有人核对；人数、金额在核对以前不计入任何数字。请改正或者清空后保存。", save="核对无误",
    ),
    *WATCHING,
)  # fmt: skip
BY_KEY = {act.key: act for act in ACTS}
