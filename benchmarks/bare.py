"""The smallest Django: no middleware, one view, bytes from a file. What every figure of a page is held against."""

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

BODY = Path(os.environ["BARE_BODY"]).read_bytes()
settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["127.0.0.1"], MIDDLEWARE=[], SECRET_KEY="bare")


def page(request: HttpRequest) -> HttpResponse:
    """The bytes."""
    return HttpResponse(BODY)


urlpatterns = [path("", page)]
application = get_wsgi_application()
