/*
 * The order of questions and options, drawn from a seed: mingze/drawing.py draws the same for paper.
 */
"use strict";

(() => {
  const { quiz } = window.mingze;

  /** Sort by what the seed and the form make of each name; the values themselves decide a tie. */
  function drawn(/** @type {any[]} */ values, /** @type {string} */ seed, /** @type {string} */ form, /** @type {(value: any) => string} */ nameOf) {
    return values
      .map((value) => ({ value, key: quiz.sha256(seed + "|" + form + "|" + nameOf(value)) }))
      .sort((a, b) => {
        if (a.key !== b.key) return a.key < b.key ? -1 : 1;
        return a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
      })
      .map((entry) => entry.value);
  }

  /**
   * @param {string[]} ids in any order
   * @returns {string[]} the same ids in the order of this seed and form
   */
  quiz.order = function (ids, seed, form) {
    return drawn(ids, seed, form, (id) => id);
  };

  /** @returns {number[]} the indices 0 … count-1 in the order in which this seed and form show the options */
  quiz.optionOrder = function (questionId, count, seed, form) {
    return drawn(Array.from(Array(count).keys()), seed, form, (index) => questionId + "/" + index);
  };
})();
