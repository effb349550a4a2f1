/*
 * What counts as the same text in a gap; mingze/text/fold.py says the rule and does the same.
 */
"use strict";

(() => {
  const { quiz } = window.mingze;
  const LONGEST = 500;

  /**
   * @param {string} text as typed
   * @param traditional forms of the characters that matter here, each with its simplified form
   * @returns {string} what counts when texts are compared
   */
  quiz.fold = function (text, traditional) {
    const plain = Array.from(String(text).normalize("NFKC"))
      .map((c) => Object.prototype.hasOwnProperty.call(traditional, c) ? traditional[c] : c)
      .join("")
      .toLowerCase()
      .replace(/[\p{Z}\p{Cc}\p{Cf}]/gu, "");
    const characters = Array.from(plain);
    return characters
      .filter((c, n) => {
        if (!/\p{P}/u.test(c) || c === "%" || c === "‰") return true;
        return c !== "," && /[0-9]/.test(characters[n - 1] || "") && /[0-9]/.test(characters[n + 1] || "");
      })
      .join("");
  };

  /** @returns {boolean} whether a typed text is one of the accepted (already folded) words */
  quiz.accepts = function (typed, accepted, traditional) {
    if (typed.length > LONGEST) return false;
    const folded = quiz.fold(typed, traditional);
    return folded !== "" && accepted.indexOf(folded) >= 0;
  };
})();
