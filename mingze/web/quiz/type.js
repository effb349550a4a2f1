/*
 * The types of questions, each in a file of its own (quiz/types/): how it stands on a page, is answered, marked and shown.
 * All that is done with questions asks their type; what a type does not say is as below.
 *
 * A response is: positions of options ([1], [0, 2]); true or false; texts of the gaps; tokens of the right sides or of
 * the steps; for a short answer its text and the points given to each part. Nothing answered is null, but for a short
 * answer, which may be thought only and rated.
 */
"use strict";

(() => {
  const { dom, quiz } = window.mingze;
  const USUAL = {
    wanting: "还没有作答。", // said of a question that is handed in without an answer
    controls: "input, select, textarea", // what stands still once it is answered
    hands: "", // how a hall raises hands for its options: "one" a person, "several"; "" where it can only ask who had it right
    wrong: "✗", // what a hall's screen says of a wrong option
    /** How many parts it has that a form of a paper may put in an order of its own. */
    parts() { return 0; },
    /** @returns {Element[]} what stands below the stem, its parts in this order */
    body() { return []; },
    /** Give what stands on the page as a list its controls. */
    start() {},
    /** Whether a response is more than an empty field. */
    isAnswer(/** @type {Given} */ response) { return response !== null; },
    /** Show the key at the parts of an answered question. */
    reveal() {},
    /** The key in words, where the parts stand in this order. */
    keyWords(/** @type {BankAnswer} */ entry) { return entry.words; },
    /** @returns {{row: number, letter: string, html: string}[]} options that hands are counted for, in this order */
    rows() { return []; },
    /** @returns {number[]} the rows of the right options */
    right() { return []; },
    /** A response as answer files have it (mingze/scoring/answers.py). */
    exported(/** @type {Given} */ response) { return response; }
  };

  quiz.types = {};

  /**
   * Add a type.
   * @param own what it does: read(fieldset) -> response or null, write(fieldset, response or null), isResponse(value) of what a
   *   damaged store may hold, mark(entry, response, traditional) -> 0 to 1, and what is not as usual
   */
  quiz.type = function (name, own) {
    quiz.types[name] = Object.assign({}, USUAL, own);
  };

  /** @returns {QuestionType} the type of a question on the page */
  quiz.typeOf = function (field) {
    return quiz.types[field.getAttribute("data-type")];
  };

  /** @returns {number[]} the places of parts as their bank has them */
  quiz.asWritten = function (count) {
    return Array.from(Array(count).keys());
  };

  /** Let answers stand as they were given. */
  quiz.lock = function (field, on) {
    dom.all(field, quiz.typeOf(field).controls).forEach((control) => { control.disabled = on; });
  };

  /** Show one question: its first control gets the focus. */
  quiz.focusOn = function (field) {
    field.scrollIntoView();
    const first = field.querySelector("input:not(:disabled), select:not(:disabled), textarea:not(:disabled), button:not([hidden])");
    if (first) first.focus({ preventScroll: true });
  };

  /** @returns whether a value is a list of one kind of things (null too, where that is allowed) */
  quiz.listOf = function (kind, orNull) {
    return (value) => Array.isArray(value) && value.every((one) => typeof one === kind || (orNull && one === null));
  };

  /** @returns {number} what share of a key is met */
  quiz.share = function (key, isRight) {
    return key.filter((_, n) => isRight(n)).length / key.length;
  };
})();
