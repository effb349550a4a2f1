/* On a page of a unit: remember, on this device only, that it was opened, so that lists show it first and its data are at hand. */
"use strict";

(() => {
  const site = window.mingze;
  const MOST = 12;

  site.component("unit", (element, store) => {
    const id = element.getAttribute("data-unit");
    store.remember("unit/" + id, { name: element.getAttribute("data-name"), when: Date.now() });
    // over https the device keeps what belongs to the unit, for times without a network
    if (location.protocol !== "file:" && navigator.serviceWorker) {
      navigator.serviceWorker.ready.then((worker) => { if (worker.active) worker.active.postMessage({ unit: id }); }).catch(() => {});
    }
    const names = store.names("unit/");
    if (names.length <= MOST) return;
    names.map((name) => ({ name, when: (store.recall(name) || {}).when || 0 }))
      .sort((a, b) => b.when - a.when).slice(MOST)
      .forEach((one) => { store.remember(one.name, undefined); });
  });
})();
