"""The public addresses. Each stands with its reason in tests/rules/test_doors.py."""

from django.urls import path

from guides import views, views_papers

urlpatterns = [
    path("", views.home, name="home"),
    path("tonight/", views.tonight, name="tonight"),
    path("tonight/paper/<slug:size>/", views_papers.tonight, name="tonight-paper"),
    path("before-you-begin/", views.before, name="before"),
    path("before-you-begin/none/", views.before_none, name="before-none"),
    path("before-you-begin/all/", views.before_all, name="before-all"),
    path("guides/", views.guides, name="guides"),
    path("guides/<slug:guide>/", views.guide, name="guide"),
    path("guides/<slug:guide>/paper/<slug:size>/", views_papers.guide, name="guide-paper"),
    path("guides/<slug:guide>/<slug:step>/", views.step, name="step"),
    path("tools/<slug:tool>/", views.tool, name="tool"),
    path("tools/<slug:tool>/paper/<slug:size>/", views_papers.tool, name="tool-paper"),
    path("tools/<slug:tool>/cards/<slug:size>/", views_papers.cards, name="cards-paper"),
    path("sources/", views.sources, name="sources"),
    path("sources/evidence/", views.evidence, name="evidence"),
    path("sources/<slug:source>/", views.source, name="source"),
    path("questions/", views.questions, name="questions"),
    path("questions/<slug:question>/", views.question, name="question"),
    path("search/", views.search, name="search"),
    path("disagreements/", views.disagreements, name="disagreements"),
    path("counselors/", views.counselors, name="counselors"),
    path("help/", views.help_now, name="help"),
    path("protects/", views.protects, name="protects"),
]
