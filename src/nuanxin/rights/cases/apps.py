from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "nuanxin.rights.cases"
    label = "cases"
    verbose_name = "案件"

    def ready(self) -> None:
        from nuanxin.rights.cases import money  # noqa: F401  (models beside models.py)
        from nuanxin.rights.cases.casefile.keeping import declared_words, open_files, still_kept, unpaid
        from nuanxin.rights.cases.confidential import models  # noqa: F401
        from nuanxin.rights.cases.filing import open_case_holds
        from nuanxin.rights.cases.procedures.labour_inspection import KEY
        from nuanxin.rights.cases.referral import follow, unfollow
        from nuanxin.rights.cases.steps.effects import with_steps
        from nuanxin.rights.intake.destruction.wiping import stay_in
        from nuanxin.rights.intake.holding import hold_while
        from nuanxin.rights.intake.retention.periods import keep_longer

        hold_while(open_case_holds)
        keep_longer(still_kept, "案卷自己的保管期限未满")
        keep_longer(open_files, "还有案卷没有结案")
        keep_longer(unpaid, "还有工资没有付清")
        stay_in("cases.CaseStep", declared_words)
        with_steps(KEY, taken=follow, struck=unfollow)
