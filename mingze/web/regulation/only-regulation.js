/*
 * Show what one regulation asks alone; ?regulation=id in the address chooses it. A link to what is left out shows all.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { dom } = site;

  site.component("only-regulation", (root) => {
    const label = root.querySelector("label");
    const select = root.querySelector("select");
    const main = /** @type {Part} */ (document.getElementById("main_"));

    function all(/** @type {Part} */ inside, /** @type {string} */ what) {
      return dom.all(inside, what);
    }

    function leaveOut(/** @type {Part} */ node, /** @type {boolean} */ out) {
      node.classList.toggle("mz-only__out", out);
    }

    function show() {
      const wanted = select.value;
      all(main, "[data-regulation]").forEach((part) => {
        leaveOut(part, Boolean(wanted) && part.getAttribute("data-regulation") !== wanted);
      });
      // cells and rows of the comparison that have nothing left
      all(main, ".mz-comparison tbody tr").forEach((row) => {
        const left = all(row, "td").filter((cell) => {
          const some = !wanted || all(cell, "[data-regulation]:not(.mz-only__out)").length > 0;
          leaveOut(cell.querySelector(".mz-comparison__duties"), !some);
          return some;
        });
        leaveOut(row, !left.length);
      });
    }

    function reach() {
      const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (!target || !target.closest(".mz-only__out")) return;
      select.value = "";
      show();
      target.scrollIntoView();
    }

    label.hidden = false;
    select.addEventListener("change", show);
    addEventListener("hashchange", reach);
    const asked = new URLSearchParams(location.search).get("regulation");
    if (all(select, "option").some((option) => option.value === asked)) select.value = asked;
    show();
    reach();
  });
})();
