/*
 * One form of a paper: which questions, in which order, and their parts in the order of that form.
 * mingze/papers.py draws the same for print.
 */
"use strict";

(() => {
  const { quiz } = window.mingze;

  /** @returns ids of questions by section; those of a group stand together in their order */
  quiz.draw = function (paper, seed, form) {
    return quiz.choose(paper.sections, paper.apart, seed).map((ids, n) => quiz.expand(quiz.order(ids, seed, form), paper.sections[n].groups));
  };

  /** @returns {number[]} the parts of a question in the order of this form; none where its author keeps them in their order */
  quiz.arranged = function (question, id, seed, form) {
    const plain = quiz.plain(question);
    return question.pinned ? plain : quiz.optionOrder(id, plain.length, seed, form);
  };

  /** @returns {string[]} the banks that hold these ids (by section) */
  quiz.banksOf = function (paper, ids) {
    const drawn = /** @type {any[]} */ ([]).concat(...ids);
    /** @type {By<true>} */
    const found = {};
    paper.sections.forEach((section) => {
      Object.keys(section.banks).forEach((bank) => {
        if (quiz.expand(section.banks[bank], section.groups).some((id) => drawn.indexOf(id) >= 0)) found[bank] = true;
      });
    });
    return Object.keys(found);
  };

  /** @returns {string} what was typed, as it is meant: half width, without spaces and signs that are not seen */
  quiz.halfWidth = function (typed) {
    return typed.normalize("NFKC").replace(/[\s\u200b-\u200d\u2060\ufeff]/g, "");
  };

  /** @returns what the address asks for, like ?seed=2026&form=B; astray: that cannot be */
  quiz.fromAddress = function () {
    const asked = new URLSearchParams(location.search);
    const seed = quiz.halfWidth(asked.get("seed") || "");
    const letter = quiz.halfWidth(asked.get("form") || "A").toUpperCase();
    const given = quiz.isDraw(seed, letter) ? { seed, form: letter } : null;
    return { given, astray: !given && (asked.has("seed") || asked.has("form")) };
  };

  /** @returns what a typed 卷号 of this paper says, null where it is none; as mingze/drawing.py reads it */
  quiz.readNumber = function (paper, typed) {
    const plain = quiz.halfWidth(typed).replace(/——/g, "-").replace(/[\u2010-\u2015\u2212]/g, "-");
    const parts = /^([A-Za-z0-9-]+)-([A-Za-z0-9]{1,32})-([A-Za-z])-([A-Za-z0-9]{4})$/.exec(plain);
    if (!parts || parts[1].toLowerCase() !== paper) return null;
    const form = parts[3].toUpperCase();
    const check = parts[4].toUpperCase().replace(/O/g, "0").replace(/[IL]/g, "1");
    const seed = [parts[2], parts[2].toUpperCase(), parts[2].toLowerCase()].filter((candidate) => quiz.paperNumber(paper, candidate, form).slice(-4) === check)[0];
    return seed ? { seed, form } : null;
  };

  /** @returns {string} a seed that is easy to read out: six digits and capitals without I, L, O, U */
  quiz.newSeed = function () {
    let seed = "";
    while (seed.length < 6) seed += "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[Math.floor(Math.random() * 32)];
    return seed;
  };
})();
