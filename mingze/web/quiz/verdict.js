/*
 * What is shown once a question is answered: the right options and the chosen ones, in words too and not by colour alone.
 */
"use strict";

(() => {
  const { dom, quiz } = window.mingze;

  quiz.VERDICTS = { right: "答对了。", wrong: "答错了。", partial: "对了一部分。" };

  /** @returns {"right"|"partial"|"wrong"} what a share of the mark amounts to */
  quiz.verdict = function (share) {
    return share === 1 ? "right" : share > 0 ? "partial" : "wrong";
  };

  /** @returns {HTMLOutputElement} where feedback on a question stands */
  quiz.feedback = function () {
    const feedback = dom.make("output", "mz-feedback");
    feedback.setAttribute("aria-live", "polite");
    feedback.setAttribute("tabindex", "-1");
    return feedback;
  };

  quiz.markOptions = function (field, key, answer) {
    const type = field.getAttribute("data-type");
    if (type !== "single" && type !== "multiple" && type !== "judge") return;
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
})();
