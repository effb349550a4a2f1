/*
 * An examination under way, kept on this device at every answer: under "exams", by paper.
 *
 * {seed, form, ids: by section, started and handed: ms, minutes: 0 for no limit, used: ms, answers: by id,
 * flags: by id, counted: 1 once its answers are among the records, shown: "wrong"}; beside it `done`, the last results.
 */
"use strict";

(function () {
  var quiz = window.mingze.quiz;
  var MOST_DONE = 20;

  function isObject(value) {
    return Boolean(value) && typeof value === "object" && !Array.isArray(value);
  }

  function isSound(state) {
    return isObject(state) && isObject(state.answers) && isObject(state.flags) && Array.isArray(state.ids) &&
      state.ids.every(Array.isArray) && /^[A-Za-z0-9]{1,32}$/.test(state.seed) && /^[A-Z]$/.test(state.form) &&
      [state.started, state.minutes, state.used].every(Number.isFinite);
  }

  /** @returns {{read, write, change, finish}} the state of one paper, over the store of the core */
  quiz.examState = function (store, paper) {
    function all() {
      var kept = store.recall("exams");
      kept = isObject(kept) ? kept : {};
      return { running: isObject(kept.running) ? kept.running : {}, done: Array.isArray(kept.done) ? kept.done : [] };
    }

    function read() {
      var state = all().running[paper];
      return isSound(state) ? state : null;
    }

    function write(state) {
      var exams = all();
      if (state) exams.running[paper] = state;
      else delete exams.running[paper];
      return store.remember("exams", exams);
    }

    return {
      read: read,

      /** Keep a state, or with null forget it. @returns {boolean} false where it does not outlast the page */
      write: write,

      /** Change what is kept now, other windows' changes included; `mine` stands in where nothing is. */
      change: function (mine, how) {
        var state = read() || mine;
        how(state);
        return write(state);
      },

      /** Note a result; the same examination again takes the place of what was noted before. */
      finish: function (result) {
        var exams = all();
        var others = exams.done.filter(function (one) { return isObject(one) && !(one.paper === result.paper && one.when === result.when); });
        exams.done = [result].concat(others).slice(0, MOST_DONE);
        return store.remember("exams", exams);
      }
    };
  };

  /**
   * How long an examination has been running. A clock put back gives no time back, sleep is no pause.
   * @returns {function(): number} ms
   */
  quiz.stopwatch = function (state) {
    var began = performance.now();
    var before = Math.max(state.used, Date.now() - state.started);
    return function () {
      return Math.max(before + performance.now() - began, Date.now() - state.started);
    };
  };
})();
