from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "nuanxin.rights.intake"
    label = "intake"
    verbose_name = "线索"

    def ready(self) -> None:
        from nuanxin.rights.intake import pairs  # noqa: F401  (models beside models.py)
        from nuanxin.rights.intake.alerts import records as alerts  # noqa: F401
        from nuanxin.rights.intake.answer import phrase_rows  # noqa: F401
        from nuanxin.rights.intake.destruction import records as lists  # noqa: F401
        from nuanxin.rights.intake.duplicates import match_keys  # noqa: F401
        from nuanxin.rights.intake.earlier import records as before  # noqa: F401
        from nuanxin.rights.intake.files import evidence, stored  # noqa: F401
        from nuanxin.rights.intake.personal import records  # noqa: F401
        from nuanxin.rights.intake.reception import records as turns  # noqa: F401
        from nuanxin.rights.intake.retention import records as holds  # noqa: F401
        from nuanxin.rights.intake.retention.periods import keep_longer, linked
        from nuanxin.rights.intake.taken_text import records as readings  # noqa: F401
        from nuanxin.rights.intake.transfer import batches  # noqa: F401

        keep_longer(linked, "并入、关联的线索还没有办结或者已登记留存")
