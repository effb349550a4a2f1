/* The display mode, at once on this page and remembered for the others (early.js applies it when a page starts). */
"use strict";

window.mingze.component("mode-switch", function (element, store) {
  var buttons = Array.prototype.slice.call(element.querySelectorAll("[data-choice]"));
  var note = element.querySelector('[data-part="note"]');
  var modes = buttons.map(function (button) { return button.getAttribute("data-choice"); });

  /** @param {string} mode one of the buttons' choices; "" follows the system */
  function show(mode) {
    window.mingze.dress(mode || undefined);
    buttons.forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.getAttribute("data-choice") === mode));
    });
  }

  /** Show what is remembered; what is not a mode counts as none. */
  function showRemembered() {
    var mode = store.recall("mode");
    show(modes.indexOf(mode) < 0 ? "" : mode);
    note.textContent = "";
  }

  buttons.forEach(function (button) {
    button.addEventListener("click", function () {
      var mode = button.getAttribute("data-choice");
      show(mode);
      var kept = store.remember("mode", mode || undefined);
      document.dispatchEvent(new CustomEvent("mingze:remembered"));
      note.textContent = kept ? "" : "这个浏览器不能保存设置，只在这一页有效。";
    });
  });
  document.addEventListener("mingze:forgotten", showRemembered);
  showRemembered();
  element.hidden = false;
});
