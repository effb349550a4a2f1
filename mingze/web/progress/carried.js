/*
 * What a device can hand on to another.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { quiz } = site;
  const MOST_DONE = 20;

  /** Whether an entry can be shown as an exam that was sat: what the device kept may be damaged. */
  quiz.isExam = function (one) {
    return Boolean(one && typeof one.title === "string" && typeof one.number === "string" && one.number) &&
      typeof one.when === "number" && !isNaN(new Date(one.when).getTime()) && Number.isFinite(one.full) && one.full > 0 &&
      (one.score === null || (Number.isFinite(one.score) && one.score >= 0 && one.score <= one.full));
  };

  /** @returns the papers sat on this device, the last first: {paper, title, number, when, score, full} */
  quiz.examsDone = function (store) {
    return store.names("done/").map((name) => store.recall(name)).filter(quiz.isExam)
      .sort((a, b) => b.when - a.when).slice(0, MOST_DONE);
  };

  /** Everything a device can hand on to another, as `site.exported` gives it. */
  quiz.carried = function (store) {
    return {
      format: "mingze-records/2", site: site.id,
      quiz: quiz.records(store).all(), learned: site.learned(), exams: quiz.examsDone(store)
    };
  };
})();
