"""Addresses of "When I look again". They stand before those of the tools, so that "my-tool" names the first of them."""

from django.urls import path, re_path

from journal.web import views_review

_HERE = "tools/look-again/"

urlpatterns = [
    path(_HERE, views_review.look_again, name="look-again"),
    path(f"{_HERE}now/", views_review.look_now, name="look-now"),
    path(f"{_HERE}both/", views_review.look_both, name="look-both"),
    path(f"{_HERE}cross/", views_review.look_cross, name="look-cross"),
    path(f"{_HERE}again/", views_review.look_up, name="look-up"),
    re_path(rf"^{_HERE}(?P<word>on|change|down)/$", views_review.look_word, name="look-word"),
    re_path(rf"^{_HERE}(?P<key>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})/$", views_review.look_day, name="look-day"),
]
