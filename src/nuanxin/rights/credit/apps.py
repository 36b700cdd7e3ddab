from django.apps import AppConfig


class CreditConfig(AppConfig):
    name = "nuanxin.rights.credit"
    label = "credit"
    verbose_name = "信用"

    def ready(self) -> None:
        from nuanxin.rights.cases.procedures.labour_inspection import KEY as INSPECTION
        from nuanxin.rights.cases.procedures.versions import declare
        from nuanxin.rights.cases.steps.effects import with_steps
        from nuanxin.rights.credit.disclosure import models as disclosed  # noqa: F401
        from nuanxin.rights.credit.disclosure.duties import drop_duty, open_duty
        from nuanxin.rights.credit.grading import models as grades  # noqa: F401  (models beside models.py)
        from nuanxin.rights.credit.honours import models as honours  # noqa: F401
        from nuanxin.rights.credit.listing.ending import in_force
        from nuanxin.rights.credit.listing.following import follow, unfollow
        from nuanxin.rights.credit.listing.guarding import guard
        from nuanxin.rights.credit.listing.papers import register_papers
        from nuanxin.rights.credit.listing.procedure import KEY, V2022_1
        from nuanxin.rights.credit.publication import models as published  # noqa: F401
        from nuanxin.rights.intake.retention.periods import keep_longer

        keep_longer(in_force, "列入失信名单还没有移出")
        declare(V2022_1)
        register_papers()
        with_steps(KEY, before=guard, taken=follow, struck=unfollow)
        with_steps(INSPECTION, taken=open_duty, struck=drop_duty)
