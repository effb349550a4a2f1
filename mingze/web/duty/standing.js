/*
 * A role's page: how far the reader is with each duty, and how many duties are mastered.
 * Its root is the page's data block {duty id: [question ids]}; the lines it fills stand with the duties, drawn by the
 * server for a reader who has answered nothing, so that nothing moves when the words change.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { quiz } = site;

  site.component("duty-standing", (element, store) => {
    /** @type {By<string[]>} */
    const questions = JSON.parse(element.textContent);

    function show() {
      const records = quiz.records(store);
      const all = records.all();
      let mastered = 0;
      Object.keys(questions).forEach((duty) => {
        const ids = questions[duty];
        const met = ids.filter((id) => all[id] && all[id].n).length;
        const standing = records.standing(ids);
        if (standing === "mastered") mastered += 1;
        say(duty, met ? "自测：" + (standing === "mastered" ? "掌握" : "在学") + "（答过 " + met + "/" + ids.length + " 题）"
          : "自测：未学（共 " + ids.length + " 题）");
      });
      say("", "掌握 " + mastered + " / " + Object.keys(questions).length + " 项");
    }

    function say(/** @type {string} */ duty, /** @type {string} */ words) {
      const line = document.querySelector('[data-standing="' + duty + '"]');
      if (!line) return;
      if (line.textContent !== words) line.textContent = words;
      line.setAttribute("aria-live", "polite"); // from now on a change is told
    }

    store.watch(quiz.RECORDS, show);
    show();
  });
})();
