/* Judge: 对 or 错. */
"use strict";

(() => {
  const site = window.mingze;
  const { dom, quiz } = site;

  quiz.type("judge", {
    hands: "one",
    wrong: "✗ 选错：", // its options are 对 and 错 themselves: the marks need other words
    body(question, id) {
      return question.options.map((text, n) => quiz.option("radio", id, String(n === 0), "", dom.make("span", "", text)));
    },
    read(field) {
      const found = quiz.chosen(field);
      return found.length ? found[0].value === "true" : null;
    },
    write(field, response) {
      dom.all(field, ".mz-option input").forEach((input) => { input.checked = input.value === String(response); });
    },
    isResponse(value) { return typeof value === "boolean"; },
    mark(entry, response) { return response === entry.key ? 1 : 0; },
    reveal: quiz.revealOptions,
    rows(question) { return question.options.map((html, n) => ({ row: n, letter: site.LETTERS[n], html })); },
    right(key) { return [key ? 0 : 1]; }
  });
})();
