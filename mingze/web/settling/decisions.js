/*
 * What people decide about filled sheets: read from the file, kept on this device until it stands in a file again.
 * Its form is told in mingze/intake/settlement.py.
 */
"use strict";

(() => {
  const site = window.mingze;
  const settling = (site.settling = /** @type {Settling} */ ({}));
  const FORMAT = "mingze-settled/1";

  function same(/** @type {unknown} */ one, /** @type {unknown} */ other) {
    return JSON.stringify(one) === JSON.stringify(other);
  }

  /** @returns {By<any>} what was kept on this device; nothing where it keeps nothing or what it kept is damaged */
  function recalled(/** @type {string} */ name) {
    try {
      const kept = JSON.parse(localStorage.getItem(name) || "{}");
      return kept && typeof kept === "object" && !Array.isArray(kept) ? kept : {};
    } catch (error) {
      return {};
    }
  }

  /** @returns whether it was kept */
  function remember(/** @type {string} */ name, /** @type {By<any>} */ kept) {
    try {
      localStorage.setItem(name, JSON.stringify(kept));
      return true;
    } catch (error) {
      return false;
    }
  }

  /** @returns {By<any> | null} the decisions in a file's text; null where it is none of this site */
  function inFile(/** @type {string} */ text, /** @type {string} */ id) {
    try {
      const file = JSON.parse(text.replace(/^\ufeff/, ""));
      return file.format === FORMAT && file.site === id && file.settled && typeof file.settled === "object" ? file.settled : null;
    } catch (error) {
      return null;
    }
  }

  /**
   * A picture's fingerprint stands in every key, so that what this device keeps holds on any page that shows the picture.
   * What was dropped is kept as null.
   */
  settling.decisions = function (data, changed) {
    const name = "mingze:settling:" + data.site;
    const shown = new Set(data.stages.reduce((/** @type {string[]} */ keys, stage) =>
      keys.concat(...stage.units.map((unit) => unit.tasks.map((task) => task.key))), []));
    const kept = recalled(name);
    const now = Object.assign({}, data.decisions);
    let filed = Object.assign({}, data.decisions);
    let keeps = true;

    function put(/** @type {string} */ key, /** @type {any} */ value) {
      if (value === null) delete now[key];
      else now[key] = value;
    }

    function set(/** @type {string} */ key, /** @type {any} */ value) {
      put(key, value);
      kept[key] = value;
      keeps = remember(name, kept);
      changed(key);
    }

    Object.keys(kept).filter((key) => shown.has(key)).forEach((key) => {
      if (same(kept[key], key in filed ? filed[key] : null)) delete kept[key];
      else put(key, kept[key]);
    });
    keeps = remember(name, kept);
    return {
      of: (key) => now[key],
      has: (key) => key in now,
      set,
      takeBack: (key) => { set(key, null); },
      keeps: () => keeps,
      unsaved: () => new Set([...Object.keys(now), ...Object.keys(filed)].filter((key) => !same(now[key], filed[key]))).size,
      saved: () => { filed = Object.assign({}, now); },
      text: () => JSON.stringify({ format: FORMAT, site: data.site, settled: now }, null, 1),
      take(text) {
        const settled = inFile(text, data.site);
        if (!settled) return null;
        const keys = Object.keys(settled).filter((key) => !same(settled[key], now[key]));
        const free = keys.filter((key) => !(key in now));
        free.forEach((key) => { set(key, settled[key]); });
        return { taken: free.length, different: keys.length - free.length };
      }
    };
  };
})();
