from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "nuanxin.foundation.organisations"
    label = "organisations"
    verbose_name = "组织机构"

    def ready(self) -> None:
        """Models beside models.py."""
        from nuanxin.foundation.organisations.account import models  # noqa: F401
        from nuanxin.foundation.organisations.boundaries import models as boundaries  # noqa: F401
        from nuanxin.foundation.organisations.exports import models as exports  # noqa: F401
