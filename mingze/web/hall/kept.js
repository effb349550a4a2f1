/*
 * Sessions kept on this device, each under its own name: "hall/runs/<id>", written at every step, and "hall/clock/<id>" =
 * {used, left, on}, written every second, so that a second window of the same session that does nothing overwrites nothing.
 * Beside them "hall/inverse" (white on black) and "hall/lesson" (the place in the lesson last taught).
 */
"use strict";

(function () {
  var hall = window.mingze.hall;
  var PLACE = "hall/runs/";
  var CLOCK = "hall/clock/";
  var MOST = 12;

  /** @returns {{all, find, save, remove, recall, set}} the sessions over the store of the core */
  hall.kept = function (store) {
    function find(id) {
      var run = store.recall(PLACE + id);
      var clock = store.recall(CLOCK + id);
      var timed = run && clock && Number.isFinite(clock.used) ? Object.assign({}, run, { used: clock.used, clock: { left: clock.left, on: clock.on } }) : run;
      return hall.sound(timed) || hall.sound(run);
    }

    /** The one begun last first. */
    function all() {
      return store.names(PLACE).map(function (name) { return find(name.slice(PLACE.length)); }).filter(Boolean)
        .sort(function (a, b) { return b.begun - a.begun; });
    }

    function saveClock(run) {
      return store.remember(CLOCK + run.id, { used: Math.round(run.used), left: Math.round(run.clock.left), on: run.clock.on });
    }

    function remove(id) {
      store.remember(CLOCK + id, undefined);
      return store.remember(PLACE + id, undefined);
    }

    return {
      all: all,
      find: find,
      recall: function (name) { return store.recall("hall/" + name); },
      /** @returns {boolean} false where it lasts only as long as this page */
      set: function (name, value) { return store.remember("hall/" + name, value); },
      save: function (run) { return store.remember(PLACE + run.id, run) && saveClock(run); },
      saveClock: saveClock,
      /** Make room for a session that begins: the oldest beyond the last dozen go. */
      begin: function (id) {
        all().filter(function (run) { return run.id !== id; }).slice(MOST - 1).forEach(function (run) { remove(run.id); });
      },
      remove: remove
    };
  };
})();
