/*
 * The core: starts components, each on its own root element.
 * One component's failure does not stop the others. ES2018, no modules: it must run from file://.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { dom } = site;
  /** @type {Record<string, any>} */
  const components = {};

  let started = false;

  /** Register a component: `start` is called with each element that has `data-module=name`, now or when the page is whole. */
  function component(/** @type {string} */ name, /** @type {(element: any, store: Store) => void} */ start) {
    components[name] = start;
    if (started) startAll(name);
  }

  /** Start every component on the page, or those of one name. */
  function startAll(/** @type {string | undefined} */ name) {
    started = true;
    dom.all(document, name ? '[data-module="' + name + '"]' : "[data-module]").forEach((element) => {
      const start = components[element.getAttribute("data-module")];
      if (!start) return;
      try {
        start(element, site.store);
      } catch (error) {
        dom.report(error);
      }
    });
  }

  /** Open a dialog. Where browsers know none (iOS before 15.4, Firefox before 98) its attribute and the styles do it. */
  function openDialog(/** @type {Part} */ dialog) {
    if (dialog.showModal) dialog.showModal();
    else {
      dialog.setAttribute("open", "");
      dialog.setAttribute("role", "dialog");
    }
  }

  /** Close a dialog; it tells so itself (`close`). */
  function closeDialog(/** @type {Part} */ dialog) {
    if (dialog.close) dialog.close();
    else {
      dialog.removeAttribute("open");
      dialog.dispatchEvent(new Event("close"));
    }
  }

  Object.assign(site, { component, openDialog, closeDialog });

  /**
   * What 导出 writes: the very object, for other devices and for tests, which need not know how it is stored.
   */
  site.exported = function () {
    return site.load("records.js", () => site.quiz && site.quiz.carried).then(() => site.quiz.carried(site.store));
  };

  // WebKit empties fields that want no completion when their page comes back from the back-forward cache: while it is there
  // they say nothing of that
  /** @type {any[]} */
  let plain = [];
  window.addEventListener("pagehide", (event) => {
    plain = event.persisted ? dom.all(document, '[autocomplete="off"]') : [];
    plain.forEach((field) => { field.setAttribute("autocomplete", "on"); });
  });
  window.addEventListener("pageshow", () => {
    plain.forEach((field) => { field.setAttribute("autocomplete", "off"); });
    plain = [];
  });

  function whole() {
    site.ready(() => { startAll(undefined); });
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", whole);
  else setTimeout(whole, 0);
})();
