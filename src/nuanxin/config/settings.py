"""Django's settings. What a place decides comes from the environment (environment.py); the rest is the house's choice."""

from __future__ import annotations

import os
from pathlib import Path

from csp.constants import NONE, SELF

from nuanxin.config import environment

PACKAGE = Path(__file__).resolve().parent.parent
CHECKOUT = PACKAGE.parent.parent

NUANXIN_HOME = environment.home()
NUANXIN_DEMO = environment.demo()
NUANXIN_KEY_FILE = environment.key_file()

SECRET_KEY = environment.session_secret()
DEBUG = os.environ.get("NUANXIN_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("NUANXIN_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")
NUANXIN_TRUSTED_PROXIES = environment.trusted_proxies()
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("NUANXIN_ORIGINS", "").split(",") if o]

ROOMS = [
    "nuanxin.foundation.audit",
    "nuanxin.foundation.organisations",
    "nuanxin.foundation.parties",
    "nuanxin.foundation.documents",
    "nuanxin.foundation.notifications",
    "nuanxin.rights.intake",
    "nuanxin.rights.cases",
    "nuanxin.rights.disputes",
    "nuanxin.rights.justice",
    "nuanxin.rights.credit",
    "nuanxin.rights.relief",
    "nuanxin.watch.monitoring",
    "nuanxin.watch.opinion",
    "nuanxin.watch.inspection",
    "nuanxin.services.events",
    "nuanxin.command.ledger",
    "nuanxin.command.campaigns",
    "nuanxin.command.reporting",
    "nuanxin.command.dispatch",
    "nuanxin.command.situation",
    "nuanxin.command.bulletins",
    "nuanxin.schedule",
    "nuanxin.web.patterns",
    "nuanxin.web.leader",
    "nuanxin.web.terminal",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "axes",
    "csp",
    *ROOMS,
]
MIDDLEWARE = [
    "nuanxin.web.patterns.doorway.address.address_middleware",
    "nuanxin.web.patterns.moment.occasion_middleware",
    "nuanxin.web.patterns.signs.SignsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "nuanxin.web.patterns.doorway.language.DoorLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "nuanxin.web.patterns.doorway.session.SessionGuard",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "nuanxin.config.urls"
WSGI_APPLICATION = "nuanxin.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "nuanxin.web.patterns.frame.frame",
            ],
            "loaders": [("django.template.loaders.cached.Loader", ["django.template.loaders.filesystem.Loader"])]
            if not DEBUG
            else ["django.template.loaders.filesystem.Loader"],
        },
    }
]
DATABASES = {"default": environment.database()}
CACHES = {"default": environment.cache()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "organisations.Staff"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"nuanxin.foundation.organisations.account.passwords.{rule}"}
    for rule in ("EnoughLength", "SeveralKinds", "NotTheName", "NotUsedBefore")
] + [{"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"}]
# How long a password holds, how long a session may lie idle, whether an account has one session at a time.
NUANXIN_PASSWORD_DAYS = environment.number("NUANXIN_PASSWORD_DAYS", 90)
NUANXIN_IDLE_MINUTES = environment.number("NUANXIN_IDLE_MINUTES", 30)
NUANXIN_ONE_SESSION = os.environ.get("NUANXIN_ONE_SESSION") == "1"
# The electronic seal: empty = print, stamp, scan; "package.module:Class" of the supplier; "sandbox" in the demo only.
NUANXIN_SEAL_SERVICE = os.environ.get("NUANXIN_SEAL_SERVICE", "sandbox" if NUANXIN_DEMO else "")
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/officer/"
LOGOUT_REDIRECT_URL = "/sign-in/"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 1  # hours
AXES_LOCKOUT_TEMPLATE = "patterns/locked_out.html"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_IPWARE_META_PRECEDENCE_ORDER = ("REMOTE_ADDR",)

SESSION_COOKIE_AGE = 8 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if os.environ.get("NUANXIN_HTTPS") == "1":
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31536000
    if NUANXIN_TRUSTED_PROXIES:  # whoever reaches us past a proxy could say anything
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# No inline script or style, nothing from outside. `data:` pictures are the icons inside Tabler's style sheet.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "web" / "locale"]
LANGUAGE_COOKIE_NAME = "nuanxin_language"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = NUANXIN_HOME / "static"
_MODULES = CHECKOUT / "node_modules"
STATICFILES_DIRS: list[tuple[str, Path] | Path] = [
    PACKAGE / "web" / "static",
    *(
        (name, _MODULES / folder)
        for name, folder in {
            "tabler": "@tabler/core/dist",
            "echarts": "echarts/dist",
            "tom-select": "tom-select/dist",
            "idb": "idb/build",
        }.items()
        if (_MODULES / folder).is_dir()
    ),
]
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
MEDIA_ROOT = NUANXIN_HOME / "files"
NUANXIN_WAGES = NUANXIN_HOME / "wages"  # the warehouse of wage tables
NUANXIN_CLAMD = environment.clamd()

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
# A form of sixty columns and two hundred rows comes back with one field a cell.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 15_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
FILE_UPLOAD_TEMP_DIR = None

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("NUANXIN_LOG", "WARNING")},
}
