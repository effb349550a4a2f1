/*
 * What was typed, as parts that must all occur.
 */
"use strict";

(function () {
  var find = window.mingze.finding;
  var LONGEST = 60;
  var MOST_PARTS = 6;
  var LETTER = /[a-zv]/;

  /** @returns {string} what one character counts as, as fold_character of mingze/search/tables.py has it */
  function counted(character, forms) {
    if (forms[character]) return forms[character];
    var plain = character.normalize("NFKC").toLowerCase();
    return plain.length === 1 ? forms[plain] || plain : character;
  }

  /** @returns {string} a text as it counts when it is compared */
  find.fold = function (text, forms) {
    return Array.from(String(text)).map(function (character) { return counted(character, forms); }).join("");
  };

  /** @returns {?{typed: string, breaks: Array<number>}} a part as letters, or null where it holds none */
  function asLetters(pieces) {
    var typed = "";
    var breaks = [];
    pieces.forEach(function (piece) {
      piece.split(/['’]/).forEach(function (syllables) {
        if (typed && syllables) breaks.push(typed.length);
        typed += syllables;
      });
    });
    typed = typed.replace(/ü/g, "v").slice(0, find.MOST_LETTERS); // what comes after only makes it narrower
    return LETTER.test(typed) ? { typed: typed, breaks: breaks } : null;
  }

  /**
   * @param {string} text as typed
   * @returns {{whole: string, parts: Array<Object>, joined: ?Object}} `whole`: without spaces at its ends; each part
   *   has its `text` and, where it may be pinyin, its `letters`; `joined`: all parts as one run of letters, where they
   *   are letters only (an quan)
   */
  find.parse = function (text, forms) {
    var whole = find.fold(Array.from(String(text)).slice(0, LONGEST).join(""), forms).replace(/[\s\u200b\ufeff]+/g, " ").trim();
    var words = whole.split(" ").filter(Boolean).slice(0, MOST_PARTS);
    var onlyLetters = words.every(function (word) { return /^[a-zü'’]+$/.test(word); });
    return {
      whole: whole,
      parts: words.map(function (word) { return { text: word, letters: asLetters([word]) }; }),
      joined: words.length > 1 && onlyLetters ? { text: words.join(""), letters: asLetters(words) } : null
    };
  };
})();
