/*
 * What was typed, as parts that must all occur.
 */
"use strict";

(() => {
  const { finding: find } = window.mingze;
  const LONGEST = 60;
  const MOST_PARTS = 6;
  const LETTER = /[a-zv]/;

  /** @returns {string} what one character counts as, as fold_character of mingze/search/character_tables.py has it */
  function counted(/** @type {string} */ character, /** @type {By<string>} */ forms) {
    if (forms[character]) return forms[character];
    const plain = character.normalize("NFKC").toLowerCase();
    return plain.length === 1 ? forms[plain] || plain : character;
  }

  /** @returns {string} a text as it counts when it is compared */
  find.fold = function (text, forms) {
    return Array.from(String(text)).map((character) => counted(character, forms)).join("");
  };

  // what may stand between the syllables of xi'an, and the marks of the tones, on their letters or by themselves
  const SYLLABLE_ENDS = /['`\u2018\u2019\u02bc\u00b4\u2032\u00b7\u2010-\u2013-]/;
  const TONES = /[\u0300-\u036f\u02c9\u02ca\u02c7\u02cb\u02d9]/g;
  /** @type {By<string>} */
  const LOOK_ALIKES = { "\u0251": "a", "\u0261": "g" }; // as phonetic fonts write pinyin

  /** @returns {string} pinyin as keys write it: lǜ, lü, lu: and lv are one */
  function keys(/** @type {string} */ word) {
    return word.normalize("NFD").replace(/u([\u0300-\u036f]*)\u0308|u:/g, "v$1").replace(TONES, "")
      .replace(/[\u0251\u0261]/g, (letter) => LOOK_ALIKES[letter]);
  }

  /** @returns {{typed: string, breaks: Array<number>} | null} a part as letters, or null where it holds none */
  function asLetters(/** @type {string[]} */ words) {
    let typed = "";
    /** @type {number[]} */
    let breaks = [];
    words.forEach((word) => {
      keys(word).split(SYLLABLE_ENDS).forEach((piece) => {
        const syllables = bareWord(piece);
        if (typed && syllables) breaks.push(typed.length);
        typed += syllables;
      });
    });
    if (/^(?:[a-z]{1,6}[0-5]){2,}$/.test(typed)) { // an1quan2
      typed = typed.replace(/[0-5]/g, "");
      breaks = [];
    }
    typed = typed.slice(0, find.MOST_LETTERS); // what comes after only makes it narrower
    return LETTER.test(typed) ? { typed, breaks } : null;
  }

  /** @returns {string} a bare word without what ends a sentence, at its own end and beginning; within it, as in texts, that counts */
  function bareWord(/** @type {string} */ word) {
    return find.bare(find.bare(word).replace(/^[。！？!?；;]+|[。！？!?；;]+$/g, ""));
  }

  /**
   * @param {string} text as typed
   * @returns `whole`: without what means nothing but in the
   *   names of clauses, 《规定》第5条第(6)项; each part has its `text`, bare, and, where it may be pinyin, its `letters`;
   *   `joined`: all parts as one run of letters, where they are letters only (an quan)
   */
  find.parse = function (text, forms) {
    const typed = Array.from(String(text).normalize("NFC").replace(/\p{Cf}/gu, "")).slice(0, LONGEST).join("");
    const words = find.fold(typed, forms).split(/\s+/);
    const parts = words.map((word) => ({ text: bareWord(word), letters: asLetters([word]) })).filter((part) => part.text).slice(0, MOST_PARTS);
    const onlyLetters = parts.length > 1 && words.every((word) => /^[a-z]*$/.test(bareWord(keys(word))));
    return {
      whole: words.join(" ").replace(/[^()《》 -]/gu, bareWord).trim(),
      parts,
      joined: onlyLetters ? { text: parts.map((part) => part.text).join(""), letters: asLetters(words) } : null
    };
  };
})();
