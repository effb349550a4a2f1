/* Cases: show one kind of practice only. Nothing is remembered; without a script the lists by kind stay. */
"use strict";

(() => {
  const site = window.mingze;
  const { dom } = site;

  site.component("case-filter", (element) => {
    const buttons = dom.all(element, "[data-kind]");
    const cards = dom.all(document, ".mz-case[data-kinds]");
    const status = element.querySelector('[data-part="status"]');

    /** Show the cards of one kind ("" for all) and the headings that still have cards. */
    function show(/** @type {string} */ kind) {
      let count = 0;
      cards.forEach((card) => {
        card.hidden = kind !== "" && card.getAttribute("data-kinds").split(" ").indexOf(kind) < 0;
        if (!card.hidden) count += 1;
      });
      cards.forEach((card) => {
        card.parentNode.hidden = !card.parentNode.querySelector(".mz-case:not([hidden])");
      });
      buttons.forEach((button) => {
        const chosen = button.getAttribute("data-kind") === kind;
        button.setAttribute("aria-pressed", String(chosen));
        if (chosen) status.textContent = "正在显示：" + button.textContent.replace(/\s*\d+$/, "") + "，" + count + " 个案例";
      });
    }

    buttons.forEach((button) => {
      button.addEventListener("click", () => { show(button.getAttribute("data-kind")); });
    });
    // a link to a card that is not shown must still lead to it
    window.addEventListener("hashchange", () => {
      const card = document.getElementById(location.hash.slice(1));
      if (!card || cards.indexOf(card) < 0 || !card.hidden) return;
      show("");
      card.scrollIntoView();
    });
    element.querySelector('[data-part="lists"]').hidden = true;
    element.querySelector('[data-part="buttons"]').hidden = false;
  });
})();
