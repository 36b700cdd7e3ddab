"""Steps that are taken on a page of their own: the act that a step names (`Step.own_act`), and the page's address.

The address takes the case's number. Steps whose act is not named here are taken elsewhere (opening, closing).
"""

from __future__ import annotations

from collections.abc import Mapping

OWN_ACTS: Mapping[str, str] = {
    "sign_agreement": "officer:case_agreement",
    "settle_and_close": "officer:case_close",
    "assign_aid_lawyer": "officer:aid_assign",
    "replace_aid_lawyer": "officer:aid_replace",
    "appoint_mediator": "officer:case_mediator",
    "arbitration_paper_in": "officer:arbitration_papers_in",
    "arbitration_hearing": "officer:hearing_new",
    "arbitration_joint": "officer:arbitration_joint",
    "record_recovery": "officer:recovered_new",
}
