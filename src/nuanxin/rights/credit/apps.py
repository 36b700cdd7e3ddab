from django.apps import AppConfig


class CreditConfig(AppConfig):
    name = "nuanxin.rights.credit"
    label = "credit"
    verbose_name = "信用"
