"""The rows of this wing, gathered so that the database knows them: each room keeps its own."""

from nuanxin.rights.justice.assistance.models import AssistanceLetter
from nuanxin.rights.justice.court.models import RecoveredShare
from nuanxin.rights.justice.emergency.models import (
    EmergencyPlan,
    Incident,
    IncidentLevel,
    IncidentStep,
    PlanLevel,
    PlanMeasure,
)
from nuanxin.rights.justice.petition.models import Petition
from nuanxin.rights.justice.police.models import FollowedStep

__all__ = [
    "AssistanceLetter",
    "EmergencyPlan",
    "FollowedStep",
    "Incident",
    "IncidentLevel",
    "IncidentStep",
    "Petition",
    "PlanLevel",
    "PlanMeasure",
    "RecoveredShare",
]
