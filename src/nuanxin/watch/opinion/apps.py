from django.apps import AppConfig


class OpinionConfig(AppConfig):
    name = "nuanxin.watch.opinion"
    label = "opinion"
    verbose_name = "舆情"

    def ready(self) -> None:
        from nuanxin.watch.opinion.answering import models as answering  # noqa: F401  (models beside models.py)
        from nuanxin.watch.opinion.collecting import models as collecting  # noqa: F401
        from nuanxin.watch.opinion.grading import models as grading  # noqa: F401
        from nuanxin.watch.opinion.joining import models as joining  # noqa: F401
        from nuanxin.watch.opinion.roster import models as roster  # noqa: F401
