"""A clue on its way: sent with a reason, accepted by a named person, returned at most twice, decided by an arbiter."""

from nuanxin.rights.intake.transfer.arbitrating import call_arbiter, decide_transfer
from nuanxin.rights.intake.transfer.assigning import assign_clue
from nuanxin.rights.intake.transfer.helping import ask_helper, enter_paper_reply, finish_helper, withdraw_helper
from nuanxin.rights.intake.transfer.rules import RETURN_CAUSES, TransferFacts, return_number, transfer_facts
from nuanxin.rights.intake.transfer.sending import accept_transfer, pending_transfer, return_transfer, send_clue

__all__ = [
    "RETURN_CAUSES",
    "TransferFacts",
    "accept_transfer",
    "ask_helper",
    "assign_clue",
    "call_arbiter",
    "decide_transfer",
    "enter_paper_reply",
    "finish_helper",
    "pending_transfer",
    "return_number",
    "return_transfer",
    "send_clue",
    "transfer_facts",
    "withdraw_helper",
]
