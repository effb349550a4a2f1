/*
 * What share of a question's mark a response earns. mingze/scoring/mark.py marks the same for exported answers.
 */
"use strict";

(() => {
  const { quiz } = window.mingze;

  function share(key, isRight) {
    return key.filter((_, n) => isRight(n)).length / key.length;
  }

  function multiple(entry, chosen) {
    const wrong = chosen.some((n) => entry.key.indexOf(n) < 0);
    if (wrong || !chosen.length) return 0;
    if (chosen.length === entry.key.length) return 1;
    return entry.partial ? chosen.length / entry.key.length : 0;
  }

  /**
   * @param {string} type one of the seven types
   * @param {{key: *, partial: boolean=}} entry the question's entry in the page's data
   * @param {*} response as `quiz.controls` reads it: positions, true or false, texts, tokens, or points given
   * @returns {number} 0 to 1
   */
  quiz.mark = function (type, entry, response, traditional) {
    const key = entry.key;
    if (type === "single") return response[0] === key[0] ? 1 : 0;
    if (type === "multiple") return multiple(entry, response);
    if (type === "judge") return response === key ? 1 : 0;
    if (type === "blank") return share(key, (n) => quiz.accepts(response[n] || "", key[n], traditional));
    if (type === "match") return share(key, (n) => response[n] === key[n]);
    if (type === "order") return key.join() === response.join() ? 1 : 0;
    const full = key.reduce((sum, points) => sum + points, 0);
    return response.points.reduce((sum, points) => sum + points, 0) / full;
  };
})();
