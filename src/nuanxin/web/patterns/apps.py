from django.apps import AppConfig


class PatternsConfig(AppConfig):
    name = "nuanxin.web.patterns"
    label = "patterns"
    verbose_name = "页面"
