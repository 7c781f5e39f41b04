// What can be measured in an open page. Each function gives what is wrong, one line for each; nothing is changed for good.
//   measure.widths()   at this width, with usual and with double text, and right to left: sideways, cut, on top of another
//   measure.targets()  too small for a finger
//   measure.focus()    a focus that is not seen, or lies under the bar
//   measure.order()    an order of Tab that is not the order on the screen
//   measure.forced()   in a reader's own colours: a field, a button, a choice or a focus without an edge
//   measure.moves()    anything that moves
//   measure.stop()     where the focus is: its name, the place of it in the document, and what is wrong with it
//   measure.stops()    how many stops Tab makes, and the places of them in the document
globalThis.measure = (() => {
  const root = document.documentElement;
  const pressed = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  const boxed = ".button, button, .leave, summary, .taps span, td, th";
  const all = (what) => [...document.querySelectorAll(what)];
  const said = (each) => each.outerHTML.replace(/\s+/g, " ").slice(0, 140);
  const style = (each) => getComputedStyle(each);
  const seen = (each) => each.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  // Kept off the screen, for screen readers and for whoever presses Tab; and the cover, which lies over words.
  const meant = (each) => Boolean(each.closest(".hush, .skip, .cover"));
  const controls = () => all(pressed).filter((each) => seen(each) && !meant(each));

  function sideways() {
    const wide = root.clientWidth;
    const out = all("body *").filter((each) => {
      const box = each.getBoundingClientRect();
      return box.width && (box.right > wide + 1 || box.left < -1) && !meant(each);
    });
    const page = root.scrollWidth > wide ? [`the page is ${root.scrollWidth} px wide`] : [];
    return [...page, ...out.map((each) => `sideways: ${said(each)}`)];
  }

  // A long line in a field is moved through with the arrow keys, and a long text in one scrolls.
  function cut() {
    const hides = (each, overflow) => /hidden|clip/.test(overflow);
    return all("body *").filter((each) => {
      if (meant(each) || each.matches("input, textarea, select")) return false;
      const how = style(each);
      const wide = each.scrollWidth > each.clientWidth + 1 && hides(each, how.overflowX);
      const high = each.scrollHeight > each.clientHeight + 1 && hides(each, how.overflowY);
      return wide || high;
    }).map((each) => `cut: ${said(each)}`);
  }

  // Each line of text, without the air above and below its letters, and each control that has an edge of its own.
  function pieces() {
    const found = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (texts.nextNode()) {
      const node = texts.currentNode, owner = node.parentElement;
      if (!node.data.trim() || owner.closest("template, script, option, textarea") || !seen(owner) || meant(owner)) continue;
      range.selectNodeContents(node);
      for (const { left, right, top, height } of range.getClientRects())
        if (right - left > 1) found.push({ owner, left, right, top: top + height * 0.22, bottom: top + height * 0.78, text: true });
    }
    for (const owner of controls()) {
      if (owner.matches("a, summary") && !owner.matches(".button, .leave")) continue;
      const { left, right, top, bottom } = owner.getBoundingClientRect();
      found.push({ owner, left, right, top, bottom });
    }
    return found.sort((one, other) => one.top - other.top);
  }

  function overlapping(found) {
    const wrong = [];
    found.forEach((one, place) => {
      for (let next = place + 1; next < found.length && found[next].top < one.bottom - 1; next++) {
        const other = found[next];
        if (one.owner.contains(other.owner) || other.owner.contains(one.owner)) continue;
        if (Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1)
          wrong.push(`on top of another: ${said(one.owner)} | ${said(other.owner)}`);
      }
    });
    return wrong;
  }

  // Words that stick out of the box they stand in.
  function spilling(found) {
    return found.filter(({ owner, text, left, right, top, bottom }) => {
      const box = text && owner.closest(boxed)?.getBoundingClientRect();
      return box && (left < box.left - 1 || right > box.right + 1 || top < box.top - 1 || bottom > box.bottom + 1);
    }).map(({ owner }) => `out of its box: ${said(owner)}`);
  }

  function shape() {
    scrollTo(0, 0); // the bar lies over words on purpose once the page is moved
    const found = pieces();
    return [...sideways(), ...cut(), ...overlapping(found), ...spilling(found)];
  }

  function widths() {
    const wrong = shape();
    root.style.fontSize = "200%";
    wrong.push(...shape().map((each) => `text at 200 %: ${each}`));
    root.style.fontSize = "";
    root.dir = "rtl";
    wrong.push(...shape().map((each) => `right to left: ${each}`));
    root.removeAttribute("dir");
    return wrong;
  }

  // Buttons, rows, taps, fields and links that stand alone: 44 px high. Links inside a text: its line is 24 px high.
  function targets() {
    return controls().concat(all(".taps input")).map((each) => {
      const target = each.matches("[type=radio], [type=checkbox]") ? each.closest("label") ?? each : each;
      const box = target.getBoundingClientRect(), inline = style(target).display === "inline";
      const beside = [...each.parentElement.childNodes].some((one) => one.nodeType === 3 && one.data.trim());
      const inText = each.matches("a") && (inline || beside), least = inText ? 24 : 43.9;
      const high = inline ? parseFloat(style(target).lineHeight) : box.height, wide = inText ? 24 : box.width;
      return high < least || wide < 23.9 ? `small, ${Math.round(wide)} x ${Math.round(high)}: ${said(each)}` : "";
    }).filter(Boolean);
  }

  const stops = () => all(pressed).filter((each) => each.checkVisibility({ visibilityProperty: true }) && each.tabIndex >= 0 && !each.disabled);
  const ringed = (each) => [each, each.nextElementSibling, each.closest("label")].filter(Boolean).some((one) => {
    const how = style(one);
    return how.outlineStyle !== "none" && parseFloat(how.outlineWidth) >= 2 && how.opacity !== "0";
  });

  function unseen(each) {
    const bar = document.querySelector(".top");
    const box = each.getBoundingClientRect(), under = bar ? bar.getBoundingClientRect().bottom : 0;
    const apart = each.closest(".top") || each.matches(".skip");
    const covered = apart ? box.bottom <= 0 : box.bottom <= under || box.top >= innerHeight;
    const wrong = [ringed(each) ? "" : `focus not seen: ${said(each)}`, covered ? `focus covered: ${said(each)}` : ""];
    return wrong.filter(Boolean);
  }

  function focus() {
    return stops().flatMap((each) => {
      each.focus();
      return unseen(each);
    });
  }

  // Tab goes to one button of a group: the chosen one, or the first.
  function tabbed() {
    return stops().filter((each) => {
      if (each.type !== "radio") return true;
      const group = stops().filter((one) => one.type === "radio" && one.name === each.name && one.form === each.form);
      return each === (group.find((one) => one.checked) ?? group[0]);
    });
  }

  function stop() {
    const each = document.activeElement;
    if (each === document.body) return { place: -1, name: "", wrong: [] };
    const name = (each.labels?.[0] ?? each).innerText.trim() || each.ariaLabel || "";
    return { place: [...document.all].indexOf(each), name, inMain: Boolean(each.closest("main")), wrong: unseen(each) };
  }

  // The order of Tab is the order of the document (nothing has a number of its own), and on the screen it leads down, along
  // a line to its end, or in a row to its next column.
  function order() {
    const inOrder = stops().filter((each) => !each.closest(".top, .skip, .cover"));
    const boxes = inOrder.map((each) => [...(each.closest("label") ?? each).getClientRects()]);
    const numbered = stops().filter((each) => each.tabIndex > 0).map((each) => `a number for Tab: ${said(each)}`);
    return numbered.concat(inOrder.map((each, place) => {
      if (!place) return "";
      const before = boxes[place - 1].at(-1), here = boxes[place][0]; // a link in a text may go over two lines
      const row = each.closest("li, tr") ?? each.parentElement, sameRow = row.contains(inOrder[place - 1]);
      const below = here.top >= before.bottom - 2;
      const beside = here.left >= before.right - 2 && (sameRow || here.top > before.top - 8);
      const inside = inOrder[place - 1].contains(each), wrapped = here.bottom > before.bottom + 2 && here.top > before.top;
      return below || beside || inside || wrapped ? "" : `above what comes before it: ${said(each)}`;
    }).filter(Boolean));
  }

  // A reader's own colours take all grounds away; what is left are edges, words, and what is marked to keep its colours.
  function forced() {
    const ground = style(document.body).backgroundColor;
    const edged = (each) => ["Top", "Right", "Bottom", "Left"].every((side) => {
      const how = style(each);
      return parseFloat(how[`border${side}Width`]) >= 1 && how[`border${side}Style`] !== "none"
        && ![ground, "rgba(0, 0, 0, 0)"].includes(how[`border${side}Color`]);
    });
    const box = ".button, .leave, input:not([type=hidden]), select, textarea, .taps input + span, .alert, .errors";
    const bare = all(box).filter((each) => seen(each) && !meant(each) && !each.matches("[type=radio], [type=checkbox]") && !edged(each));
    const alike = all(".taps input").filter((each) => {
      const shown = each.nextElementSibling, was = each.checked, look = () => style(shown).backgroundColor + style(shown).color;
      each.checked = false;
      const plain = look();
      each.checked = true;
      const chosen = look();
      each.checked = was;
      return plain === chosen;
    });
    return [...bare.map((each) => `no edge: ${said(each)}`), ...alike.map((each) => `chosen looks as not chosen: ${said(each)}`),
      ...focus().filter((each) => each.startsWith("focus not seen"))];
  }

  function moves() {
    const slow = all("*").filter((each) => {
      const how = style(each);
      return how.animationName !== "none" || how.transitionDuration !== "0s" || how.scrollBehavior !== "auto";
    });
    return [...slow, ...document.getAnimations().map((each) => each.effect.target)].map((each) => `moves: ${said(each)}`);
  }

  const places = () => tabbed().map((each) => [...document.all].indexOf(each));
  return { widths, shape, targets, focus, order, forced, moves, stop, stops: places };
})();
