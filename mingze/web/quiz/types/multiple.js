/* Multiple choice: all the right options and no other; a bank may give part of the mark for part of them. */
"use strict";

(() => {
  const { quiz } = window.mingze;

  quiz.type("multiple", quiz.choice("checkbox", {
    hands: "several",
    mark(entry, response) {
      const wrong = response.some((/** @type {number} */ n) => entry.key.indexOf(n) < 0);
      if (wrong || !response.length) return 0;
      if (response.length === entry.key.length) return 1;
      return entry.partial ? response.length / entry.key.length : 0;
    }
  }));
})();
