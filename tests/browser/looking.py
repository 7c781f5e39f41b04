"""What everybody needs of a page, measured in the browser.

Axe in light and dark on a small phone and at a desk, nothing sideways, room for a finger, a focus that is seen.
"""

import re
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag21aaa", "wcag22aa", "wcag22aaa", "best-practice"]
# The rules whose answer hangs on colours and sizes; the others read the document, which is the same in every look.
OF_THE_LOOK = ["color-contrast", "color-contrast-enhanced", "link-in-text-block", "target-size", "meta-viewport"]
SMALL, WIDE = {"width": 320, "height": 640}, {"width": 1280, "height": 900}
# Titles that must not say what a page is about: whoever takes the phone reads them in its history.
SILENT = ("/help/", "/before-you-begin/")
NEUTRAL = re.compile(r"(Error: )?Notes: (code|gone|list|mine|new|open|page|paper|today)")

RUN_AXE = """async (only) => (await axe.run({runOnly: only, resultTypes: ["violations"], preload: false})).violations
  .map(found => `${found.id}: ${found.nodes.map(node => node.html.slice(0, 160)).join(" | ")}`)"""
SIDEWAYS = """() => {
  const all = [...document.querySelectorAll("body *")], wide = document.documentElement.clientWidth;
  const meant = (each) => ["none", "auto"].indexOf(getComputedStyle(each).clipPath) < 0 || each.matches(".cover *");
  const out = all.filter(each => {
    const box = each.getBoundingClientRect();
    return box.width && (box.right > wide + 1 || box.left < -1) && !meant(each) && !meant(each.parentElement);
  });
  // A long line in a field is moved through with the arrow keys.
  const cut = all.filter(each => each.scrollWidth > each.clientWidth + 1 && !meant(each) && !each.matches("input")
    && /hidden|clip/.test(getComputedStyle(each).overflowX));
  const scrolls = document.documentElement.scrollWidth > wide ? ["the page scrolls sideways"] : [];
  const where = (word) => (each) => `${word}: ${each.outerHTML.slice(0, 160)}`;
  return [...scrolls, ...out.map(where("sideways")), ...cut.map(where("cut"))];
}"""
PRESSED = "a[href], button, input:not([type=hidden]), select, textarea, summary"
# Buttons, rows, taps, fields and links that stand alone: 44 px high. Links inside a text: its line is 24 px high.
TOO_SMALL = """(pressed) => [...document.querySelectorAll(pressed)].filter(each => !each.matches(".skip, .hush")
    && each.checkVisibility({visibilityProperty: true})).map(each => {
  const target = each.matches("[type=radio], [type=checkbox]") ? each.closest("label") ?? each : each;
  const style = getComputedStyle(target), box = target.getBoundingClientRect();
  const beside = [...each.parentElement.childNodes].some(one => one.nodeType === 3 && one.data.trim());
  const inText = each.matches("a") && (style.display === "inline" || beside);
  const high = style.display === "inline" ? parseFloat(style.lineHeight) : box.height, least = inText ? 24 : 43.9;
  const wide = inText ? 24 : box.width, where = each.outerHTML.slice(0, 160);
  return high < least || wide < 23.9 ? `small, ${Math.round(wide)} x ${Math.round(high)}: ${where}` : "";
}).filter(Boolean)"""
FOCUS = """(pressed) => {
  const top = document.querySelector(".top")?.getBoundingClientRect().bottom ?? 0;
  return [...document.querySelectorAll(pressed)]
    .filter(each => each.checkVisibility({visibilityProperty: true}) && each.tabIndex >= 0).map(each => {
      each.focus();
      const shown = [each, each.nextElementSibling, each.closest("label")].filter(Boolean).some(one => {
        const style = getComputedStyle(one);
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && style.opacity !== "0";
      });
      const box = each.getBoundingClientRect();
      const covered = !each.closest(".top") && !each.matches(".skip") && (box.bottom <= top || box.top >= innerHeight);
      return (shown ? "" : "focus not seen: " + each.outerHTML.slice(0, 160))
        + (covered ? "focus covered: " + each.outerHTML.slice(0, 160) : "");
    }).filter(Boolean);
}"""


def problems(page: Page) -> list[str]:
    """Everything that is wrong with the open page, each with where and in which look."""
    page.evaluate(AXE_SCRIPT)
    found = [title_problem(page)] if title_problem(page) else []
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    first = True
    for size in (SMALL, WIDE):
        page.set_viewport_size(size)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            only = {"type": "tag", "values": TAGS} if first else {"type": "rule", "values": OF_THE_LOOK}
            found += [f"{size['width']} px, {scheme}: {each}" for each in page.evaluate(RUN_AXE, only)]
            first = False
        measured = [*page.evaluate(SIDEWAYS), *page.evaluate(TOO_SMALL, PRESSED)]
        found += [f"{size['width']} px: {each}" for each in measured]
    page.set_viewport_size(SMALL)
    page.keyboard.press("Tab")
    return found + page.evaluate(FOCUS, PRESSED)


def title_problem(page: Page) -> str:
    """What is wrong with the title, if anything."""
    path, title = urlsplit(page.url).path, page.title()
    if path.startswith("/n/"):
        return "" if NEUTRAL.fullmatch(title) else f"title: {title}"
    good = title == "Clearing" if path == "/" or path.startswith(SILENT) else title.endswith("Clearing")
    return "" if good else f"title: {title}"
