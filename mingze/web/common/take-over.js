/*
 * Versions before kept everything a device remembers in one value, `mingze:v1:<site>`. It is taken apart here, once, before
 * any component starts: a record a key. Two windows that do it at once write the same.
 */
"use strict";

(() => {
  const site = window.mingze;

  function isPlain(/** @type {Told} */ value) {
    return Boolean(value) && typeof value === "object" && !Array.isArray(value);
  }

  function each(/** @type {Told} */ value, /** @type {(name: string, value: Told) => void} */ how) {
    if (value && typeof value === "object") Object.keys(value).forEach((name) => { how(name, value[name]); });
  }

  /** An examination of before as the records it is now kept in. */
  function takeExam(/** @type {(name: string, value: Told) => void} */ put, /** @type {string} */ paper, /** @type {Told} */ run) {
    if (!isPlain(run) || !Number.isFinite(run.started) || !isPlain(run.answers) || !isPlain(run.flags)) return;
    if (![run.used || 0, run.handed || 0].every(Number.isFinite)) return;
    const name = "exam/" + paper + "/" + run.started.toString(36);
    put(name, { seed: run.seed, form: run.form, ids: run.ids, started: run.started, minutes: run.minutes, asked: run.asked });
    each(run.answers, (question, response) => { put(name + "/a/" + question, [response, 0]); });
    each(run.flags, (question) => { put(name + "/f/" + question, [1, 0]); });
    put(name + "/used", run.used);
    if (run.handed) put(name + "/handed", { at: run.handed, late: run.late });
  }

  /** Take the one value of before apart. What is there already stays; the old value goes once all of it is kept. */
  function takeOver() {
    let left = false;
    function put(/** @type {string} */ name, /** @type {Told} */ value) {
      if (value === undefined || site.recall(name) !== undefined) return;
      try {
        localStorage.setItem(site.key + name, JSON.stringify(value));
      } catch (error) {
        site.memory[name] = value;
        left = true;
      }
    }
    let kept = null; // nothing in what is damaged can be read
    try {
      const raw = localStorage.getItem(site.old);
      if (raw === null) return;
      kept = JSON.parse(raw);
    } catch (error) { /* it stays null */ }
    /** @type {By<Told>} */
    const newer = {};
    each(isPlain(kept) ? kept : null, (name, value) => {
      if (name === "quiz") each(isPlain(value) ? value : null, (question, record) => {
        if (record && record.star) put("star/" + question, 1);
        if (!site.names("quiz/" + question).length) put("quiz/" + question, record);
        else newer[question] = record; // by a page of before that was still open
      });
      else if (name === "learned") each(value, (n, duty) => { put("learned/" + duty, Number(n) + 1); });
      else if (name === "searches") each(value, (n, text) => { if (typeof text === "string") put("searches/" + text, -Number(n)); });
      else if (name === "sheets") each(value, (bank, sheet) => {
        each(sheet, (question, response) => { put("sheets/" + bank + "/" + question, [response, 0]); });
      });
      else if (name === "hall") each(value && value.v === 1 ? value : null, (part, held) => {
        if (part === "inverse" || part === "lesson") put("hall/" + part, held);
        else if (part === "runs") each(held, (n, run) => { if (run && run.id) put("hall/runs/" + run.id + (Number(n) ? "~" + n : ""), run); });
      });
      else if (name === "exams" && value) {
        each(value.running, takeExam.bind(null, put));
        each(Array.isArray(value.done) ? value.done : null, (n, one) => { if (one) put("done/" + one.paper + "/" + one.when, one); });
      } else if (name !== "exams") put(name, value);
    });
    if (Object.keys(newer).length) put("answers/of-before-" + Date.now().toString(36), { import: newer });
    if (left) return;
    try {
      localStorage.removeItem(site.old);
    } catch (error) { /* it is read again next time, and adds nothing */ }
  }

  // a page of before may still be open in another window
  window.addEventListener("storage", (event) => {
    if (event.key !== site.old || !event.newValue) return;
    takeOver();
    site.store.tell("elsewhere");
  });
  site.ready(() => {
    takeOver();
    site.store.tell("elsewhere"); // home is drawn before this script arrives
  });
})();
