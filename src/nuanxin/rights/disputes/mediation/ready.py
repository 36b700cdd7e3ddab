"""What this part of the room tells the cases when the house opens: its procedures, papers and effects."""

from __future__ import annotations


def ready() -> None:
    """Called once by the app; imports inside, for models exist only then."""
    from nuanxin.rights.cases.procedures.accompanying import accompany
    from nuanxin.rights.cases.procedures.prefilling import knows_paper
    from nuanxin.rights.cases.procedures.versions import declare
    from nuanxin.rights.cases.steps.effects import with_steps
    from nuanxin.rights.disputes.mediation import models, procedure  # noqa: F401  (models beside models.py)
    from nuanxin.rights.disputes.mediation.keeping_order import before_mediation_step
    from nuanxin.rights.disputes.mediation.papers import BESIDE, FILLERS

    declare(procedure.V2024_1)
    accompany(*BESIDE)
    for kind, filler in FILLERS.items():
        knows_paper(kind, filler)
    with_steps(procedure.KEY, before=before_mediation_step)
