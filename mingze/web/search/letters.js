/*
 * Pinyin: which stretches of Chinese could be meant by typed letters.
 *
 * Every character of a stretch takes part of the letters: a whole syllable of one of its readings, its initial (z, zh),
 * or, at the end, the beginning of a syllable. A character also takes itself, so that letters and Chinese may be mixed.
 */
"use strict";

(() => {
  const { finding: find } = window.mingze;

  find.MOST_LETTERS = 30; // offsets are bits of one number

  /** @returns {Array<string>} the ways a reading is typed: lve also as lue */
  function spellings(/** @type {string} */ reading) {
    return /^[ln]ve$/.test(reading) ? [reading, reading.replace("v", "u")] : [reading];
  }

  /**
   * @param {string} typed letters (ü as v) and other characters, at most MOST_LETTERS
   * @param breaks offsets at which a syllable must end (where an apostrophe or a space stood)
   * @param sounds readings by character
   * @param {boolean} strict whether only readings that occur on this site count
   * @returns {((a: string, b: ((a: number, b: number) => void)) => void)} calls back with the start and end of every stretch in a text
   */
  find.letters = function (typed, breaks, sounds, strict) {
    const length = typed.length;
    const done = 1 << length;
    /** @type {Int32Array[]} */
    const rows = [];
    const none = new Int32Array(length);

    /** Where the syllable that begins at an offset must end at the latest. */
    function limit(/** @type {number} */ from) {
      return breaks.reduce((least, at) => at > from && at < least ? at : least, length);
    }

    /** @returns {number} how many of the letters that follow a reading takes (as bits): the first, zh, all of it, all there are */
    function ends(/** @type {string} */ reading, /** @type {string} */ rest) {
      if (reading.charAt(0) !== rest.charAt(0)) return 0;
      let to = 2;
      if (/^[zcs]h/.test(reading) && rest.charAt(1) === "h") to |= 4;
      if (rest.slice(0, reading.length) === reading) to |= 1 << reading.length;
      else if (reading.slice(0, rest.length) === rest) to |= 1 << rest.length;
      return to;
    }

    /** @returns {Int32Array} for each offset, the offsets (as bits) a character leads to */
    function row(/** @type {string} */ character) {
      const own = sounds[character];
      const readings = own ? /** @type {string[]} */ ([]).concat(...(strict ? own.here : own.all).map(spellings)) : [];
      const made = new Int32Array(length);
      let any = false;
      for (let at = 0; at < length; at += 1) {
        const itself = typed.charAt(at) === character ? 2 : 0;
        made[at] = readings.reduce((to, reading) => to | ends(reading, typed.slice(at, limit(at))), itself) << at;
        any = any || made[at] !== 0;
      }
      return any ? made : none;
    }

    return function (text, visit) {
      for (let start = 0; start < text.length; start += 1) {
        let code = text.charCodeAt(start);
        let steps = rows[code] || (rows[code] = row(text.charAt(start)));
        let reached = steps[0];
        let at = start + 1;
        while (reached && !(reached & done) && at < text.length) {
          code = text.charCodeAt(at);
          steps = rows[code] || (rows[code] = row(text.charAt(at)));
          let next = 0;
          for (let offset = 1; offset < length; offset += 1) {
            if (reached & (1 << offset)) next |= steps[offset];
          }
          reached = next;
          at += 1;
        }
        if (reached & done) visit(start, at);
      }
    };
  };
})();
