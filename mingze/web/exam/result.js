/*
 * What a paper came to once it is handed in; where keys are kept back, only the way to hand the answers over.
 */
"use strict";

(() => {
  const { dom, quiz } = window.mingze;
  const COUNTED_BY_THEN = 2000; // ms

  /**
   * @param {Element} root of the examination
   * @param {Object} questions of `quiz.paperForm`
   * @param {{store, kept, number, state, follows, current}} exam what the examination knows and does; `current` changes when
   *   another one is shown
   */
  quiz.examResult = function (root, paper, questions, exam) {
    const button = dom.actions(root);
    const part = dom.parts(root);
    let started = false;
    return { show, again: mark };

    function show() {
      const state = exam.state();
      const title = part("result").querySelector("h2");
      title.scrollIntoView();
      title.focus();
      part("sheet-text").hidden = true; // of another examination
      part("sheet-said").textContent = "";
      if (!started) quiz.sheet(root, sheet);
      started = true;
      if (!paper.withheld) return mark();
      const done = questions.items.filter((item) => questions.given(item, state) !== undefined).length;
      part("total").textContent = "卷号 " + exam.number(state) + "。答了 " + done + " / " + questions.items.length +
        " 题。本卷不公布答案：请存成答卷文件，交给组织者统一评分。";
      note(null, questions.items.reduce((full, item) => full + item.points, 0));
    }

    /** Mark the answers, or mark them again with those of another window that came late. */
    function mark() {
      if (paper.withheld) return;
      const mine = exam.current();
      part("total").textContent = "正在评分……";
      quiz.load("answers", quiz.banksOf(paper, exam.state().ids)).then((answers) => {
        if (mine !== exam.current()) return;
        const review = quiz.review(questions, answers, exam.state, (item, given) => {
          const rated = Object.assign({}, exam.state().answers[item.id], { points: given, rated: 1 });
          exam.kept.answer(exam.state(), item.id, rated, item.edition);
          count(review);
          total(review);
        });
        button("mark-again").hidden = true;
        button("wrong-only").hidden = false;
        total(review);
        if (!exam.follows()) return count(review);
        setTimeout(() => { // the window that handed in counts, unless it is gone
          if (mine === exam.current()) count(review);
        }, COUNTED_BY_THEN);
      }).catch((error) => {
        if (mine !== exam.current()) return;
        dom.report(error);
        part("total").textContent = "答案已经交上，存在这台设备上。正确答案没有取到，请检查网络后点“再取一次答案”。";
        button("mark-again").hidden = false;
      });
    }

    /**
     * Note the answers among the records of this device, under the paper's own name: once, whichever windows do and however
     * often. What was left open is no wrong answer.
     */
    function count(review) {
      const state = exam.state();
      const right = {};
      questions.items.forEach((item) => {
        const share = questions.given(item, state) === undefined ? null : review.share(item);
        if (share !== null) right[item.id] = share === 1 ? 1 : 0;
      });
      quiz.records(exam.store).sat(exam.kept.nameOf(state), state.handed, right);
    }

    function total(review) {
      const state = exam.state();
      const sum = review.sum(questions.items);
      let minutes = Math.max(1, Math.round(state.used / 60000));
      if (state.late) minutes = state.minutes;
      part("total").textContent = "卷号 " + exam.number(state) + "。得 " + quiz.points(sum.score) + " 分，满分 " + sum.full + " 分" +
        (sum.open ? "；另有 " + sum.open + " 分的简答题，请对照要点自评" : "") + "。用时 " + minutes + " 分钟。" + questions.missing(true) + review.unmarked();
      part("scores").textContent = "";
      part("scores").appendChild(quiz.scoreTable(questions.sections, review));
      note(sum.open ? null : Number(quiz.points(sum.score)), sum.full); // thirds of a mark do not add up exactly
    }

    /** Keep the result among those of this device. */
    function note(score, full) {
      const state = exam.state();
      exam.kept.finish(state, { paper: paper.id, title: paper.title, number: exam.number(state), when: state.handed, score, full });
    }

    function sheet() {
      const state = exam.state();
      const answers = {};
      questions.items.forEach((item) => { answers[item.id] = quiz.exported(item.type, questions.given(item, state)); });
      return { paper: paper.id, seed: state.seed, form: state.form, answers };
    }
  };
})();
