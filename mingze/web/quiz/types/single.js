/* Single choice: one option is right. */
"use strict";

(() => {
  const { quiz } = window.mingze;

  quiz.type("single", quiz.choice("radio", {
    hands: "one",
    mark(entry, response) { return response[0] === entry.key[0] ? 1 : 0; }
  }));
})();
