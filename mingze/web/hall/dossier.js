/*
 * The dossier of a question group, parted so that the last row reads it: the same on every screen.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { dom } = site;
  const ACROSS = 31; // characters on a line of a screen on which the last row can read them
  const DOWN = 13; // lines

  /** @returns {number} how many lines a part of a dossier takes, with the room below it */
  function linesOf(/** @type {Part} */ node) {
    if (node.tagName === "TABLE") return linesOfTable(dom.all(node, "tr").map(lengths));
    return Math.ceil(node.textContent.trim().length / (node.tagName === "OL" ? ACROSS - 2 : ACROSS)) + 0.3;
  }

  function lengths(/** @type {Part} */ row) {
    return dom.all(row, "th, td").map((cell) => Math.max(1, cell.textContent.trim().length));
  }

  /** Browsers give a column that has to break its cells room by its longest cell. */
  function linesOfTable(/** @type {number[][]} */ rows) {
    const longest = rows[0].map((length, n) => Math.max.apply(null, rows.map((row) => row[n] || 1)));
    const whole = longest.reduce((a, b) => a + b, 0);
    const share = Math.min(1, (ACROSS - 2 * longest.length) / whole);
    return rows.reduce((sum, row) => sum + Math.max.apply(null, row.map((length, n) => Math.ceil(length / (longest[n] * share)))) + 0.3, 0);
  }

  /** A list of numbered lines as lists of one each, that go on counting. */
  function parted(/** @type {Part} */ node) {
    if (node.tagName !== "OL") return [node];
    return dom.all(node, "li").map((item, n) => {
      const list = dom.make("ol", node.className);
      list.start = n + 1;
      list.appendChild(item.cloneNode(true));
      return list;
    });
  }

  /** @returns a dossier on as many screens as it needs to be read from the last row, filled alike */
  site.hall.dossierPages = function (dossier) {
    const parts = /** @type {any[]} */ ([]).concat(...dom.all(dossier, ":scope > :not(.mz-dossier__head)").map(parted));
    const heights = parts.map(linesOf);
    const whole = heights.reduce((a, b) => a + b, 0);
    const most = Math.ceil(whole / DOWN);
    let limit = Math.max.apply(null, heights);
    while (limit < DOWN && filled(parts, heights, limit).length > most) limit = Math.min(limit + 0.5, DOWN);
    /** @type {any} */
    const pages = filled(parts, heights, limit);
    pages.title = dossier.querySelector(".mz-dossier__head b").textContent;
    return pages;
  };

  /** Put parts one after another on screens that hold so many lines. */
  function filled(/** @type {Part[]} */ parts, /** @type {number[]} */ heights, /** @type {number} */ limit) {
    /** @type {Element[][]} */
    const pages = [[]];
    let used = 0;
    parts.forEach((part, n) => {
      if (used && used + heights[n] > limit) {
        pages.push([]);
        used = 0;
      }
      pages[pages.length - 1].push(part);
      used += heights[n];
    });
    return pages;
  }

  /** Fill a screen with its part of the dossier. */
  site.hall.dossierScreen = function (now, root) {
    const pages = /** @type {DossierPages} */ (now.face.dossier);
    const page = Math.min(now.state.page, pages.length - 1); // a session goes on with a dossier that is shorter now
    const words = "材料" + (pages.length > 1 ? " " + (page + 1) + "/" + pages.length : "") + "　" + pages.title;
    root.appendChild(dom.make("h2", "mz-hall__stem", words));
    pages[page].forEach((node) => { root.appendChild(node.cloneNode(true)); });
    return root;
  };
})();
