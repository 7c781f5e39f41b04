"""The program's own settings, with a throw-away data folder and a cheap derivation. Nothing else differs."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_folder = tempfile.mkdtemp(prefix="clearing-tests-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["CLEARING_DATA"] = _folder

from config.settings import *  # noqa: E402, F403  (the folder must be named before the settings read it)

STATIC_ROOT = Path(_folder) / "static"
STATIC_ROOT.mkdir()
ARGON2 = {"memory_kib": 8, "passes": 1, "lanes": 1}
STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
