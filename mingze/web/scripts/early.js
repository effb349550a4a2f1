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

  window.mingze = { key: key, dress: dress };
  root.classList.add("mz-js");
  try {
    dress((JSON.parse(localStorage.getItem(key)) || {}).mode);
  } catch (error) {
    // nothing can be kept here, or nothing legible is: the core tells where it matters
  }
})();
