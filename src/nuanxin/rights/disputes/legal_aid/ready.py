"""What this part of the room tells the cases when the house opens: its procedures, papers and effects."""

from __future__ import annotations


def ready() -> None:
    """Called once by the app; imports inside, for models exist only then."""
    from nuanxin.rights.cases.procedures.accompanying import accompany
    from nuanxin.rights.cases.procedures.prefilling import knows_paper
    from nuanxin.rights.cases.procedures.versions import declare
    from nuanxin.rights.cases.steps.effects import with_steps
    from nuanxin.rights.disputes.legal_aid import assigning, models, sharing  # noqa: F401  (models beside models.py)
    from nuanxin.rights.disputes.legal_aid.papers import BESIDE, FILLERS
    from nuanxin.rights.disputes.legal_aid.procedure import KEY, V2026_1

    declare(V2026_1)
    accompany(*BESIDE)
    for kind, filler in FILLERS.items():
        knows_paper(kind, filler)
    with_steps(KEY, before=assigning.before, taken=assigning.taken, struck=assigning.struck)
    with_steps(KEY, taken=sharing.taken)
