/*
 * Show what the reader's own level adds alone: remembered for all posts. A link to what is left out shows all again.
 */
"use strict";

(() => {
  const site = window.mingze;
  const NAME = "own-only";

  site.component("levels", (root, store) => {
    const button = root.querySelector("button");
    if (!button) return; // the own level adds nothing
    const said = root.querySelector(".mz-own__said");
    const select = document.querySelector(".mz-only select");
    const main = /** @type {Part} */ (document.getElementById("main_"));
    const all = Number(root.getAttribute("data-all"));
    const own = Number(root.getAttribute("data-own"));
    const whole = said.textContent;

    function show(/** @type {boolean} */ alone) {
      main.classList.toggle("mz-own-only", alone);
      button.setAttribute("aria-pressed", String(alone));
      said.textContent = alone ? "只显示本级增加的 " + own + " 项，另外 " + (all - own) + " 项没有显示。" : whole;
      if (alone && select && select.value) {
        select.value = "";
        select.dispatchEvent(new Event("change"));
      }
    }

    function reach() {
      const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (!target || !target.closest('.mz-own-only [data-level="above"]')) return;
      show(false);
      target.scrollIntoView();
    }

    let chosen = Boolean(store.recall(NAME));

    button.hidden = false;
    button.addEventListener("click", () => {
      const alone = button.getAttribute("aria-pressed") !== "true";
      chosen = alone;
      store.remember(NAME, alone || undefined);
      show(alone);
    });
    if (select) select.addEventListener("change", () => { if (select.value) show(false); });
    addEventListener("hashchange", reach);
    store.watch([NAME], () => { // told again without a change, it leaves alone what a link has shown
      if (Boolean(store.recall(NAME)) === chosen) return;
      chosen = !chosen;
      show(chosen);
    });
    show(chosen && !(select && select.value));
    reach();
  });
})();
