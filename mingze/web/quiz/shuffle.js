/*
 * The order of questions and options, drawn from a seed: mingze/drawing.py draws the same for paper.
 */
"use strict";

(function () {
  window.mingze = window.mingze || {};
  var quiz = (window.mingze.quiz = window.mingze.quiz || {});

  /** Sort by what the seed and the form make of each name; the values themselves decide a tie. */
  function drawn(values, seed, form, nameOf) {
    return values
      .map(function (value) {
        return { value: value, key: quiz.sha256(seed + "|" + form + "|" + nameOf(value)) };
      })
      .sort(function (a, b) {
        if (a.key !== b.key) return a.key < b.key ? -1 : 1;
        return a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
      })
      .map(function (entry) {
        return entry.value;
      });
  }

  /**
   * @param {string[]} ids in any order
   * @returns {string[]} the same ids in the order of this seed and form
   */
  quiz.order = function (ids, seed, form) {
    return drawn(ids, seed, form, function (id) {
      return id;
    });
  };

  /** @returns {number[]} the indices 0 … count-1 in the order in which this seed and form show the options */
  quiz.optionOrder = function (questionId, count, seed, form) {
    return drawn(Array.from(Array(count).keys()), seed, form, function (index) {
      return questionId + "/" + index;
    });
  };
})();
