/*
 * One form of a paper: which questions, in which order, and their parts in the order of that form.
 * mingze/banks/drawn.py draws the same for print.
 */
"use strict";

(function () {
  var quiz = window.mingze.quiz;
  var LETTERS = "ABCDEFGHIJ";

  /** Put nodes into the places they have now, in another order. */
  function reorder(nodes, order) {
    var parent = nodes[0].parentNode;
    var after = nodes[nodes.length - 1].nextSibling;
    order.forEach(function (n) { parent.insertBefore(nodes[n], after); });
  }

  /** @returns {string[][]} ids of questions by section; those of a group stand together in their order */
  quiz.draw = function (paper, seed, form) {
    return quiz.choose(paper.sections, paper.apart, seed).map(function (ids, n) {
      return quiz.expand(quiz.order(ids, seed, form), paper.sections[n].groups);
    });
  };

  /** Give a question's options, or the right sides of a match, the order of this form. */
  quiz.arrange = function (field, id, pinned, seed, form) {
    var type = field.getAttribute("data-type");
    var choice = type === "single" || type === "multiple";
    if (pinned || (!choice && type !== "match")) return;
    var nodes = quiz.all(field, choice ? ".mz-option" : ".mz-match__right > li");
    reorder(nodes, quiz.optionOrder(id, nodes.length, seed, form));
    if (choice) {
      quiz.all(field, ".mz-option__letter").forEach(function (letter, n) { letter.textContent = LETTERS[n] + "."; });
    }
  };

  /** Name the letters of this form in an answer that was written for the bank's. */
  quiz.relabel = function (field, answer, key) {
    var type = field.getAttribute("data-type");
    var shown = answer.querySelector(".mz-answer__key b");
    if (type === "single" || type === "multiple") {
      var letters = {};
      quiz.all(field, ".mz-option input").forEach(function (input, n) { letters[input.value] = LETTERS[n]; });
      shown.textContent = "答案：" + key.map(function (n) { return letters[n]; }).sort().join("、");
      quiz.all(answer, "[data-option]").forEach(function (reason) {
        reason.querySelector("b").textContent = letters[reason.getAttribute("data-option")];
      });
    } else if (type === "match") {
      var tokens = quiz.all(field, ".mz-match__right > li").map(function (item) { return item.getAttribute("data-token"); });
      shown.textContent = "答案：" + key.map(function (token, n) { return n + 1 + "—" + LETTERS[tokens.indexOf(token)]; }).join("　");
    }
  };

  /** @returns {string[]} the banks that hold these ids (by section) */
  quiz.banksOf = function (paper, ids) {
    var drawn = [].concat.apply([], ids);
    var found = {};
    paper.sections.forEach(function (section) {
      Object.keys(section.banks).forEach(function (bank) {
        if (quiz.expand(section.banks[bank], section.groups).some(function (id) { return drawn.indexOf(id) >= 0; })) found[bank] = true;
      });
    });
    return Object.keys(found);
  };

  /** @returns {string} what was typed, as it is meant: half width, without spaces and signs that are not seen */
  quiz.halfWidth = function (typed) {
    return typed.normalize("NFKC").replace(/[\s\u200b-\u200d\u2060\ufeff]/g, "");
  };

  /** @returns {{given: ?{seed: string, form: string}, astray: boolean}} what the address asks for, like ?seed=2026&form=B; astray: that cannot be */
  quiz.fromAddress = function () {
    var asked = new URLSearchParams(location.search);
    var seed = quiz.halfWidth(asked.get("seed") || "");
    var letter = quiz.halfWidth(asked.get("form") || "A").toUpperCase();
    var given = /^[A-Za-z0-9]{1,32}$/.test(seed) && /^[A-Z]$/.test(letter) ? { seed: seed, form: letter } : null;
    return { given: given, astray: !given && (asked.has("seed") || asked.has("form")) };
  };

  /** @returns {?{seed: string, form: string}} what a typed 卷号 of this paper says, null where it is none; as mingze/drawing.py reads it */
  quiz.readNumber = function (paper, typed) {
    var plain = quiz.halfWidth(typed).replace(/——/g, "-").replace(/[\u2010-\u2015\u2212]/g, "-");
    var parts = /^([A-Za-z0-9-]+)-([A-Za-z0-9]{1,32})-([A-Za-z])-([A-Za-z0-9]{4})$/.exec(plain);
    if (!parts || parts[1].toLowerCase() !== paper) return null;
    var form = parts[3].toUpperCase();
    var check = parts[4].toUpperCase().replace(/O/g, "0").replace(/[IL]/g, "1");
    var seed = [parts[2], parts[2].toUpperCase(), parts[2].toLowerCase()].filter(function (candidate) {
      return quiz.paperNumber(paper, candidate, form).slice(-4) === check;
    })[0];
    return seed ? { seed: seed, form: form } : null;
  };

  /** @returns {string} a seed that is easy to read out: six digits and capitals without I, L, O, U */
  quiz.newSeed = function () {
    var seed = "";
    while (seed.length < 6) seed += "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[Math.floor(Math.random() * 32)];
    return seed;
  };
})();
