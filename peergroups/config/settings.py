"""Settings. Everything that differs between installations comes from the environment.

The variables are listed in docs/production.md. On a machine without PostgreSQL and Redis `embedded` starts
both and sets DATABASE_URL, REDIS_URL and PEERGROUPS_VAR before this module is read.
"""

import sys
from pathlib import Path
from tempfile import gettempdir
from urllib.parse import urlsplit

import django_stubs_ext
from environs import Env

from peergroups.config.redis_urls import broker_url, cache_url
from peergroups.config.schedule import SCHEDULE

django_stubs_ext.monkeypatch()  # lets ModelForm[Member] and the like run, not only type-check

env = Env()
BASE_DIR = Path(__file__).resolve().parents[2]

# --- Where and who ------------------------------------------------------------------------------------

DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY")
BASE_URL = env.str("BASE_URL", "http://127.0.0.1:8000").rstrip("/")  # every link in a mail begins with this
_base = urlsplit(BASE_URL)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", [_base.hostname])
EMBEDDED_VAR = env.path("PEERGROUPS_VAR", None)  # the data folder of `embedded`, and the mark of that mode
ROOT_URLCONF = "peergroups.config.urls"
WSGI_APPLICATION = "peergroups.config.wsgi.application"

INSTALLED_APPS = [
    "home",
    "notifications",
    "signals",
    "engagement",
    "exchange",
    "surveys",
    "closing",
    "room",
    "preparation",
    "issues",
    "reviews",
    "commitments",
    "calendars",
    "gatherings",
    "topics",
    "polls",
    "series",
    "meetings",
    "peergroups",
    "ledger",
    "members",
    "ui",
    "embedded",
    "allauth",
    "allauth.account",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "rules.apps.AutodiscoverRulesConfig",
    "template_partials",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "peergroups.requests.HouseMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "peergroups.context.house",
                "ui.context.sheets",
            ],
            "builtins": ["ui.templatetags.ui", "template_partials.templatetags.partials"],
        },
    }
]

# --- What is remembered -------------------------------------------------------------------------------

DATABASES = {
    "default": env.dj_db_url(
        "DATABASE_URL",
        conn_max_age=60,
        conn_health_checks=True,
        disable_server_side_cursors=env.bool("BEHIND_PGBOUNCER", False),
    ),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = env.str("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": env.str("CACHE_URL", cache_url(REDIS_URL)),
    }
}

# --- Who may come in ----------------------------------------------------------------------------------

AUTH_USER_MODEL = "members.Member"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["name", "email"]},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_request_login_code"
LOGIN_REDIRECT_URL = "home:today"
ACCOUNT_ADAPTER = "members.accounts.MembersOnly"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_LOGOUT_REDIRECT_URL = "account_request_login_code"
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # nobody signs up; the log-in form has its fields from here
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 0)

SESSION_COOKIE_AGE = 60 * 60 * 24 * 90  # a quarter: a member is not asked to log in again before each meeting
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _base.scheme == "https"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [BASE_URL]
CSRF_FAILURE_VIEW = "home.views.errors.stale_form"
SECURE_SSL_REDIRECT = _base.scheme == "https"
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if _base.scheme == "https" else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_100  # the waves of a week: a field for each of 5,000 groups, and a few more

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "base-uri": ["'none'"],
        "connect-src": ["'self'"],
        "font-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "img-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
    }
}

# --- What it looks like -------------------------------------------------------------------------------

FORM_RENDERER = "ui.forms.HouseRenderer"
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"  # of the server; people see their own zone (peergroups.requests)
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
# A production image has run collectstatic: hashed, compressed files. Elsewhere files are served as they lie.
_collected = EMBEDDED_VAR is None and (STATIC_ROOT.exists() or "collectstatic" in sys.argv)
WHITENOISE_USE_FINDERS = not _collected
STORAGES = {
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if _collected
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
}

# --- What it sends ------------------------------------------------------------------------------------

if env.str("EMAIL_URL", "") or EMBEDDED_VAR is None:
    _mail = env.dj_email_url("EMAIL_URL", "smtp://localhost:25")
    EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
    EMAIL_HOST, EMAIL_PORT = _mail["EMAIL_HOST"], _mail["EMAIL_PORT"]
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_USER"], _mail["EMAIL_HOST_PASSWORD"]
    EMAIL_USE_TLS, EMAIL_USE_SSL = _mail["EMAIL_USE_TLS"], _mail["EMAIL_USE_SSL"]
else:
    EMAIL_BACKEND = "embedded.mailbox.MailboxBackend"
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", f"peergroups <peergroups@{_base.hostname}>")
CALENDAR_REPLY_ADDRESS = env.str("CALENDAR_REPLY_ADDRESS", "")  # see docs/calendars.md
CALENDAR_MAIL_SECRET = env.str("CALENDAR_MAIL_SECRET", "")  # opens the door for mail over HTTP
NOTICE_LEASE_SECONDS = env.int("NOTICE_LEASE_SECONDS", 15 * 60)  # a worker silent for so long is dead
NOTICE_TRACES = env.path("NOTICE_TRACES", EMBEDDED_VAR or Path(gettempdir()))  # see notifications.traces

# --- What happens by itself ---------------------------------------------------------------------------

CELERY_BROKER_URL = broker_url(REDIS_URL)
CELERY_BEAT_SCHEDULE = SCHEDULE
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT, CELERY_TASK_SOFT_TIME_LIMIT = 600, 570
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 10
CELERY_WORKER_MAX_TASKS_PER_CHILD = 1000
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,  # longer than the longest task, or the task would be delivered twice
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    "socket_timeout": 30,
    "socket_keepalive": True,
    "health_check_interval": 25,
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", "INFO")},
}
SILENCED_SYSTEM_CHECKS = [
    "auth.W004",  # an address is unique whatever its case: `one_member_per_address`
]
