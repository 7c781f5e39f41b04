"""Public addresses to guides, everything below /n/ to the journal. The only module where both meet."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from config.up import up
from journal.web.leave import leave

urlpatterns = [
    *i18n_patterns(path("", include("guides.urls")), prefix_default_language=False),
    path("n/", include("journal.web.urls")),
    path("leave/", leave, name="leave"),
    path("up/", up, name="up"),
]
if settings.DEBUG:
    from config.components import components

    urlpatterns.append(path("components/", components, name="components"))
handler404 = "guides.views.not_found"
handler500 = "guides.views.broken"
