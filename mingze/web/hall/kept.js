/*
 * Sessions kept on this device under "hall": {v: 1, runs: newest first, inverse: white on black}.
 */
"use strict";

(function () {
  var hall = window.mingze.hall;
  var MOST = 12;

  /** @returns {{all, find, save, remove, recall, set}} the sessions over the store of the core */
  hall.kept = function (store) {
    function read() {
      var kept = store.recall("hall");
      return kept && typeof kept === "object" && kept.v === hall.VERSION ? kept : { v: hall.VERSION };
    }

    function all() {
      var runs = read().runs;
      return (Array.isArray(runs) ? runs : []).map(hall.sound).filter(Boolean);
    }

    function set(name, value) {
      var kept = Object.assign({}, read());
      kept[name] = value;
      return store.remember("hall", kept);
    }

    function others(id) {
      return all().filter(function (run) { return run.id !== id; });
    }

    return {
      all: all,
      find: function (id) { return all().filter(function (run) { return run.id === id; })[0] || null; },
      recall: function (name) { return read()[name]; },
      /** @returns {boolean} false where it lasts only as long as this page */
      set: set,
      save: function (run) { return set("runs", [run].concat(others(run.id)).slice(0, MOST)); },
      remove: function (id) { return set("runs", others(id)); }
    };
  };
})();
