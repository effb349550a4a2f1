/*
 * What the types with options have in common.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { dom, quiz } = site;

  /** @returns an option: its control, its letter where it has one, its text */
  quiz.option = function (kind, id, value, letter, text) {
    const input = dom.make("input");
    input.type = kind;
    input.name = id;
    input.value = value;
    return dom.make("label", "mz-option", [input, " "].concat(letter ? [dom.make("span", "mz-option__letter", letter + "."), " "] : [], text));
  };

  /** @returns what is chosen */
  quiz.chosen = function (field) {
    return dom.all(field, ".mz-option input").filter((input) => input.checked);
  };

  /** Say at each option that is right or was chosen what it is, in words too and not by colour alone. */
  quiz.revealOptions = function (field, key, answer) {
    const right = [].concat(key).map(String);
    dom.all(field, ".mz-option").forEach((option) => {
      const input = option.querySelector("input");
      const isRight = right.indexOf(input.value) >= 0;
      if (!isRight && !input.checked) return;
      const name = "mz-option__mark mz-option__mark--" + (isRight ? "right" : "wrong");
      option.appendChild(dom.make("span", name, isRight ? (input.checked ? "✓ 选对了" : "✓ 正确答案") : "✗ 选错了"));
    });
    dom.all(answer, "[data-option]").forEach((reason) => {
      const input = field.querySelector('input[value="' + reason.getAttribute("data-option") + '"]');
      reason.classList.toggle("mz-answer__chosen", Boolean(input && input.checked));
    });
  };

  /**
   * Options with letters: a single choice, a multiple one.
   * @param {"radio"|"checkbox"} kind of the controls
   */
  quiz.choice = function (kind, own) {
    /** @type {Omit<OwnType, "mark" | "hands">} */
    const shared = {
      parts(question) { return question.options.length; },
      body(question, id, order) {
        return order.map((n, place) => quiz.option(kind, id, n, site.LETTERS[place], quiz.fragment("span", "", question.options[n])));
      },
      read(field) {
        const found = quiz.chosen(field).map((input) => Number(input.value));
        return found.length ? found : null;
      },
      write(field, response) {
        dom.all(field, ".mz-option input").forEach((input) => { input.checked = response !== null && response.indexOf(Number(input.value)) >= 0; });
      },
      isResponse: quiz.listOf("number"),
      reveal: quiz.revealOptions,
      keyWords(entry, order) { return entry.key.map((/** @type {number} */ n) => site.LETTERS[order.indexOf(n)]).sort().join("、"); },
      exported(response) { return response.map((/** @type {number} */ n) => site.LETTERS[n]).sort().join(""); },
      rows(question, order) { return order.map((n, place) => ({ row: n, letter: site.LETTERS[place], html: question.options[n] })); },
      right(key) { return key; }
    };
    return Object.assign(shared, own);
  };
})();
