/*
 * The core: starts components, each on its own root element, and keeps what this device remembers.
 * One component's failure does not stop the others. ES2018, no modules: it must run from file://.
 */
"use strict";

(() => {
  const site = window.mingze; // early.js stands in the head
  const LATER = [300, 1500]; // ms after which a page looks once more
  let touched = false; // by the reader
  const memory = site.memory; // what is kept where the browser stores nothing

  /**
   * Remember one value under a name of its own (undefined forgets it); two windows write the same name only for the same fact.
   * @returns {boolean} false where it lasts only as long as this page
   */
  function remember(name, value) {
    const raw = value === undefined ? null : JSON.stringify(value);
    try {
      if (raw === null) localStorage.removeItem(site.key + name);
      else if (localStorage.getItem(site.key + name) !== raw) localStorage.setItem(site.key + name, raw);
      if (localStorage.getItem(site.key + name) === raw) { // some browsers take it and keep nothing
        delete memory[name];
        return true;
      }
    } catch (error) { /* kept below */ }
    memory[name] = value;
    return false;
  }

  /** Do something with each key of ours in one of the browser's stores, where there is one. */
  function eachKey(of, how) {
    try {
      const held = window[of];
      Object.keys(held).sort().forEach((key) => { // an examination's head before its answers: other windows then know
        if (key.indexOf(site.key) === 0 || key === site.old) how(held, key);
      });
    } catch (error) { /* nothing is stored */ }
  }

  /** Forget everything, what this window keeps for itself (quiz/exam-state.js) too. */
  function forgetAll() {
    Object.keys(memory).forEach((name) => { delete memory[name]; });
    ["localStorage", "sessionStorage"].forEach((of) => {
      eachKey(of, (held, key) => { held.removeItem(key); });
    });
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
    if (!navigator.storage || !navigator.storage.persist || persist.asked) return;
    persist.asked = true;
    navigator.storage.persist().catch(() => {}); // it stays as it was
  }

  /**
   * Call a function whenever something remembered may have changed elsewhere: in another window, while this page was away
   * in the back-forward cache, or before the page opened but seen only now (a browser may hand writes of other windows over late).
   * @param {function(boolean)} how told whether the page came back from the back-forward cache
   */
  function heard(how) {
    window.addEventListener("storage", (event) => {
      if (!event.key || event.key === site.old || event.key.indexOf(site.key) === 0) how(false);
    });
    window.addEventListener("pageshow", (event) => {
      if (event.persisted) how(true);
    });
    LATER.forEach((ms) => {
      setTimeout(() => { if (!touched) how(false); }, ms); // what the reader's own taps showed stays as it is
    });
  }

  ["pointerdown", "keydown"].forEach((name) => {
    window.addEventListener(name, () => { touched = true; }, true);
  });

  const components = {};
  const store = { recall: site.recall, remember, names: site.names, forgetAll, lasts, persist, heard };

  let started = false;

  /** Register a component: `start` is called with each element that has `data-module=name`, now or when the page is whole. */
  function component(name, start) {
    components[name] = start;
    if (started) startAll(name);
  }

  /** Start every component on the page, or those of one name. */
  function startAll(name) {
    started = true;
    document.querySelectorAll(name ? '[data-module="' + name + '"]' : "[data-module]").forEach((element) => {
      const start = components[element.getAttribute("data-module")];
      if (!start) return;
      try {
        start(element, store);
      } catch (error) {
        if (window.console) console.error(error);
      }
    });
  }

  const loads = {};

  /**
   * Load a script that pages need only when it is asked for, once; a failure may be tried again.
   * @param {string} name a file beside this one
   * @returns {Promise<void>}
   */
  function load(name) {
    loads[name] = loads[name] || new Promise((done, fail) => {
      const element = document.createElement("script");
      element.src = site.assets + name;
      element.onload = function () { done(); };
      element.onerror = function () {
        element.remove();
        delete loads[name];
        fail(new Error("not loaded: " + name));
      };
      document.head.appendChild(element);
    });
    return loads[name];
  }

  /** Open a dialog. Where browsers know none (iOS before 15.4, Firefox before 98) its attribute and the styles do it. */
  function openDialog(dialog) {
    if (dialog.showModal) dialog.showModal();
    else {
      dialog.setAttribute("open", "");
      dialog.setAttribute("role", "dialog");
    }
  }

  /** Close a dialog; it tells so itself (`close`). */
  function closeDialog(dialog) {
    if (dialog.close) dialog.close();
    else {
      dialog.removeAttribute("open");
      dialog.dispatchEvent(new Event("close"));
    }
  }

  site.assets = document.currentScript.src.replace(/[^/]*$/, "");
  site.component = component;
  site.store = store;
  site.redress = site.dress;
  site.load = load;
  site.openDialog = openDialog;
  site.closeDialog = closeDialog;

  /**
   * What 导出 writes: the very object, for other devices and for tests, which need not know how it is stored.
   * @returns {Promise<{format: string, site: string, quiz: Object, learned: string[], exams: Object[]}>}
   */
  site.exported = function () {
    return (site.quiz && site.quiz.carried ? Promise.resolve() : load("records.js")).then(() => site.quiz.carried(store));
  };

  heard(site.dress); // the choice may have changed elsewhere

  // WebKit empties fields that want no completion when their page comes back from the back-forward cache: while it is there
  // they say nothing of that
  let plain = [];
  window.addEventListener("pagehide", (event) => {
    plain = event.persisted ? Array.prototype.slice.call(document.querySelectorAll('[autocomplete="off"]')) : [];
    plain.forEach((field) => { field.setAttribute("autocomplete", "on"); });
  });
  window.addEventListener("pageshow", () => {
    plain.forEach((field) => { field.setAttribute("autocomplete", "off"); });
    plain = [];
  });

  function whole() {
    site.ready(() => { startAll(); });
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", whole);
  else setTimeout(whole, 0);
})();
