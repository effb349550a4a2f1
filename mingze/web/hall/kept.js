/*
 * Sessions kept on this device, each under its own name: "hall/runs/<id>", written at every step, and "hall/clock/<id>" =
 * {used, left, on}, written every second, so that a second window of the same session that does nothing overwrites nothing.
 * Beside them "hall/inverse" (white on black) and "hall/lesson" (the place in the lesson last taught).
 */
"use strict";

(() => {
  const { hall } = window.mingze;
  const PLACE = "hall/runs/";
  const CLOCK = "hall/clock/";
  const MOST = 12;

  /** @returns the sessions over the store of the core */
  hall.kept = function (store) {
    /** The names a session is kept under: its id; one of a version before may have a number behind it. */
    function namesOf(/** @type {string} */ id) {
      return store.names(PLACE + id).filter((name) => name.slice(PLACE.length).split("~")[0] === id).sort();
    }

    function find(/** @type {string} */ id) {
      const clock = store.recall(CLOCK + id);
      const timed = clock && Number.isFinite(clock.used) ? { used: clock.used, clock: { left: clock.left, on: clock.on } } : {};
      return namesOf(id).map((name) => {
        const run = store.recall(name);
        return (run && hall.sound(Object.assign({}, run, timed))) || hall.sound(run);
      }).filter(Boolean)[0] || null;
    }

    /** The one begun last first. */
    function all() {
      return store.names(PLACE).map((name) => name.slice(PLACE.length).split("~")[0])
        .filter((id, n, ids) => ids.indexOf(id) === n)
        .map(find).filter(Boolean)
        .sort((a, b) => b.begun - a.begun);
    }

    function saveClock(/** @type {Run} */ run) {
      return store.remember(CLOCK + run.id, { used: Math.round(run.used), left: Math.round(run.clock.left), on: run.clock.on });
    }

    function remove(/** @type {string} */ id) {
      store.remember(CLOCK + id, undefined);
      namesOf(id).forEach((name) => { store.remember(name, undefined); });
    }

    return {
      all,
      find,
      recall(name) { return store.recall("hall/" + name); },
      /** @returns {boolean} false where it lasts only as long as this page */
      set(name, value) { return store.remember("hall/" + name, value); },
      save(run) { return store.remember(PLACE + run.id, run) && saveClock(run); },
      saveClock,
      /** Make room for a session that begins: the oldest beyond the last dozen go. */
      begin(id) {
        namesOf(id).slice(1).forEach((name) => { store.remember(name, undefined); });
        all().filter((run) => run.id !== id).slice(MOST - 1).forEach((run) => { remove(run.id); });
      },
      remove
    };
  };
})();
