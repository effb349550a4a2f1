/*
 * One thing the reader chooses about how pages look or sound: at once on this page and remembered for the others
 * (early.js puts it on when a page starts). The same setting may stand on a page twice.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { dom } = site;

  site.component("setting", (element, store) => {
    const name = element.getAttribute("data-setting");
    const buttons = dom.all(element, "[data-choice]");
    const note = element.querySelector('[data-part="not-saved"]');

    function choiceOf(/** @type {Part} */ button) {
      return button.getAttribute("data-choice");
    }

    /** Show what is remembered; what is no choice counts as none. */
    function show() {
      const kept = store.recall(name);
      const known = buttons.some((button) => choiceOf(button) === kept);
      buttons.forEach((button) => {
        button.setAttribute("aria-pressed", String(choiceOf(button) === (known ? kept : "")));
      });
    }

    buttons.forEach((button) => {
      button.addEventListener("click", () => {
        const kept = store.remember(name, choiceOf(button) || undefined);
        note.textContent = kept ? "" : "这个浏览器不能保存设置，只在这一页有效。";
      });
    });
    store.watch(name, (whence) => { // the same choice may be made in another place of the page, or in another window
      show();
      if (whence === "forgotten") note.textContent = "";
    });
    show();
    element.hidden = false;
  });
})();
