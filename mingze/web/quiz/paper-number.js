/*
 * The 卷号 of a paper, as mingze/drawing.py prints it.
 */
"use strict";

(function () {
  window.mingze = window.mingze || {};
  var quiz = (window.mingze.quiz = window.mingze.quiz || {});
  var DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford's base32: no I, L, O, U

  /** @returns {string} `<paper>-<seed>-<form>-<check>`; throws on parts that parse_paper_number would not take */
  quiz.paperNumber = function (paper, seed, form) {
    var body = paper + "-" + seed + "-" + form;
    if (!(/^[a-z0-9-]{1,64}$/.test(paper) && /^[A-Za-z0-9]{1,32}$/.test(seed) && /^[A-Z]$/.test(form))) {
      throw new RangeError("不能作卷号：" + body);
    }
    var bits = parseInt(quiz.sha256(body).slice(0, 5), 16);
    var check = [15, 10, 5, 0].map(function (shift) {
      return DIGITS[(bits >> shift) & 31];
    });
    return body + "-" + check.join("");
  };
})();
