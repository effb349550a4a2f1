/*
 * Which questions a paper takes from its banks: mingze/drawing.py takes the same for paper.
 */
"use strict";

(function () {
  window.mingze = window.mingze || {};
  var quiz = (window.mingze.quiz = window.mingze.quiz || {});

  function own(object, key) {
    return object && Object.prototype.hasOwnProperty.call(object, key) ? object[key] : [];
  }

  var ATTEMPTS = 64;
  var NEAR = 1000; // one question that helps another weighs more than all depths of a paper together

  /** @returns {string[]} ids with the questions of each group in its place, in their order */
  quiz.expand = function (ids, groups) {
    return [].concat.apply([], ids.map(function (id) {
      var members = own(groups, id);
      return members.length ? members : id;
    }));
  };

  /** One try at drawing a whole paper: ids by section, and how many wishes it breaks. */
  function draw(sections, apart, seed) {
    var taken = Object.create(null);
    var broken = 0;

    function isTaken(id) {
      return taken[id];
    }

    var chosen = sections.map(function (section) {
      var depths = section.depths || [];
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

      /** @returns {number} how many of these questions are still wanted */
      function take(most, allowed) {
        [[0, 0], [0, 1], [1, 1]].forEach(function (pass) {
          pool.forEach(function (id) {
            var members = quiz.expand([id], section.groups);
            if (members.length > most || members.some(isTaken) || allowed.indexOf(id) < 0) return;
            var near = members.some(function (one) { return own(apart, one).some(isTaken); });
            var left = Object.assign({}, room); // by depth, with this one taken; depths without a quota count as 0
            var over = 0;
            members.forEach(function (one) {
              var depth = own(section.levels, one) in room ? section.levels[one] : 0;
              over += depths.length && left[depth] <= 0;
              left[depth] -= 1;
            });
            if ((near && !pass[0]) || (over && !pass[1])) return;
            ids.push(id);
            broken += near * NEAR + over;
            members.forEach(function (one) { taken[one] = true; });
            room = left;
            most -= members.length;
          });
        });
        return most;
      }

      var left = section.count;
      section.quotas.forEach(function (quota) { left += take(quota[1], own(section.banks, quota[0])) - quota[1]; });
      take(left, pool);
      return ids;
    });
    return { chosen: chosen, broken: broken };
  }

  /**
   * @param {{count: number, banks: Object<string, string[]>, quotas: Array[], depths: ?Array[], levels: ?Object, groups: ?Object}[]} sections
   *   a quota is [bank, at least], one of depths [depth, exactly]; levels has the depth of each id where depths has any;
   *   an id may name a group, whose questions groups has: they are taken together; all numbers count questions
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
