/* Folded parts are printed: paper cannot be tapped. They fold again after printing. */
"use strict";

window.mingze.component("fold", function (element) {
  var opened = false;
  window.addEventListener("beforeprint", function () {
    opened = !element.open;
    element.open = true;
  });
  window.addEventListener("afterprint", function () {
    if (opened) element.open = false;
  });
});
