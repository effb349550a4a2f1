/*
 * Stands in the head of every page, before the first paint: what the reader chose must not flash in late.
 * The rest of the script comes later and builds on window.mingze.
 */
"use strict";

(function () {
  var STORE_VERSION = 1;
  var root = document.documentElement;
  var key = "mingze:v" + STORE_VERSION + ":" + document.querySelector("meta[name=mingze-site]").content;

  /** Show the page as the reader chose; without a choice as the system asks. */
  function dress(mode) {
    if (typeof mode === "string") root.setAttribute("data-mode", mode);
    else root.removeAttribute("data-mode");
  }

  /** @returns {Object<string, *>} what this device keeps; empty where it keeps nothing, or nothing legible */
  function kept() {
    try {
      var value = JSON.parse(localStorage.getItem(key) || "{}");
      return value && typeof value === "object" && !Array.isArray(value) ? value : {};
    } catch (error) {
      return {};
    }
  }

  window.mingze = { key: key, dress: dress, kept: kept };
  root.classList.add("mz-js");
  dress(kept().mode);
})();
