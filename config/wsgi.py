"""What granian serves."""

import os
import resource

from django.core.wsgi import get_wsgi_application

resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a crash must not write an open journal to the disk
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()
