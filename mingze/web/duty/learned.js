/* 标记已学: the reader's own mark on a duty, and how many of a role's duties have it; kept on this device. */
"use strict";

(() => {
  const site = window.mingze;
  const { dom } = site;
  let lasts = true;

  /**
   * @param {*=} kept what is said to be marked; without it what this device remembers
   * @returns {string[]} ids of the marked duties; what is damaged counts as none
   */
  site.learned = function (kept) {
    if (!arguments.length) kept = marks();
    return Array.isArray(kept) ? kept.filter((id) => typeof id === "string" && /^[a-z0-9-]{1,64}$/.test(id)) : [];
  };

  /** What this device keeps, a duty each with the time it was marked, in that order. */
  function marks() {
    /** @type {By<number>} */
    const when = {};
    const names = site.names("learned/").map((name) => name.slice(8));
    names.forEach((id) => { when[id] = Number(site.recall("learned/" + id)) || 0; });
    return names.sort((a, b) => when[a] - when[b] || (a < b ? -1 : 1));
  }

  /** Fill in every mark and every count; a count of none says nothing. */
  function show() {
    const marked = site.learned();
    dom.all(document, "[data-learned]").forEach((element) => {
      /** @type {string[]} */
      const ids = element.getAttribute("data-learned").split(" ");
      const count = ids.filter((id) => marked.indexOf(id) >= 0).length;
      let words = count ? "已学 " + count + "/" + ids.length : "";
      if (element.type === "button") {
        words = count ? "已学 ✓" + (lasts ? "" : "（只在这一页有效）") : "标记已学";
        element.setAttribute("aria-pressed", String(count > 0));
      }
      element.textContent = words;
    });
  }

  document.addEventListener("click", (event) => {
    const button = dom.pressed(event, "button[data-learned]");
    if (!button) return;
    const id = button.getAttribute("data-learned");
    lasts = site.store.remember("learned/" + id, site.learned().indexOf(id) < 0 ? Date.now() : undefined);
  });
  site.store.watch("learned/", show);
  dom.all(document, "button[data-learned]").forEach((button) => {
    button.textContent = "标记已学"; // its room is taken before the page is scrolled to where its address leads
    button.hidden = false;
  });
  site.ready(show);
})();
