/* Answers the reader asked for on paper: opened before printing, for browsers whose styles cannot open what is folded. */
"use strict";

(() => {
  const site = window.mingze;
  const { dom } = site;

  site.component("print-answers", (box) => {
    /** @type {Part[]} */
    let opened = [];

    /** For styles that cannot ask whether the box is ticked (`:has`). */
    function mark() {
      document.documentElement.classList.toggle("mz-with-answers", box.checked);
    }

    box.addEventListener("change", mark);
    window.addEventListener("beforeprint", () => {
      mark();
      if (!box.checked) return;
      opened = dom.all(document, ".mz-answer:not([open])");
      opened.forEach((answer) => { answer.open = true; });
    });
    window.addEventListener("afterprint", () => {
      opened.forEach((answer) => { answer.open = false; });
      opened = [];
    });
  });
})();
