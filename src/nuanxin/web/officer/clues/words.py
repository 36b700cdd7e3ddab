"""Chinese names of what stands in a clue's thread."""

from __future__ import annotations

EVENTS = {
    "register_clue": ("登记", "plus"),
    "accept_clue": ("受理", "circle-check"),
    "ask_supplement": ("一次性告知补正", "edit"),
    "receive_supplement": ("收到补正", "edit"),
    "identify_employer": ("补充用人单位", "building"),
    "identify_place": ("补充地点、项目", "building"),
    "refuse_clue": ("不予受理", "close"),
    "send_clue": ("转办", "send"),
    "void_service": ("作废送达", "close"),
    "correct_service": ("更正送达", "edit"),
    "accept_transfer": ("签收转办", "check"),
    "return_transfer": ("退回转办", "back"),
    "call_arbiter": ("提请裁定", "scale"),
    "decide_transfer": ("裁定承办单位", "scale"),
    "assign_clue": ("分派", "user"),
    "ask_helper": ("请单位协办", "users"),
    "finish_helper": ("协办反馈", "users"),
    "withdraw_helper": ("撤回交办", "users"),
    "merge_clues": ("合并", "merge"),
    "unmerge_clues": ("撤销合并", "merge"),
    "decide_pair": ("判断疑似重复", "merge"),
    "link_parent": ("关联主线索", "list"),
    "unlink_parent": ("解除主线索", "list"),
    "close_clue": ("办结", "circle-check"),
    "reopen_clue": ("恢复办理", "sort"),
    "raise_clue": ("反映人要求上级过问", "bell"),
    "correct_details": ("更正个人信息", "edit"),
    "withdraw_consent": ("撤回同意", "back"),
    "file_case": ("立案", "scale"),
    "start_coordination": ("启动协调", "users"),
    "leave_coordination": ("协调终止", "users"),
    "strike_step": ("更正步骤", "edit"),
    "make_paper": ("制发文书", "paper"),
    "void_made_paper": ("作废文书", "close"),
    "mark_default": ("分期违约", "alert"),
    "keep_instalment": ("分期付清", "coin"),
    "record_confirmation": ("本人确认", "phone"),
    "withdraw_claim": ("撤回主张", "back"),
    "supervise.press": ("催办", "bell"),
    "supervise.listed": ("挂牌督办", "warn"),
    "supervise.leader": ("领导包案", "user"),
    "supervise.raised": ("提级办理", "sort-up"),
    "write_note": ("督办周报", "edit"),
    "say_to_reporter": ("给反映人留言", "send"),
    "worker_message": ("反映人留言", "inbox"),
    "rate_handling": ("反映人评价", "star"),
    "change_phone": ("更换联系电话", "phone"),
    "join_clue": ("劳动者加入", "plus"),
    "add_evidence": ("补充证据", "camera"),
    "add_claims": ("补充劳动者", "plus"),
    "ask_workers": ("请劳动者确认", "phone"),
    "change_officers": ("变更承办人", "users"),
    "end_supervision": ("督办销号", "check"),
    "import_clue": ("导入", "upload"),
    "correct_clue_by_import": ("导入更正", "upload"),
}


def event_name(kind: str, text: str) -> tuple[str, str]:
    """(what, icon); a step of a case carries its own name as the beginning of its text."""
    if kind.startswith("step."):
        return text.split("：")[0].split("，")[0] or "案件步骤", "scale"
    return EVENTS.get(kind, ("其他事项", "dot"))
