"""The rows of this wing, gathered so that the database knows them: each room keeps its own."""

from nuanxin.rights.justice.court.models import RecoveredShare
from nuanxin.rights.justice.police.models import FollowedStep

__all__ = ["FollowedStep", "RecoveredShare"]
