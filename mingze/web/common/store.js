/*
 * What this device remembers: written, forgotten, watched. early.js reads it before the rest of the script is here.
 */
"use strict";

(() => {
  const site = window.mingze; // early.js stands in the head
  const memory = site.memory; // what is kept where the browser stores nothing
  const LATER = [300, 1500]; // ms after which a page looks once more
  let touched = false; // by the reader
  /** @type {string[]} */
  let changed = []; // names written since watchers were told
  let persists = false;

  /**
   * Remember one value under a name of its own (undefined forgets it); two windows write the same name only for the same
   * fact. Who watches the name is told once this page's turn is over.
   * @returns {boolean} false where it lasts only as long as this page
   */
  function remember(/** @type {string} */ name, /** @type {any} */ value) {
    const raw = value === undefined ? null : JSON.stringify(value);
    try {
      if (name in memory || localStorage.getItem(site.key + name) !== raw) note(name);
      if (raw === null) localStorage.removeItem(site.key + name);
      else if (localStorage.getItem(site.key + name) !== raw) localStorage.setItem(site.key + name, raw);
      if (localStorage.getItem(site.key + name) === raw) { // some browsers take it and keep nothing
        delete memory[name];
        return true;
      }
    } catch (error) {
      note(name);
    }
    memory[name] = value;
    return false;
  }

  function note(/** @type {string} */ name) {
    changed.push(name);
    if (changed.length > 1) return;
    Promise.resolve().then(() => {
      const written = changed;
      changed = [];
      tell("here", written);
    });
  }

  /**
   * Tell who watches one of these names, or all who watch; one's failure does not stop the others.
   * @param {"here" | "elsewhere" | "returned" | "forgotten"} whence
   * @param {string[]=} written
   */
  function tell(whence, written) {
    site.watchers.slice().forEach((watcher) => {
      if (written && !written.some((/** @type {string} */ name) => watcher.beginnings.some((beginning) => name.startsWith(beginning)))) return;
      try {
        watcher.how(whence);
      } catch (error) {
        site.dom.report(error);
      }
    });
  }

  /** Forget everything, what this window keeps for itself (exam/state.js) too. */
  function forgetAll() {
    Object.keys(memory).forEach((name) => { delete memory[name]; });
    ["localStorage", "sessionStorage"].forEach((of) => {
      try {
        const held = /** @type {any} */ (window)[of];
        Object.keys(held).sort().forEach((key) => { // an examination's head before its answers: other windows then know
          if (key.indexOf(site.key) === 0 || key === site.old) held.removeItem(key);
        });
      } catch (error) { /* nothing is stored */ }
    });
    tell("forgotten");
  }

  /** @returns {boolean} whether the browser keeps anything; tried under a name of its own, so that asking leaves no record */
  function lasts() {
    try {
      localStorage.setItem("mingze:probe", "1");
      localStorage.removeItem("mingze:probe");
      return true;
    } catch (error) {
      return false;
    }
  }

  /** Ask the browser, once something worth it is kept, not to clear it when room is short. Nobody waits for the answer. */
  function persist() {
    if (!navigator.storage || !navigator.storage.persist || persists) return;
    persists = true;
    navigator.storage.persist().catch(() => {}); // it stays as it was
  }

  // in another window
  window.addEventListener("storage", (event) => {
    if (!event.key || event.key === site.old) tell("elsewhere");
    else if (event.key.indexOf(site.key) === 0) tell("elsewhere", [event.key.slice(site.key.length)]);
  });
  // while this page was away in the back-forward cache
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) tell("returned");
  });
  // before the page opened but seen only now: a browser may hand writes of other windows over late
  site.ready(() => {
    LATER.forEach((ms) => {
      setTimeout(() => { if (!touched) tell("elsewhere"); }, ms); // what the reader's own taps showed stays as it is
    });
  });
  ["pointerdown", "keydown"].forEach((name) => {
    window.addEventListener(name, () => { touched = true; }, true);
  });

  const { recall, names, watch } = site;
  site.store = { recall, names, watch, remember, forgetAll, lasts, persist, tell };
  watch(["mode", "size", "simple", "ruby"], site.dress); // chosen here, elsewhere, or forgotten
})();
