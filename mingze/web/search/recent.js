/*
 * What was searched for lately, on this device only: each under a name of its own, with the time.
 */
"use strict";

(() => {
  const { finding: find } = window.mingze;
  const NAME = "searches/";
  const MOST = 8;
  const LONGEST = 60;

  function all(/** @type {Store} */ store) {
    return store.names(NAME).map((name) => ({ text: name.slice(NAME.length), when: Number(store.recall(name)) || 0 }))
      .filter((one) => one.text && one.text.length <= LONGEST)
      .sort((a, b) => b.when - a.when)
      .map((one) => one.text);
  }

  /** @returns the last first */
  find.recent = function (store) {
    return all(store).slice(0, MOST);
  };

  find.rememberSearch = function (store, text) {
    const typed = text.trim().slice(0, LONGEST);
    if (!typed) return;
    store.remember(NAME + typed, Date.now());
    all(store).slice(MOST).forEach((one) => { store.remember(NAME + one, undefined); });
  };

  find.forgetSearches = function (store) {
    store.names(NAME).forEach((name) => { store.remember(name, undefined); });
  };
})();
