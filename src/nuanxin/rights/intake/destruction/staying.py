"""Which texts of a destroyed file stay: codes, numbers of official papers, terms, digests. Every other text goes.

What is not named here goes by default, so that a column added later is forgotten on the safe side. Days, sums, counts,
yes and no, choices from a list and links between rows always stay: on them the official tables rest.
"""

from __future__ import annotations

STAYS: frozenset[str] = frozenset(
    f"{model}.{field}"
    for model, fields in {
        # The external number stays, else the next import of an old ledger would enter the person anew.
        "intake.Clue": "number external_number owed_from owed_to",
        "intake.Claim": "owed_from owed_to",
        "intake.ClueEvent": "kind",
        "intake.Clock": "term name about citation explanation missing pauses",
        "intake.Transfer": "return_cause",
        "intake.StandardTextUse": "key",
        "intake.Evidence": "media_type digest",
        "intake.ConsentRecord": "purpose wording",
        "cases.Case": "number procedure procedure_version step closing",
        "cases.CaseStep": "step",
        "cases.OfficialAct": "number employer_key",
        "cases.Referral": "police_unit",
        "documents.Paper": "kind title number about_kind digest language",
        "documents.SealedCopy": "paper_digest media_type file_digest supplier",
        "documents.ServiceOfPaper": "recipient_role medium",
        "disputes.ElementAnswer": "element",
        "disputes.FileParticipant": "role",
        "disputes.AidAdvice": "card",
        "justice.Petition": "place",
        "justice.Incident": "number",
        # The list is published by its own procedure and removed by it; only the natural persons on it go.
        "credit.Listing": "name credit_code number",
        "credit.ListedPerson": "role",
        "credit.PublishedEmployer": "name credit_code",
        "relief.DepositEntry": "voucher",
        "relief.SourceTried": "source result",
        "monitoring.ReplyFile": "media_type digest",
        "notifications.Message": "template supplier doubt about_kind",
        "notifications.Chain": "template about_kind needs steps source answered_by",
        "notifications.DeliveryReport": "key",
        "notifications.CallTask": "needs",
    }.items()
    for field in fields.split()
)

# Columns that name a file in the store; the file goes with them.
FILES = (
    "intake.Evidence.path",
    "documents.SealedCopy.path",
    "documents.ServiceOfPaper.proof_file",
    "monitoring.ReplyFile.path",
)
# Sealed columns with JSON inside, and what an empty one is.
EMPTY_JSON = ("documents.Paper.filled", "disputes.PaperInterview.answers", "notifications.Chain.values")
# Sealed columns of numbers: empty rather than marked, since pages write their last digits.
NUMBERS = ("id_number", "phone", "card", "to", "before", "after")
