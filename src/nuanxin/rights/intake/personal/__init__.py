"""A person's own data on a clue: put right by himself or the officer, consented to, and shown to him whole."""

from nuanxin.rights.intake.personal.consents import Consent, consents_of, record_consents, withdraw_consent
from nuanxin.rights.intake.personal.correcting import Corrected, OwnDetails, correct_details

__all__ = [
    "Consent",
    "Corrected",
    "OwnDetails",
    "consents_of",
    "correct_details",
    "record_consents",
    "withdraw_consent",
]
