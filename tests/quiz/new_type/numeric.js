/* Numeric: a number, however it is typed. */
"use strict";

(() => {
  const { dom, quiz } = window.mingze;
  const number = (text) => (text.trim() ? Number(text.normalize("NFKC")) : NaN);

  quiz.type("numeric", {
    body(_question, id) {
      const input = dom.make("input");
      input.type = "text";
      input.inputMode = "decimal";
      input.name = id;
      input.autocomplete = "off";
      return [dom.make("label", "mz-blank", ["数 ", input])];
    },
    read(field) { return dom.all(field, ".mz-blank input")[0].value.trim() || null; },
    write(field, response) { dom.all(field, ".mz-blank input")[0].value = response || ""; },
    isResponse(value) { return typeof value === "string"; },
    mark(entry, response) { return number(response) === number(entry.key) ? 1 : 0; }
  });
})();
