/*
 * The 卷号 of a paper, as mingze/drawing.py prints it.
 */
"use strict";

(() => {
  const { quiz } = window.mingze;
  const DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford's base32: no I, L, O, U

  const SEED = /^[A-Za-z0-9]{1,32}$/;
  const FORM = /^[A-Z]$/;

  quiz.isSeed = function (text) { return SEED.test(text); };

  /** @returns {boolean} whether a seed and the letter of a form can be those of a paper */
  quiz.isDraw = function (seed, form) { return SEED.test(seed) && FORM.test(form); };

  /** @returns {string} `<paper>-<seed>-<form>-<check>`; throws on parts that parse_paper_number would not take */
  quiz.paperNumber = function (paper, seed, form) {
    const body = paper + "-" + seed + "-" + form;
    if (!(/^[a-z0-9-]{1,64}$/.test(paper) && quiz.isDraw(seed, form))) {
      throw new RangeError("不能作卷号：" + body);
    }
    const bits = parseInt(quiz.sha256(body).slice(0, 5), 16);
    const check = [15, 10, 5, 0].map((shift) => DIGITS[(bits >> shift) & 31]);
    return body + "-" + check.join("");
  };
})();
