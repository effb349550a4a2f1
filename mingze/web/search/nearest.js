/*
 * The names nearest to a query that found nothing: by characters, by sound, by the parts that do occur.
 */
"use strict";

(() => {
  const { finding: find } = window.mingze;
  const KINDS = ["role", "duty", "clause", "key-point", "term", "case", "theme", "scope"];
  const LEAST = 0.25;

  /** @returns {Array<string>} single characters and neighbouring pairs */
  function grams(/** @type {string} */ text) {
    const out = Array.from(text);
    for (let n = 0; n + 1 < text.length; n += 1) out.push(text.slice(n, n + 2));
    return out;
  }

  /** @returns {number} 0…1: the share of characters and pairs two texts have in common (Dice) */
  function likeness(/** @type {string} */ one, /** @type {string} */ other) {
    const left = grams(other);
    const size = left.length;
    const mine = grams(one);
    const common = mine.filter((gram) => {
      const at = left.indexOf(gram);
      if (at >= 0) left.splice(at, 1);
      return at >= 0;
    });
    return mine.length + size ? (2 * common.length) / (mine.length + size) : 0;
  }

  /** @returns {string} a text in letters; what has no reading stays */
  function spelled(/** @type {string} */ text, /** @type {Sounds} */ sounds) {
    return Array.from(text).map((c) => sounds[c] ? sounds[c].here[0] : c).join("");
  }

  function initials(/** @type {string} */ text, /** @type {Sounds} */ sounds) {
    return Array.from(text).map((c) => sounds[c] ? sounds[c].here[0].charAt(0) : "").join("");
  }

  function names(/** @type {SearchIndex} */ index) {
    const out = Object.create(null);
    index.records.forEach((record) => {
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
   * @returns names to search for instead
   */
  find.nearest = function (whole, index, most) {
    if (!whole) return [];
    const known = index.names = index.names || names(index);
    const bare = find.bare(whole);
    const letters = spelled(bare, index.sounds);
    return Object.keys(known)
      .map((title) => {
        const name = known[title];
        const near = Math.max(
          likeness(bare, name.bare),
          0.9 * likeness(letters, name.spelled),
          /^[a-z]+$/.test(bare) ? 0.8 * likeness(bare, name.initials) : 0
        );
        return { title, near };
      })
      .filter((one) => one.near >= LEAST)
      .sort((a, b) => b.near - a.near)
      .slice(0, most)
      .map((one) => one.title);
  };
})();
