"""The one settings file. Every setting comes from the environment; wrong or missing values are all named at once.

The table of settings in README.md says what each is for.
"""

import sys
from pathlib import Path

import dj_database_url
from django.conf.locale import LANG_INFO
from environs import Env, EnvValidationError, validate

from config.secret import secret_file

BASE_DIR = Path(__file__).resolve().parent.parent
CONTENT = BASE_DIR / "guides" / "content"
# A language is a folder of words. English comes first and stands at the plain addresses.
LANGUAGES = [("en", "English")] + [
    (path.name, path.name) for path in sorted(CONTENT.iterdir()) if path.is_dir() and path.name != "en"
]

env = Env(eager=False)
CLEARING_DATA = Path(env.path("CLEARING_DATA", BASE_DIR / "var"))
DATABASE_URL = env.str("DATABASE_URL", "")
OPERATOR_NAME = env.str("OPERATOR_NAME", "")
OPERATOR_CONTACT = env.str("OPERATOR_CONTACT", "")
OPERATOR_COUNTRY = env.str(
    "OPERATOR_COUNTRY",
    "",
    validate=validate.Regexp("^([A-Z]{2})?$", error="Two capital letters, such as DE."),
)
OPERATOR_LANGUAGE = env.str("OPERATOR_LANGUAGE", "en", validate=validate.OneOf([code for code, _name in LANGUAGES]))
SIGN_UP = env.str("SIGN_UP", "open", validate=validate.OneOf(["open", "closed", "code"]))
SIGN_UP_CODE = env.str("SIGN_UP_CODE", "")
HTTPS = env.bool("CLEARING_HTTPS", False)
HOSTS: list[str] = env.list("CLEARING_HOSTS", [])
PROXIES = env.int("CLEARING_PROXIES", 0, validate=validate.Range(min=0, max=5))
LEAVE_TO = env.str("CLEARING_LEAVE_TO", "https://www.bbc.co.uk/weather", validate=validate.URL())
DEBUG = env.bool("CLEARING_DEBUG", False)

_wrong: dict[str, list[str]] = {}
try:
    env.seal()
except EnvValidationError as error:
    _wrong.update(dict(error.error_messages))  # type: ignore[arg-type]  # by name, always: env.seal() collects so
for _code, _ in LANGUAGES:
    if not {_code, _code.split("-")[0]} & LANG_INFO.keys():
        _wrong[str(CONTENT / _code)] = ["This is no language that Django knows. Name the folder as in de or pt-br."]
if SIGN_UP == "code" and not SIGN_UP_CODE:
    _wrong["SIGN_UP_CODE"] = ["SIGN_UP=code needs a code that newcomers type."]
if HTTPS and not HOSTS:
    _wrong["CLEARING_HOSTS"] = ["CLEARING_HTTPS=1 needs the host names people type, such as notes.example.org."]
_database: dict[str, object] = {}
if DATABASE_URL and "DATABASE_URL" not in _wrong:
    try:
        _database = dict(dj_database_url.parse(DATABASE_URL, conn_max_age=60, conn_health_checks=True))
        if _database["ENGINE"] != "django.db.backends.postgresql":
            raise ValueError  # our own SQLite has settings without which a save or a deletion is not what it says
    except (dj_database_url.ParseError, dj_database_url.UnknownSchemeError, ValueError):
        _wrong["DATABASE_URL"] = ["Write it as postgres://user:password@host:5432/name."]
try:
    CLEARING_DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
    (CLEARING_DATA / "db").mkdir(mode=0o700, exist_ok=True)
    SECRET_KEY = secret_file(CLEARING_DATA / "secret" / "key").hex()
    PEPPER = secret_file(CLEARING_DATA / "secret" / "pepper")
except OSError as error:
    _wrong["CLEARING_DATA"] = [
        f"{CLEARING_DATA} cannot be used: {error.strerror}. Name a folder that this user can write."
    ]
if _wrong:
    for _name, _reasons in sorted(_wrong.items()):
        sys.stderr.write(f"{_name}: {' '.join(_reasons)}\n")
    raise SystemExit(2)

# In the entry itself: options beside "default" would be ignored in silence.
SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": CLEARING_DATA / "db" / "clearing.sqlite3",
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
    },
    "CONN_MAX_AGE": 60,
    "TEST": {"NAME": CLEARING_DATA / "db" / "test.sqlite3"},
}
DATABASES = {"default": _database or SQLITE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = ["django.contrib.staticfiles", "django.forms", "django_htmx", "guides", "journal"]
MIDDLEWARE = [
    "config.pagecache.PageCache",  # first: a public page is ready bytes, and nothing asks who is there
    "config.middleware.Headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.Languages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "config.middleware.Doors",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]
FORM_RENDERER = "config.renderer.Fields"

# The account is the journal's lock: one derivation, in journal.access.backend. Django's own hashers refuse to work.
AUTH_USER_MODEL = "journal.Person"
AUTHENTICATION_BACKENDS = ["journal.access.backend.Lock"]
PASSWORD_HASHERS = ["journal.access.backend.NoHasher"]
ARGON2 = {"memory_kib": 65536, "passes": 3, "lanes": 1}

ALLOWED_HOSTS = HOSTS if HTTPS else ["127.0.0.1", "localhost", "[::1]", *HOSTS]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in HOSTS] if HTTPS else []
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SESSION_ENGINE = "journal.access.visits"
SESSION_COOKIE_NAME = "__Host-sid" if HTTPS else "sid"
KEY_COOKIE_NAME = "__Host-key" if HTTPS else "key"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = "__Secure-form" if HTTPS else "form"
CSRF_COOKIE_PATH = "/n/"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "journal.web.typed.refused"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"

# Nothing typed may touch the disk on its way in.
FILE_UPLOAD_HANDLERS = ["journal.web.uploads.InMemory"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 25_000_000  # of one request; more is refused by its length
DATA_UPLOAD_MAX_NUMBER_FILES = None  # the handler counts, and says so kindly
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / ".static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}

LANGUAGE_CODE = "en"
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "config.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# Errors go to the terminal, without anything that was typed: Django's own page, mail and tracebacks would carry it.
# Refusals (401, 404) are no errors, and their lines would be a diary of which pages were asked for.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"wordless": {"()": "config.wordless.Wordless"}},
    "handlers": {"terminal": {"class": "logging.StreamHandler", "formatter": "wordless"}},
    "loggers": {"django": {"handlers": ["terminal"], "level": "ERROR", "propagate": False}},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
