"""One field template for every form of the program."""

from django.forms.renderers import TemplatesSetting


class Fields(TemplatesSetting):
    """Django's own form rendering with our one field template, templates/_field.html."""

    field_template_name = "_field.html"
