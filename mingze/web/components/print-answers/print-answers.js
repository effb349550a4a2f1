/* Answers the reader asked for on paper: opened before printing, for browsers whose styles cannot open what is folded. */
"use strict";

window.mingze.component("print-answers", function (box) {
  var opened = [];

  /** For styles that cannot ask whether the box is ticked (`:has`). */
  function mark() {
    document.documentElement.classList.toggle("mz-with-answers", box.checked);
  }

  box.addEventListener("change", mark);
  window.addEventListener("beforeprint", function () {
    mark();
    if (!box.checked) return;
    opened = Array.prototype.slice.call(document.querySelectorAll(".mz-answer:not([open])"));
    opened.forEach(function (answer) { answer.open = true; });
  });
  window.addEventListener("afterprint", function () {
    opened.forEach(function (answer) { answer.open = false; });
    opened = [];
  });
});
