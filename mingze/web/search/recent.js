/*
 * What was searched for lately, on this device only: each under a name of its own, with the time.
 */
"use strict";

(function () {
  var find = window.mingze.finding;
  var NAME = "searches/";
  var MOST = 8;
  var LONGEST = 60;

  function all(store) {
    return store.names(NAME).map(function (name) { return { text: name.slice(NAME.length), when: Number(store.recall(name)) || 0 }; })
      .filter(function (one) { return one.text && one.text.length <= LONGEST; })
      .sort(function (a, b) { return b.when - a.when; })
      .map(function (one) { return one.text; });
  }

  /** @returns {Array<string>} the last first */
  find.recent = function (store) {
    return all(store).slice(0, MOST);
  };

  find.rememberSearch = function (store, text) {
    var typed = text.trim().slice(0, LONGEST);
    if (!typed) return;
    store.remember(NAME + typed, Date.now());
    all(store).slice(MOST).forEach(function (one) { store.remember(NAME + one, undefined); });
  };

  find.forgetSearches = function (store) {
    store.names(NAME).forEach(function (name) { store.remember(name, undefined); });
  };
})();
