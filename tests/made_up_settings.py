"""The program's own settings with the made-up language, for a server that a browser test starts. MADE_UP names its
folder (tests/made_up.py).
"""

import os
from pathlib import Path

from config.settings import *  # noqa: F403

CONTENT = Path(os.environ["MADE_UP"])
LANGUAGES = [("en", "English"), ("ar-xb", "ar-xb")]
LOCALE_PATHS = [CONTENT / "locale"]
OPERATOR_LANGUAGE = "ar-xb"
