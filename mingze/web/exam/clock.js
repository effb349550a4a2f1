/*
 * The time of an examination: what is left, the warnings, and the end.
 */
"use strict";

(() => {
  const { quiz } = window.mingze;
  const WARNINGS = [10, 5, 1]; // minutes
  const KEPT_EVERY = 5; // seconds

  /**
   * @param root of the examination
   */
  quiz.examClock = function (root, exam) {
    const left = root.querySelector('[data-part="left"]');
    /** @type {number | undefined} */
    let ticking;
    /** @type {number | null | undefined} */
    let warned;

    function tick() {
      const state = exam.state();
      if (state.handed || !state.minutes) {
        left.textContent = state.minutes ? "" : "不限时";
        return;
      }
      const seconds = Math.max(0, Math.ceil(state.minutes * 60 - exam.used() / 1000));
      left.textContent = "剩余 " + Math.floor(seconds / 60) + ":" + ("0" + (seconds % 60)).slice(-2);
      if (seconds === 0) return exam.over();
      if (seconds % KEPT_EVERY === 0) exam.keep();
      warn(seconds, state.minutes);
      root.classList.toggle("is-late", seconds <= 300 && state.minutes > 5);
    }

    function warn(/** @type {number} */ seconds, /** @type {number} */ whole) {
      const near = WARNINGS.filter((minutes) => seconds <= minutes * 60 && minutes < whole).pop();
      if (!near || near === warned) return;
      warned = near;
      exam.say((seconds > 60 ? "还剩 " + Math.ceil(seconds / 60) + " 分钟" : "还剩最后 1 分钟") + "，到时间自动交卷。");
    }

    return {
      start() {
        clearInterval(ticking);
        warned = null;
        ticking = setInterval(tick, 1000);
        tick();
      },
      stop() {
        clearInterval(ticking);
        root.classList.remove("is-late");
      }
    };
  };
})();
