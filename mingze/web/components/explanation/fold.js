/*
 * What is folded is printed: paper cannot be tapped. The styles open it where they can (`::details-content`), the script
 * everywhere else; it folds again after printing.
 */
"use strict";

var opened = [];
window.addEventListener("beforeprint", function () {
  opened = Array.prototype.slice.call(document.querySelectorAll(".mz-fold:not([open]), .mz-self-test:not([open])"));
  opened.forEach(function (fold) { fold.open = true; });
});
window.addEventListener("afterprint", function () {
  opened.forEach(function (fold) { fold.open = false; });
  opened = [];
});
