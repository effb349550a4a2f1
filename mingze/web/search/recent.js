/*
 * What was searched for lately, on this device only.
 */
"use strict";

(function () {
  var find = window.mingze.finding;
  var NAME = "searches";
  var MOST = 8;
  var LONGEST = 60;

  /** @returns {Array<string>} the last first; what is no text counts as none */
  find.recent = function (store) {
    var kept = store.recall(NAME);
    if (!Array.isArray(kept)) return [];
    return kept.filter(function (text) { return typeof text === "string" && text && text.length <= LONGEST; }).slice(0, MOST);
  };

  find.rememberSearch = function (store, text) {
    var typed = text.trim().slice(0, LONGEST);
    if (!typed) return;
    var others = find.recent(store).filter(function (one) { return one !== typed; });
    store.remember(NAME, [typed].concat(others).slice(0, MOST));
  };

  find.forgetSearches = function (store) {
    store.remember(NAME, undefined);
  };
})();
