/*
 * What goes beside the screen: counts of answers given on paper, cards to raise, and the way for phones to the same paper.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { dom, quiz, hall } = site;
  const SHAPES = ["▲", "■", "●", "◆", "★", "✚"];

  function number(/** @type {string} */ text) {
    const found = text.normalize("NFKC").replace(/\D/g, "").slice(0, 5);
    return found ? Number(found) : null;
  }

  /** A field of the table; Enter goes on to the next one. */
  function cell(/** @type {Part} */ root, /** @type {number | null} */ given, /** @type {string} */ label, /** @type {(n: number | null) => void} */ changed) {
    const input = dom.make("input", "mz-hall__cell");
    input.type = "text";
    input.inputMode = "numeric";
    input.autocomplete = "off";
    input.value = Number.isInteger(given) ? String(given) : "";
    input.setAttribute("aria-label", label);
    input.addEventListener("input", () => { changed(number(input.value)); });
    input.addEventListener("change", () => { input.value = number(input.value) === null ? "" : String(number(input.value)); });
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      const all = dom.all(root, ".mz-hall__cell");
      const next = all[all.indexOf(input) + 1];
      event.preventDefault();
      if (next) next.focus();
    });
    input.addEventListener("focus", () => { input.select(); });
    return input;
  }

  /**
   * A table of all questions, to enter what the papers say one after another.
   * @param act takes a count with its question
   */
  hall.paper = function (root, run, state, faces, act, close) {
    root.setAttribute("data-over", "paper");
    root.appendChild(dom.make("h2", "", "纸面作答：每题各项几人"));
    root.appendChild(dom.make("p", "", "一题一行，填完按回车到下一格；随填随存，算在第一次举手里。字母同投影上的一样。"));
    hall.button(root.appendChild(dom.make("p")), "填好了（Esc）", "close", "", close);
    const table = root.appendChild(dom.make("table", "mz-hall__papers"));
    const body = table.appendChild(dom.make("tbody"));
    run.questions.forEach((question, q) => {
      const line = body.appendChild(dom.make("tr"));
      const head = line.appendChild(dom.make("th", "", q + 1 + ". " + faces[q].stem().textContent.trim().slice(0, 16) + "…"));
      const cells = line.appendChild(dom.make("td"));
      head.scope = "row";
      hall.countedRows(faces[q]).forEach((row) => {
        const label = cells.appendChild(dom.make("label", "", row.letter + " "));
        label.appendChild(cell(body, state.items[q].paper[row.row], "第 " + (q + 1) + " 题 " + row.letter + " 几人", (n) => {
          act({ do: "count", q, tally: "paper", row: row.row, n, typed: true });
        }));
      });
    });
    if (body.querySelector("input")) body.querySelector("input").focus();
  };

  /** Print cards to raise: letters with a shape beside, that can be told apart from afar and without colour. */
  hall.cards = function (root, letters, large) {
    const sheet = root.querySelector(".mz-hall__cards") || root.appendChild(dom.make("div", "mz-hall__cards"));
    sheet.textContent = "";
    sheet.classList.toggle("mz-hall__cards--large", large);
    letters.forEach((letter, n) => {
      const card = sheet.appendChild(dom.make("div", "mz-hall__card"));
      card.appendChild(dom.make("b", "", letter));
      card.appendChild(dom.make("span", "", letter === "对" ? "○" : letter === "错" ? "✕" : SHAPES[n]));
    });
    document.documentElement.classList.add("mz-hall-cards");
    window.addEventListener("afterprint", () => { document.documentElement.classList.remove("mz-hall-cards"); }, { once: true });
    window.print();
  };

  /** @returns {string} where phones find the same paper; "" where the site has no address that they could reach */
  hall.phoneAddress = function (run, base, site) {
    const root = site ? site.replace(/\/?$/, "/") : new URL(base, location.href).href;
    const local = /^(file:|https?:\/\/(localhost|127\.|\[::1\]))/.test(root);
    return run.source.kind !== "paper" || local ? "" : root + "papers/" + run.source.id + "/index.html?seed=" + run.seed + "&form=" + run.form;
  };

  /** @returns {Element | null} a code for the camera of a phone; null for an address too long for one */
  function code(/** @type {string} */ text) {
    const rows = site.qr(text);
    if (!rows) return null;
    const svg = site.qr.draw(rows, "二维码：" + text);
    svg.setAttribute("class", "mz-hall__code");
    return svg;
  }

  /** Show phones the way to the same paper. */
  hall.phones = function (root, run, address, close) {
    root.setAttribute("data-over", "phones");
    root.appendChild(dom.make("h2", "", "在手机上做同一份卷"));
    hall.button(root.appendChild(dom.make("p")), "回到题目（Esc）", "close", "", close);
    if (run.source.kind !== "paper") root.appendChild(dom.make("p", "", "这一场不是整份试卷。要让手机上做同样的题，请在开场时选“一份试卷”。"));
    else {
      const drawn = address && code(address);
      if (drawn) root.appendChild(drawn);
      if (address) root.appendChild(dom.make("p", "mz-hall__address", address));
      root.appendChild(dom.make("p", "mz-hall__key", "卷号 " + quiz.paperNumber(run.source.id, run.seed, run.form)));
      root.appendChild(dom.make("p", "", "打开“自测”里的这份试卷，点“老师给了卷号”，填上卷号，就是同一份题。"));
    }
  };
})();
