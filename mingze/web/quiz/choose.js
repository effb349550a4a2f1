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

  var ATTEMPTS = 64;
  var NEAR = 1000; // one question that helps another weighs more than all depths of a paper together

  /** One try at drawing a whole paper: ids by section, and how many wishes it breaks. */
  function draw(sections, apart, seed) {
    var taken = Object.create(null);
    var broken = 0;
    var chosen = sections.map(function (section) {
      var depths = section.depths || [];
      var levels = section.levels || {};
      var room = { 0: section.count };
      var all = Object.create(null);
      Object.keys(section.banks).forEach(function (bank) {
        section.banks[bank].forEach(function (id) { all[id] = true; });
      });
      depths.forEach(function (quota) {
        room[quota[0]] = quota[1];
        room[0] -= quota[1];
      });
      var pool = quiz.order(Object.keys(all), seed, "");
      var ids = [];

      function take(most, allowed) {
        [[false, false], [false, true], [true, true]].forEach(function (pass) {
          pool.forEach(function (id) {
            if (most <= 0 || taken[id] || allowed.indexOf(id) < 0) return;
            var depth = own(levels, id) in room ? levels[id] : 0;
            var near = own(apart, id).some(function (other) { return taken[other]; });
            var over = depths.length > 0 && room[depth] <= 0;
            if ((near && !pass[0]) || (over && !pass[1])) return;
            taken[id] = true;
            ids.push(id);
            broken += near * NEAR + over;
            room[depth] -= 1;
            most -= 1;
          });
        });
      }

      section.quotas.forEach(function (quota) { take(quota[1], own(section.banks, quota[0])); });
      take(section.count - ids.length, pool);
      return ids;
    });
    return { chosen: chosen, broken: broken };
  }

  /**
   * @param {{count: number, banks: Object<string, string[]>, quotas: Array[], depths: ?Array[], levels: ?Object}[]} sections
   *   a quota is [bank, at least], one of depths [depth, exactly]; levels has the depth of each id where depths has any
   * @param {Object<string, string[]>} apart ids that must not stand beside an id
   * @returns {string[][]} ids by section, in the order in which they were taken; the same for every form of a seed
   */
  quiz.choose = function (sections, apart, seed) {
    var best = draw(sections, apart, seed);
    for (var attempt = 1; best.broken && attempt < ATTEMPTS; attempt += 1) {
      var other = draw(sections, apart, seed + "#" + attempt);
      if (other.broken < best.broken) best = other;
    }
    return best.chosen;
  };
})();
