/*
 * What letters stand for on the whole of a large site: words made of pairs of characters that follow one another
 * (mingze/search/sound_words.py), the commonest first.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { finding: find } = site;
  const LONGEST = 7; // characters of a word; what is typed beyond only makes it narrower
  const CUTS = 6; // ways to cut letters that are followed
  const TRIED = 2;
  const WAYS = 1000; // words that are followed at a time
  const WORDS = 3; // that are looked for
  const SECONDS = "aglsy"; // second initials that stand together in a file begin so

  /** @returns {By<boolean>} all syllables of a site's characters */
  function syllables(/** @type {Sounds} */ sounds) {
    /** @type {By<boolean>} */
    const known = Object.create(null);
    Object.keys(sounds).forEach((character) => {
      sounds[character].all.forEach((syllable) => {
        known[syllable] = true;
        known[syllable.replace(/^([ln])ve$/, "$1ue")] = true;
      });
    });
    return known;
  }

  function isHan(/** @type {string} */ token) {
    return token >= "\u3400" && token <= "\u9fff";
  }

  /** @returns {Array<string>} what may come next in what is typed: a character itself, a syllable, its initial; at the end how one begins */
  function tokens(/** @type {string} */ rest, /** @type {By<boolean>} */ known, /** @type {boolean} */ isLast) {
    if (isHan(rest.charAt(0))) return [rest.charAt(0)];
    const out = [];
    for (let length = Math.min(6, rest.length); length > 0; length -= 1) {
      const token = rest.slice(0, length);
      const ends = isLast && length === rest.length && Object.keys(known).some((syllable) => syllable.startsWith(token));
      const isInitial = length === 1 ? /[a-z]/.test(token) && !/[iuv]/.test(token) : /^[zcs]h$/.test(token);
      if (known[token] || isInitial || ends) out.push(token);
    }
    return out;
  }

  /** @returns {Array<Array<string>>} ways to cut letters into what stands for a character each, those of few characters first */
  function cuts(/** @type {Letters} */ letters, /** @type {By<boolean>} */ known) {
    /** @type {string[][][]} */
    const reached = Array.from({ length: letters.typed.length + 1 }, () => []);
    reached[0].push([]);
    reached.forEach((ways, at) => {
      if (at === letters.typed.length) return;
      const end = letters.breaks.reduce((least, stop) => stop > at && stop < least ? stop : least, letters.typed.length);
      ways.sort((a, b) => a.length - b.length).slice(0, CUTS).forEach((way) => {
        tokens(letters.typed.slice(at, end), known, end === letters.typed.length).forEach((token) => { reached[at + token.length].push(way.concat(token)); });
      });
    });
    return reached[letters.typed.length].filter((way) => way.length > 1).sort((a, b) => a.length - b.length);
  }

  /** Whether a character may be meant by a token. */
  function means(/** @type {string} */ character, /** @type {string} */ token, /** @type {boolean} */ isLast, /** @type {Sounds} */ sounds) {
    if (isHan(token)) return character === token;
    return !!sounds[character] && sounds[character].all.some((reading) => [reading, reading.replace(/^([ln])ve$/, "$1ue")].some((syllable) => (
      token === syllable || token === syllable.charAt(0) || (/^[zcs]h$/.test(token) && syllable.startsWith(token)) || (isLast && syllable.startsWith(token))
    )));
  }

  /** @returns {Promise<{pair: string, step: number}[]>} the pairs that two tokens may mean; the lower the step, the commoner, 0 for names */
  function pairsOf(/** @type {string} */ one, /** @type {string} */ other, /** @type {boolean} */ isLast, /** @type {Sounds} */ sounds) {
    const name = [one, other].map((token) => isHan(token) ? (sounds[token] || { here: [""] }).here[0].charAt(0) : token.charAt(0)).join("");
    if (name.length < 2) return Promise.resolve([]);
    const file = name.charAt(0) + SECONDS.split("").filter((letter) => letter <= name.charAt(1)).pop();
    return site.load("search/pairs/" + file + ".js", () => site.searchPairs && site.searchPairs[file]).then((/** @type {By<string>} */ texts) => {
      /** @type {{pair: string, step: number}[]} */
      const out = [];
      (texts[name] || "").split(",").forEach((group, step) => {
        for (let at = 0; at < group.length; at += 2) {
          const pair = group.slice(at, at + 2);
          if (means(pair.charAt(0), one, false, sounds) && means(pair.charAt(1), other, isLast, sounds)) out.push({ pair, step });
        }
      });
      return out;
    }, () => []); // no pair of the site begins so
  }

  /** @returns {Promise<{word: string, step: number}[]>} words a cut may mean, the commonest first */
  function wordsOf(/** @type {string[]} */ cut, /** @type {Sounds} */ sounds) {
    const taken = cut.slice(0, LONGEST);
    return Promise.all(taken.slice(1).map((token, n) => pairsOf(taken[n], token, n + 2 === cut.length, sounds))).then((steps) => {
      let words = steps[0].map((one) => ({ word: one.pair, step: one.step }));
      steps.slice(1).forEach((pairs) => {
        /** @type {{word: string, step: number}[]} */
        const longer = [];
        /** @type {By<typeof pairs>} */
        const after = {};
        pairs.forEach((one) => { (after[one.pair.charAt(0)] = after[one.pair.charAt(0)] || []).push(one); });
        words.slice(0, WAYS).forEach((way) => {
          (after[way.word.slice(-1)] || []).forEach((one) => {
            longer.push({ word: way.word + one.pair.charAt(1), step: way.step + one.step });
          });
        });
        words = longer.sort((a, b) => a.step - b.step);
      });
      return words;
    });
  }

  /** @returns {Promise<string[]>} the words letters most likely stand for, however they are cut */
  find.wordsOf = function (letters) {
    return find.letterTable().then((table) => {
      const found = cuts(letters, syllables(table.sounds)).slice(0, TRIED);
      return Promise.all(found.map((cut) => wordsOf(cut, table.sounds))).then((all) => (
        all.reduce((words, one) => words.concat(one), []).sort((a, b) => a.step - b.step).slice(0, WORDS).map((one) => one.word)
      ));
    });
  };
})();
