from django.apps import AppConfig


class OpinionConfig(AppConfig):
    name = "nuanxin.watch.opinion"
    label = "opinion"
    verbose_name = "舆情"
