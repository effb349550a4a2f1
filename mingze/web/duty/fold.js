/*
 * What is folded is printed: paper cannot be tapped. The styles open it where they can (`::details-content`), the script
 * everywhere else; it folds again after printing.
 */
"use strict";

(() => {
  const { dom } = window.mingze;
  /** @type {Part[]} */
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = dom.all(document, ".mz-fold:not([open]), .mz-self-test:not([open])");
    opened.forEach((fold) => { fold.open = true; });
  });
  window.addEventListener("afterprint", () => {
    opened.forEach((fold) => { fold.open = false; });
    opened = [];
  });
})();
