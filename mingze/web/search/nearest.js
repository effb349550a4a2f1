/*
 * The names nearest to a query that found nothing: by characters, by sound, by the parts that do occur.
 */
"use strict";

(function () {
  var find = window.mingze.finding;
  var KINDS = ["role", "duty", "clause", "key-point", "term", "case", "theme", "scope"];
  var LEAST = 0.25;

  /** @returns {Array<string>} single characters and neighbouring pairs */
  function grams(text) {
    var out = Array.from(text);
    for (var n = 0; n + 1 < text.length; n += 1) out.push(text.slice(n, n + 2));
    return out;
  }

  /** @returns {number} 0…1: the share of characters and pairs two texts have in common (Dice) */
  function likeness(one, other) {
    var left = grams(other);
    var size = left.length;
    var mine = grams(one);
    var common = mine.filter(function (gram) {
      var at = left.indexOf(gram);
      if (at >= 0) left.splice(at, 1);
      return at >= 0;
    });
    return mine.length + size ? (2 * common.length) / (mine.length + size) : 0;
  }

  /** @returns {string} a text in letters; what has no reading stays */
  function spelled(text, sounds) {
    return Array.from(text).map(function (c) { return sounds[c] ? sounds[c].here[0] : c; }).join("");
  }

  function initials(text, sounds) {
    return Array.from(text).map(function (c) { return sounds[c] ? sounds[c].here[0].charAt(0) : ""; }).join("");
  }

  function names(index) {
    var out = Object.create(null);
    index.records.forEach(function (record) {
      if (KINDS.indexOf(record.kind) < 0 || record.title.length > 30) return;
      out[record.title] = out[record.title] || {
        bare: record.bare.title,
        spelled: spelled(record.bare.title, index.sounds),
        initials: initials(record.bare.title, index.sounds)
      };
    });
    return out;
  }

  /**
   * @param {string} whole the query, folded
   * @param {number} most how many to give
   * @returns {Array<string>} names to search for instead
   */
  find.nearest = function (whole, index, most) {
    if (!whole) return [];
    index.names = index.names || names(index);
    var bare = find.bare(whole);
    var letters = spelled(bare, index.sounds);
    return Object.keys(index.names)
      .map(function (title) {
        var name = index.names[title];
        var near = Math.max(
          likeness(bare, name.bare),
          0.9 * likeness(letters, name.spelled),
          /^[a-z]+$/.test(bare) ? 0.8 * likeness(bare, name.initials) : 0
        );
        return { title: title, near: near };
      })
      .filter(function (one) { return one.near >= LEAST; })
      .sort(function (a, b) { return b.near - a.near; })
      .slice(0, most)
      .map(function (one) { return one.title; });
  };
})();
