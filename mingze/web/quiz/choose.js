/*
 * Which questions a paper takes from its banks: mingze/drawing.py takes the same for paper.
 */
"use strict";

(function () {
  window.mingze = window.mingze || {};
  var quiz = (window.mingze.quiz = window.mingze.quiz || {});

  function own(object, key) {
    return Object.prototype.hasOwnProperty.call(object, key) ? object[key] : [];
  }

  /**
   * @param {{count: number, banks: Object<string, string[]>, quotas: Array[]}[]} sections; a quota is [bank, count]
   * @param {Object<string, string[]>} apart ids that should not stand beside an id
   * @returns {string[][]} ids by section, in the order in which they were taken; the same for every form of a seed
   */
  quiz.choose = function (sections, apart, seed) {
    var taken = Object.create(null);
    return sections.map(function (section) {
      var all = Object.create(null);
      Object.keys(section.banks).forEach(function (bank) {
        section.banks[bank].forEach(function (id) { all[id] = true; });
      });
      var pool = quiz.order(Object.keys(all), seed, "");
      var chosen = [];

      function take(most, allowed) {
        [false, true].forEach(function (nearToo) {
          pool.forEach(function (id) {
            var near = own(apart, id).some(function (other) { return taken[other]; });
            if (most <= 0 || taken[id] || allowed.indexOf(id) < 0 || (near && !nearToo)) return;
            taken[id] = true;
            chosen.push(id);
            most -= 1;
          });
        });
      }

      section.quotas.forEach(function (quota) { take(quota[1], own(section.banks, quota[0])); });
      take(section.count - chosen.length, pool);
      return chosen;
    });
  };
})();
