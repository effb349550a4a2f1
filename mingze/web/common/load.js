/*
 * Scripts that pages need only when they are asked for.
 */
"use strict";

(() => {
  const site = window.mingze;
  /** @type {Record<string, any>} */
  const loads = {};
  site.assets = /** @type {any} */ (document.currentScript).src.replace(/[^/]*$/, "");

  /**
   * Load a script once; a failure may be tried again.
   * @param {string} name a file beside this one
   * @param found tells what the script brought; without it what counts is that the script ran
   * @returns of what it brought; rejected with an error that is `missing` where that did not arrive
   */
  site.load = function (name, found) {
    if (found && found()) return Promise.resolve(found());
    loads[name] = loads[name] || new Promise((done, fail) => {
      const element = document.createElement("script");
      element.src = site.assets + name;
      element.onload = element.onerror = function (/** @type {any} */ event) {
        const there = found ? found() : event.type === "load";
        if (there && !found) return done(undefined);
        element.remove();
        delete loads[name];
        if (there) done(there);
        else fail(Object.assign(new Error("not loaded: " + name), { missing: true }));
      };
      document.head.appendChild(element);
    });
    return loads[name];
  };
})();
