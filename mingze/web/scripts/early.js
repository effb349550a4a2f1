/*
 * Stands in the head of every page, before the first paint: what the reader chose must not flash in late.
 * The rest of the script comes later and builds on window.mingze.
 */
"use strict";

(function () {
  var STORE_VERSION = 1;
  var WORN = ["mode", "size", "simple", "ruby"]; // what the styles read off the root: data-mode, data-size …
  var root = document.documentElement;
  var key = "mingze:v" + STORE_VERSION + ":" + document.querySelector("meta[name=mingze-site]").content;

  /** Show the page as the reader chose; without a choice as the system asks. What the styles do not know changes nothing. */
  function dress(chosen) {
    WORN.forEach(function (name) {
      if (typeof chosen[name] === "string") root.setAttribute("data-" + name, chosen[name]);
      else root.removeAttribute("data-" + name);
    });
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
  if (window.speechSynthesis && window.SpeechSynthesisUtterance) root.classList.add("mz-speech");
  dress(kept());

  // a script that does not arrive: the page is then as without scripts, with no control that does nothing
  window.addEventListener("error", function (event) {
    if (event.target.defer) root.classList.remove("mz-js", "mz-speech");
  }, true);
})();
