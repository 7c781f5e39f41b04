"""What everybody needs of a page, measured in the browser: axe in light and dark on a small phone and at a desk, nothing
sideways, room for a finger, and a focus that is seen and not covered.
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
  const wide = document.documentElement.clientWidth;
  const hidden = (each) => { const style = getComputedStyle(each); return style.clipPath !== "none" || style.position === "fixed"; };
  const out = [...document.querySelectorAll("body *")].filter(each => {
    const box = each.getBoundingClientRect();
    return box.width && (box.right > wide + 1 || box.left < -1) && !hidden(each) && !hidden(each.parentElement);
  });
  const cut = [...document.querySelectorAll("body *")].filter(each =>
    /hidden|clip/.test(getComputedStyle(each).overflowX) && each.scrollWidth > each.clientWidth + 1 && !hidden(each));
  const scrolls = document.documentElement.scrollWidth > wide ? ["the page scrolls sideways"] : [];
  return [...scrolls, ...out.map(each => "sideways: " + each.outerHTML.slice(0, 160)),
    ...cut.map(each => "cut: " + each.outerHTML.slice(0, 160))];
}"""
# Buttons, rows, taps, fields and links that stand alone: 44 px high. Links inside a text: its line is 24 px high.
TOO_SMALL = """() => [...document.querySelectorAll("main, header, nav, footer, form")].length && [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary")].filter(each => each.checkVisibility(
    {visibilityProperty: true}) && !each.matches(".skip, .hush")).map(each => {
  const target = each.matches("[type=radio], [type=checkbox]") ? each.closest("label") ?? each : each;
  const style = getComputedStyle(target), box = target.getBoundingClientRect();
  const beside = [...each.parentElement.childNodes].some(one => one.nodeType === 3 && one.data.trim());
  const inText = each.matches("a") && (style.display === "inline" || beside);
  const high = style.display === "inline" ? parseFloat(style.lineHeight) : box.height, least = inText ? 24 : 43.9;
  const wide = inText ? 24 : box.width;
  return high < least || wide < 23.9 ? `${Math.round(wide)} x ${Math.round(high)} px: ${each.outerHTML.slice(0, 160)}` : "";
}).filter(Boolean)"""
FOCUS = """() => {
  const top = document.querySelector(".top")?.getBoundingClientRect().bottom ?? 0;
  return [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
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
    for detail in page.locator("details:not([open]) > summary").all():
        detail.click()
    first = True
    for size in (SMALL, WIDE):
        page.set_viewport_size(size)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            only = {"type": "tag", "values": TAGS} if first else {"type": "rule", "values": OF_THE_LOOK}
            found += [f"{size['width']} px, {scheme}: {each}" for each in page.evaluate(RUN_AXE, only)]
            first = False
        found += [f"{size['width']} px: {each}" for each in [*page.evaluate(SIDEWAYS), *page.evaluate(TOO_SMALL)]]
    page.set_viewport_size(SMALL)
    page.keyboard.press("Tab")
    return found + page.evaluate(FOCUS)


def title_problem(page: Page) -> str:
    """What is wrong with the title, if anything."""
    path, title = urlsplit(page.url).path, page.title()
    if path.startswith("/n/"):
        return "" if NEUTRAL.fullmatch(title) else f"title: {title}"
    good = title == "Clearing" if path.startswith(SILENT) else title.endswith("Clearing")
    return "" if good else f"title: {title}"
