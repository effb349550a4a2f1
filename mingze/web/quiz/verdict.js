/*
 * What is said once a question is answered.
 */
"use strict";

(() => {
  const { dom, quiz } = window.mingze;

  quiz.VERDICTS = { right: "答对了。", wrong: "答错了。", partial: "对了一部分。" };

  /** @returns {"right"|"partial"|"wrong"} what a share of the mark amounts to */
  quiz.verdict = function (share) {
    return share === 1 ? "right" : share > 0 ? "partial" : "wrong";
  };

  /** @returns where feedback on a question stands */
  quiz.feedback = function () {
    const feedback = dom.make("output", "mz-feedback");
    feedback.setAttribute("aria-live", "polite");
    feedback.setAttribute("tabindex", "-1");
    return feedback;
  };
})();
