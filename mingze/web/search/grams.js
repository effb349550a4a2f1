/*
 * Which pieces of a large site a text may stand in: by its grams, from a few small scripts (mingze/search/grams.py).
 */
"use strict";

(() => {
  const site = window.mingze;
  const { finding: find } = site;
  const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-";
  const PLACES = 8192 * SIGNS.length;
  const BASE = 523571;
  const STEP = 48271;
  const PARTED = "~";
  const NEXT = "."; // between the buckets of a script
  const UNIT = 65536;
  const OF_NAME = 32; // the two characters a name begins with have another sign of the same bucket
  const ENTRY = 3;
  const SET = 6;
  const ENDS = /[。！？!?；;]/; // grams go across none
  const MOST = 4; // grams that a word is looked for by
  const OF_LETTERS = 2; // where it is letters, which hardly any piece has
  const LETTERS = /^[a-z]+$/;

  /** @returns {number} the place of a character or of two neighbours, as gram_of and place_of of mingze/search/grams.py have it */
  find.placeOf = function (gram, isName) {
    const number = gram.charCodeAt(0) + (gram.length > 1 ? gram.charCodeAt(1) * UNIT : 0);
    return number * STEP % BASE ^ (isName ? OF_NAME : 0);
  };

  /** @returns {Array<string>} a few grams of a word, spread over it, that have to stand where it stands */
  find.gramsOf = function (word) {
    const characters = word.split(""); // UTF-16, as there
    const pairs = characters.slice(1).map((character, n) => characters[n] + character).filter((pair) => !ENDS.test(pair));
    const all = pairs.length ? pairs : characters.filter((character) => !ENDS.test(character));
    const count = Math.min(LETTERS.test(word) ? OF_LETTERS : MOST, all.length);
    const picked = Array.from({ length: count }, (_, n) => all[count > 1 ? Math.round(n * (all.length - 1) / (count - 1)) : 0]);
    return picked.filter((gram, n) => picked.indexOf(gram) === n);
  };

  /** @returns {number} the bucket of a gram */
  function bucketOf(/** @type {string} */ gram) {
    return Math.floor(find.placeOf(gram, false) / (PLACES / site.searchData.buckets));
  }

  /** @returns {number} the script that holds a bucket */
  function scriptOf(/** @type {number} */ bucket) {
    return Math.floor(bucket / (site.searchData.buckets / site.searchData.grams));
  }

  /** @returns {Promise<number[]>} for each section, the pieces that may have a gram, a bit each */
  function holding(/** @type {string} */ gram, /** @type {boolean} */ isName) {
    const place = find.placeOf(gram, isName);
    const bucket = bucketOf(gram);
    const script = scriptOf(bucket);
    const within = bucket - script * (site.searchData.buckets / site.searchData.grams);
    const sign = SIGNS.charAt(place % SIGNS.length);
    return site.load("search/grams/" + script + ".js", () => site.searchGrams && site.searchGrams[script])
      .then((/** @type {string} */ text) => text.split(NEXT)[within].split(PARTED).map((section) => {
        let mask = 0;
        for (let at = 0; at < section.length; at += ENTRY) {
          if (section.charAt(at) === sign) mask |= SIGNS.indexOf(section.charAt(at + 1)) | SIGNS.indexOf(section.charAt(at + 2)) << SET;
        }
        return mask;
      }));
  }

  function both(/** @type {number[]} */ one, /** @type {number[]} */ other) {
    return one.map((mask, n) => mask & other[n]);
  }

  function either(/** @type {number[]} */ one, /** @type {number[]} */ other) {
    return one.map((mask, n) => mask | other[n]);
  }

  /** @returns {Promise<number[][]>} the sections' pieces that have all grams of a word, and those with a name that begins so */
  function ofWord(/** @type {string} */ word) {
    const start = word.slice(0, 2);
    return Promise.all([
      Promise.all(find.gramsOf(word).map((gram) => holding(gram, false))).then((all) => all.reduce(both)),
      start.length > 1 ? holding(start, true) : null
    ]).then((found) => [found[0], found[1] ? both(found[0], found[1]) : found[0].map(() => 0)]);
  }

  /**
   * @param parts of a query; each part stands for one of several words
   * @returns for each section, the pieces that may hold one word of every part, and those of them with such a name; how many scripts told it
   */
  find.candidates = function (parts) {
    /** @type {string[]} */
    const grams = [];
    parts.forEach((words) => { words.forEach((word) => { grams.push(...find.gramsOf(word)); }); });
    const scripts = new Set(grams.map((gram) => scriptOf(bucketOf(gram)))).size;
    return Promise.all(parts.map((words) => (
      Promise.all(words.map(ofWord)).then((each) => each.reduce((sum, one) => [either(sum[0], one[0]), either(sum[1], one[1])]))
    ))).then((all) => {
      const held = all.map((one) => one[0]).reduce(both);
      return { held, named: both(held, all.map((one) => one[1]).reduce(either)), scripts };
    });
  };
})();
