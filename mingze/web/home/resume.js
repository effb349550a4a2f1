/*
 * Home: the role chosen last, the page read last and how many questions are to be reviewed today, kept on this device.
 * It stands in the page behind its element, so that nothing moves once the page is drawn.
 */
"use strict";

(() => {
  const site = window.mingze;
  const element = document.querySelector(".mz-resume");
  const DAY_BEGINS = 4; // o'clock, as in progress/fsrs.js
  const base = element.getAttribute("data-base");
  const pick = document.querySelector("[data-pick]");

  function show() {
    const focused = element.contains(document.activeElement);
    const shown = [review(), fold(fill("role", "name")), fill("last", "title")];
    element.hidden = shown.indexOf(true) < 0;
    // what was tapped to leave may be gone on coming back
    if (focused && !/** @type {Element} */ (document.activeElement).getClientRects().length) document.querySelector("#pick_").focus();
  }

  /** Fold the list of roles once one is chosen; what the reader opens stays open. */
  function fold(/** @type {boolean} */ chosen) {
    if (pick.classList.contains("is-chosen") !== chosen) pick.open = !chosen;
    pick.classList.toggle("is-chosen", chosen);
    return chosen;
  }

  function card(/** @type {string} */ name) {
    return element.querySelector('[data-resume="' + name + '"]');
  }

  /** Show one remembered place; hides its card where there is none or it is not a path of this site. */
  function fill(/** @type {string} */ name, /** @type {string} */ titleKey) {
    const place = site.recall(name);
    const known = place && /^[a-z0-9-]+(\/[a-z0-9-]+)*\/index\.html(#[a-z0-9-]+)?$/.test(place.path) && place[titleKey];
    card(name).parentNode.hidden = !known;
    if (!known) return false;
    card(name).href = base + place.path;
    card(name).querySelector("b").textContent = String(place[titleKey]);
    return true;
  }

  /** Show how many questions come up before this day ends; what is damaged counts as none, as in the quizzes. */
  function review() {
    const today = new Date();
    today.setHours(today.getHours() - DAY_BEGINS);
    const end = today.setHours(24 + DAY_BEGINS, 0, 0, 0);
    /** @type {By<Told>} */
    const last = {}; // two pages may keep something of one question
    site.names("quiz/").forEach((name) => {
      const record = site.recall(name);
      const id = name.split("/")[1];
      if (/^[a-z0-9-]{1,64}$/.test(id) && record && record.c && !(last[id] && last[id].t > record.t)) last[id] = record;
    });
    const count = Object.keys(last).filter((id) => {
      const due = last[id].c.due;
      return typeof due === "number" && due < end;
    }).length;
    card("review").parentNode.hidden = !count;
    card("review").querySelector("b").textContent = "今日复习 " + count + " 题";
    return count > 0;
  }

  site.ready(() => {
    window.addEventListener("storage", show);
    site.watch("", show); // by a version before, and taken over just now
    window.addEventListener("pageshow", show); // anew, since what was written just before may be seen late, and later still
    [300, 1500].forEach((ms) => { setTimeout(show, ms); });
    show();
  });
})();
