from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "nuanxin.rights.cases"
    label = "cases"
    verbose_name = "案件"
