/*
 * One thing the reader chooses about how pages look or sound: at once on this page and remembered for the others
 * (early.js puts it on when a page starts). The same setting may stand on a page twice.
 */
"use strict";

window.mingze.component("setting", function (element, store) {
  var name = element.getAttribute("data-setting");
  var buttons = Array.prototype.slice.call(element.querySelectorAll("[data-choice]"));
  var note = element.querySelector('[data-part="not-saved"]');

  function choiceOf(button) {
    return button.getAttribute("data-choice");
  }

  /** Show what is remembered; what is no choice counts as none. */
  function show() {
    var kept = store.recall(name);
    var known = buttons.some(function (button) { return choiceOf(button) === kept; });
    buttons.forEach(function (button) {
      button.setAttribute("aria-pressed", String(choiceOf(button) === (known ? kept : "")));
    });
  }

  buttons.forEach(function (button) {
    button.addEventListener("click", function () {
      var kept = store.remember(name, choiceOf(button) || undefined);
      window.mingze.redress();
      document.dispatchEvent(new CustomEvent("mingze:remembered"));
      note.textContent = kept ? "" : "这个浏览器不能保存设置，只在这一页有效。";
    });
  });
  document.addEventListener("mingze:remembered", show);
  store.heard(show); // the same choice may be made in another window
  document.addEventListener("mingze:forgotten", function () {
    show();
    window.mingze.redress();
    note.textContent = "";
  });
  show();
  element.hidden = false;
});
