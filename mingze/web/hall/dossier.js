/*
 * The dossier of a question group, parted so that the last row reads it: the same on every screen.
 */
"use strict";

(function () {
  var quiz = window.mingze.quiz;
  var ACROSS = 31; // characters on a line of a screen on which the last row can read them
  var DOWN = 13; // lines

  /** @returns {number} how many lines a part of a dossier takes, with the room below it */
  function linesOf(node) {
    if (node.tagName === "TABLE") return linesOfTable(quiz.all(node, "tr").map(lengths));
    return Math.ceil(node.textContent.trim().length / (node.tagName === "OL" ? ACROSS - 2 : ACROSS)) + 0.3;
  }

  function lengths(row) {
    return quiz.all(row, "th, td").map(function (cell) { return Math.max(1, cell.textContent.trim().length); });
  }

  /** Browsers give a column that has to break its cells room by its longest cell. */
  function linesOfTable(rows) {
    var longest = rows[0].map(function (length, n) { return Math.max.apply(null, rows.map(function (row) { return row[n] || 1; })); });
    var whole = longest.reduce(function (a, b) { return a + b; }, 0);
    var share = Math.min(1, (ACROSS - 2 * longest.length) / whole);
    return rows.reduce(function (sum, row) {
      return sum + Math.max.apply(null, row.map(function (length, n) { return Math.ceil(length / (longest[n] * share)); })) + 0.3;
    }, 0);
  }

  /** A list of numbered lines as lists of one each, that go on counting. */
  function parted(node) {
    if (node.tagName !== "OL") return [node];
    return quiz.all(node, "li").map(function (item, n) {
      var list = quiz.make("ol", node.className);
      list.start = n + 1;
      list.appendChild(item.cloneNode(true));
      return list;
    });
  }

  /** @returns {Element[][]} a dossier on as many screens as it needs to be read from the last row, filled alike */
  window.mingze.hall.dossierPages = function (dossier) {
    var parts = [].concat.apply([], quiz.all(dossier, ":scope > :not(.mz-dossier__head)").map(parted));
    var heights = parts.map(linesOf);
    var whole = heights.reduce(function (a, b) { return a + b; }, 0);
    var most = Math.ceil(whole / DOWN);
    var limit = Math.max.apply(null, heights);
    while (limit < DOWN && filled(parts, heights, limit).length > most) limit = Math.min(limit + 0.5, DOWN);
    var pages = filled(parts, heights, limit);
    pages.title = dossier.querySelector(".mz-dossier__head b").textContent;
    return pages;
  };

  /** Put parts one after another on screens that hold so many lines. */
  function filled(parts, heights, limit) {
    var pages = [[]];
    var used = 0;
    parts.forEach(function (part, n) {
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
  window.mingze.hall.dossierScreen = function (now, root) {
    var pages = now.face.dossier;
    var page = Math.min(now.state.page, pages.length - 1); // a session goes on with a dossier that is shorter now
    var words = "材料" + (pages.length > 1 ? " " + (page + 1) + "/" + pages.length : "") + "　" + pages.title;
    root.appendChild(quiz.make("h2", "mz-hall__stem", words));
    pages[page].forEach(function (node) { root.appendChild(node.cloneNode(true)); });
    return root;
  };
})();
