/*
 * Stands in the head of every page, before the first paint: what the reader chose must not flash in late.
 * The rest of the script comes later and builds on window.mingze.
 *
 * What this device remembers lies in localStorage, one key a record (docs/decisions/015-storage.md): `mingze:v2:<site>:<name>`
 * holds JSON. Versions before kept everything in one value, `mingze:v1:<site>`, which take-over.js takes apart.
 */
"use strict";

(function () {
  var WORN = ["mode", "size", "simple", "ruby"]; // what the styles read off the root: data-mode, data-size …
  var root = document.documentElement;
  var id = document.querySelector("meta[name=mingze-site]").content;
  var key = "mingze:v2:" + id + ":";
  var old = "mingze:v1:" + id;
  var memory = {}; // by name, what the browser would not store

  /** Show the page as the reader chose; without a choice as the system asks. What the styles do not know changes nothing. */
  function dress() {
    var before = {};
    try {
      before = JSON.parse(localStorage.getItem(old)) || before; // not taken over yet
    } catch (error) { /* there is none, or none that can be read */ }
    WORN.forEach(function (name) {
      var chosen = recall(name) === undefined ? before[name] : recall(name);
      if (typeof chosen === "string") root.setAttribute("data-" + name, chosen);
      else root.removeAttribute("data-" + name);
    });
  }

  /** @returns {*} what is remembered under a name; undefined where that is nothing, or nothing legible */
  function recall(name) {
    if (name in memory) return memory[name];
    try {
      var raw = localStorage.getItem(key + name);
      return raw === null ? undefined : JSON.parse(raw);
    } catch (error) {
      return undefined;
    }
  }

  /** @returns {string[]} every name that begins so and under which something is remembered */
  function names(beginning) {
    var found = {};
    try {
      for (var n = 0; n < localStorage.length; n++) {
        var whole = localStorage.key(n);
        if (whole && whole.indexOf(key + beginning) === 0) found[whole.slice(key.length)] = true;
      }
    } catch (error) { /* nothing is stored there */ }
    Object.keys(memory).forEach(function (name) {
      if (name.indexOf(beginning) === 0) found[name] = memory[name] !== undefined;
    });
    return Object.keys(found).filter(function (name) { return found[name]; });
  }

  window.mingze = { key: key, old: old, memory: memory, dress: dress, recall: recall, names: names };
  root.classList.add("mz-js");
  if (window.speechSynthesis && window.SpeechSynthesisUtterance) root.classList.add("mz-speech");
  dress();

  // a script that does not arrive: the page is then as without scripts, with no control that does nothing
  window.addEventListener("error", function (event) {
    if (event.target.defer) root.classList.remove("mz-js", "mz-speech");
  }, true);
})();
