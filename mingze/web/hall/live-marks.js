/*
 * What the choices of phones come to by row: as hands would have been counted.
 */
"use strict";

(() => {
  const { quiz, hall } = window.mingze;

  /** @returns {number[]} the rows that one answer counts in; none where it can be no answer to this question */
  function rowsOf(/** @type {HallQuestion} */ question, /** @type {BankAnswer} */ entry, /** @type {any} */ choice, /** @type {By<string>} */ traditional) {
    const type = quiz.types[question.type];
    const isRight = type.mark(entry, choice, traditional) === 1;
    if (type.hands === "one") return type.right(choice);
    if (type.hands === "several") return isRight ? choice.concat(question.options) : choice;
    return [isRight ? 0 : 1];
  }

  /** @returns whether something that a phone sent can be an answer to a question */
  hall.isChoice = function (question, choice) {
    const type = quiz.types[question.type];
    if (choice === null || choice === undefined || !type.isResponse(choice) || !type.isAnswer(choice)) return false;
    // places in the bank, each once
    return !type.hands || typeof choice === "boolean" || (choice.length > 0 && choice.every((/** @type {number} */ n, /** @type {number} */ at) => Number.isInteger(n) && n >= 0 && n < question.options && choice.indexOf(n) === at));
  };

  /**
   * @param choices each different answer with how many gave it
   * @returns by row how many, and how many in all; null for a type that nobody but its writer can mark, or without its key
   */
  hall.liveRows = function (question, entry, choices, traditional) {
    if (!entry || quiz.types[question.type].rated) return null;
    const n = Array.from(Array(hall.rows(question)).keys()).map(() => 0);
    let of = 0;
    choices.filter((one) => hall.isChoice(question, one[0])).forEach((one) => {
      of += one[1];
      rowsOf(question, entry, one[0], traditional).forEach((row) => { n[row] += one[1]; });
    });
    return { n, of };
  };
})();
