/*
 * What an answer kept on a device may look like, by type (quiz/controls.js reads and writes them on the page).
 */
"use strict";

(() => {
  const { quiz } = window.mingze;

  function areAll(kind, orNull) {
    return function (value) {
      return Array.isArray(value) && value.every((one) => typeof one === kind || (orNull && one === null));
    };
  }

  const SHAPES = {
    single: areAll("number"), multiple: areAll("number"), blank: areAll("string"), match: areAll("string", true), order: areAll("string"),
    judge(value) { return typeof value === "boolean"; },
    short(value) {
      return Boolean(value) && typeof value.text === "string" &&
        (value.points === undefined ? !value.rated : areAll("number")(value.points));
    }
  };

  /** Whether something kept is a response that a question of this type can have; a damaged store may hold anything. */
  quiz.isResponse = function (type, value) {
    return SHAPES[type](value);
  };
})();
