"""Addresses of the plan and the counselor sheet."""

from django.urls import path, register_converter

from journal.pure.sheet import FIELDS
from journal.web import views_papers


class FormConverter:
    """The two forms of the sheet."""

    regex = "|".join(FIELDS)

    def to_python(self, value: str) -> str:
        """The form as it is."""
        return value

    def to_url(self, value: str) -> str:
        """The form as it is."""
        return value


register_converter(FormConverter, "sheet")

urlpatterns = [
    path("plan/", views_papers.plan, name="plan"),
    path("plan/both/", views_papers.plan_both, name="plan-both"),
    path("plan/paper/", views_papers.plan_paper, name="plan-paper"),
    path("sheet/<sheet:form>/", views_papers.sheet, name="sheet"),
    path("sheet/<sheet:form>/both/", views_papers.sheet_both, name="sheet-both"),
    path("sheet/<sheet:form>/paper/", views_papers.sheet_paper, name="sheet-paper"),
]
