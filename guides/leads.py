"""What becomes of a link on paper: nobody can press it, so it says the page, or the name of what it leads to."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from guides import languages, shelf

_ALONE = re.compile(r"<p><a href=\"[^\"#]*\">[^<]*</a>\.?</p>\s*")
_LINK = re.compile(r"<a href=\"([^\"#]*)\">(.*?)</a>", re.S)
# WeasyPrint 70 breaks a line after its first word where a space that just fits stands before one of these.
_GAP = re.compile(r"(?<=[^\s>])\s(<(?:a|em|strong|cite|span)\b[^>]*>)")
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Leads:
    """Where links lead on one paper. `anchors`: the id inside the paper that stands for an address. `here`: addresses
    that are answered at the foot of the same page.
    """

    anchors: Mapping[str, str] = field(default_factory=dict)
    here: tuple[str, ...] = ()


def on_paper(html: str, leads: Leads) -> str:
    """The HTML of a paper, made by our templates, with its links as paper has them. A paragraph that only leads on to
    another page is left out.
    """
    made = html if leads.anchors else _ALONE.sub("", html)
    made = _LINK.sub(lambda found: _said(found[1], found[2], leads), made)
    return mark_safe(_GAP.sub(r"\1 ", made))


def _said(address: str, text: str, leads: Leads) -> str:
    plain = languages.plain(address)
    words = mark_safe(text)
    if plain in leads.anchors:
        return format_html('<a class="to" href="#{}" data-page="{}">{}</a>', leads.anchors[plain], _("page"), words)
    if plain in leads.here:
        return format_html("{} ({})", words, _("below"))
    title = _title(plain)
    if not title or title.casefold() == _TAG.sub("", text).casefold():
        return text
    return format_html("{} (<em>{}</em>)", words, conditional_escape(title))


def _title(address: str) -> str:
    """What the page of an address is called; "" for a page that is none of the words to carry."""
    kind, *rest = [part for part in address.split("/") if part] or [""]
    if kind == "tonight":
        return shelf.page("tonight").title
    if kind == "help":
        return shelf.page("help").title
    if kind == "guides" and len(rest) == 2:
        spot = shelf.step(*rest)
        return spot.step.title if spot else ""
    if kind == "guides" and rest:
        guide = shelf.guide(rest[0])
        return guide.title if guide else ""
    tool = shelf.tool(rest[0]) if kind == "tools" and rest else None
    return tool.title if tool else ""
