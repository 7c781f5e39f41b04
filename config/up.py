"""The health check."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from guides.models import Edition


@csrf_exempt  # it takes nothing, and a token would set a cookie here
@require_safe
@login_not_required
def up(request: HttpRequest) -> HttpResponse:
    """200 and "up" when the database answers and words are published; 503 and what is missing otherwise."""
    try:
        published = Edition.objects.exists()
    except DatabaseError:
        return HttpResponse("database", status=503, content_type="text/plain")
    return HttpResponse("up" if published else "words", status=200 if published else 503, content_type="text/plain")
