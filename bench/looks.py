"""The looks of texts: which of those on a page axe is asked about, and which it has judged elsewhere."""

from __future__ import annotations

SAMPLE = """([part, before, most]) => {
  const seen = new Set(before), count = {}, grounds = new Map();
  for (const old of document.querySelectorAll("[data-axe-sample]")) old.removeAttribute("data-axe-sample");
  const plain = "rgba(0, 0, 0, 0)|none|1|none|normal|auto|none|visible|";
  const ground = e => {
    if (!e) return ["", false];
    if (!grounds.has(e)) {
      const [behind, veil] = ground(e.parentElement), s = getComputedStyle(e);
      const apart = s.position !== "static" || s.gridRowStart !== "auto";
      const own = [s.backgroundColor, s.backgroundImage, s.opacity, s.filter, s.mixBlendMode, s.clip, s.clipPath,
        s.overflow, apart ? `${s.position} ${e.className.baseVal || e.className}` : ""].join("|");
      const veiled = veil
        || [s.opacity, s.filter, s.mixBlendMode, s.clip, s.clipPath].join() !== "1,none,normal,auto,none";
      // a full colour that nothing shines through hides what is behind it
      const hides = !veiled && s.backgroundColor.startsWith("rgb(") && s.backgroundImage === "none";
      grounds.set(e, [(own === plain ? "" : own + "/") + (hides ? "" : behind), veiled]);
    }
    return grounds.get(e);
  };
  const off = e => e.closest(":disabled, [aria-disabled=true]") || (e.closest("label") || {}).control?.disabled;
  const look = e => {
    const s = getComputedStyle(e), link = e.matches("a[href]");
    const kind = e.matches("input, select, textarea, button, svg *") ? e.localName : "";
    const around = link && [...e.parentElement.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    // what parts a link from the text around it
    const p = getComputedStyle(e.parentElement);
    const apart = around ? [s.textDecorationLine, s.borderBottom, s.fontSize, s.fontWeight, p.color, p.fontSize,
      p.fontWeight].join() : "";
    // axe knows two sizes: large from 18 points, bold from 14
    const large = Math.ceil(parseFloat(s.fontSize) * 72) / 96 >= (s.fontWeight >= 700 ? 14 : 18);
    return [kind, apart, !!off(e), s.color, large, s.textShadow, s.textIndent, ground(e)[0]].join();
  };
  for (const root of document.querySelectorAll(part)) {
    for (const e of [root, ...root.querySelectorAll("*")]) {
      const said = [...e.childNodes].some(node => node.nodeType === 3 && node.data.trim())
        || e.matches("input:not([type=checkbox], [type=radio]), select, textarea, p a[href], li a[href], td a[href]");
      // axe does not say that a single character is faint
      const single = e.textContent.trim().length === 1 && !e.matches("select, textarea");
      if (!said || single || !e.checkVisibility()) continue;
      const name = look(e);
      if (seen.has(name)) continue;
      count[name] = (count[name] || 0) + 1;
      if (count[name] <= most) e.setAttribute("data-axe-sample", name);
    }
  }
  return Object.keys(count);
}"""
"""Mark some of the texts that have one look, but none of a look that was judged before. A look is what axe judges
by: the colour of the text, whether it is large, all the grounds that show behind it, what parts a link from its text.
Whatever selector a style has, in whatever mode, it shows in these. What is taken out of the flow may lie over something
else: there the class is part of the look too."""
