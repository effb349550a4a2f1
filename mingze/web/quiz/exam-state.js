/*
 * An examination under way, kept on this device at every answer: under "exams", by paper.
 *
 * {seed, form, ids: by section, started and handed: ms, minutes: 0 for no limit, used: ms, answers: by id,
 * flags: by id, asked: the query of the address it was begun at, late: 1 where time was up, counted: 1 once its answers
 * are among the records}; beside it `done`, the last results.
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
      [state.started, state.minutes, state.used, state.handed || 0].every(Number.isFinite);
  }

  /** Drop from a sound state what the paper cannot have asked and what is no answer to it. */
  function clean(state, paper) {
    var answers = {};
    var flags = {};
    state.ids = paper.sections.map(function (section, n) {
      return (state.ids[n] || []).filter(function (id) {
        return Object.keys(section.banks).some(function (bank) { return section.banks[bank].indexOf(id) >= 0; });
      });
    });
    state.ids.forEach(function (ids, n) {
      ids.forEach(function (id) {
        if (quiz.isResponse(paper.sections[n].type, state.answers[id])) answers[id] = state.answers[id];
        if (state.flags[id]) flags[id] = 1;
      });
    });
    state.answers = answers;
    state.flags = flags;
    return state.ids.some(function (ids) { return ids.length; }) ? state : null;
  }

  /**
   * @param {Object} paper the blueprint in the page
   * @returns {{read, unfinished, write, change, finish}} the state of one paper, over the store of the core
   */
  quiz.examState = function (store, paper) {
    function all() {
      var kept = store.recall("exams");
      kept = isObject(kept) ? kept : {};
      return { running: isObject(kept.running) ? kept.running : {}, done: Array.isArray(kept.done) ? kept.done : [] };
    }

    function read() {
      var state = all().running[paper.id];
      return isSound(state) ? clean(state, paper) : null;
    }

    function write(state) {
      var exams = all();
      if (state) exams.running[paper.id] = state;
      else delete exams.running[paper.id];
      return store.remember("exams", exams);
    }

    return {
      read: read,

      /** @returns {?Object} the examination that a new one would put an end to */
      unfinished: function () {
        var state = read();
        return state && !state.handed && Object.keys(state.answers).length ? state : null;
      },

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
