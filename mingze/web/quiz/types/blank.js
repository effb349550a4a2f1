/* Blank: texts for the gaps of the stem. */
"use strict";

(() => {
  const { dom, quiz } = window.mingze;

  quiz.type("blank", {
    body(question, id) {
      return quiz.asWritten(question.gaps).map((n) => {
        const input = dom.make("input");
        input.type = "text";
        input.name = id;
        input.autocomplete = "off";
        return dom.make("label", "mz-blank", ["第" + (n + 1) + "空 ", input]);
      });
    },
    read(field) {
      const texts = dom.all(field, ".mz-blank input").map((input) => input.value);
      return texts.some((text) => text.trim()) ? texts : null;
    },
    write(field, response) {
      dom.all(field, ".mz-blank input").forEach((input, n) => { input.value = (response && response[n]) || ""; });
    },
    isResponse: quiz.listOf("string"),
    mark(entry, response, traditional) {
      return quiz.share(entry.key, (n) => quiz.accepts(response[n] || "", entry.key[n], traditional));
    },
    exported(response) { return response.map((/** @type {string} */ text) => text.trim() ? text : null); }
  });
})();
