/*
 * What a paper came to once it is handed in; where keys are kept back, only the way to hand the answers over.
 */
"use strict";

(() => {
  const { dom, quiz } = window.mingze;
  const COUNTED_BY_THEN = 2000; // ms

  /** The marks on the page. */
  function showing(/** @type {ResultParts} */ it) {
    Object.assign(it, {
      show() {
        const state = it.exam.state();
        const title = it.part("result").querySelector("h2");
        title.scrollIntoView();
        title.focus();
        it.part("sheet-text").hidden = true; // of another examination
        it.part("sheet-said").textContent = "";
        if (!it.started) quiz.sheet(it.root, it.sheet);
        it.started = true;
        if (!it.paper.withheld) return it.mark();
        const done = it.questions.items.filter((item) => it.questions.given(item, state) !== undefined).length;
        it.part("total").textContent = "卷号 " + it.exam.number(state) + "。答了 " + done + " / " + it.questions.items.length +
          " 题。本卷不公布答案：请存成答卷文件，交给组织者统一评分。";
        it.note(null, it.questions.items.reduce((full, item) => full + item.points, 0));
      },

      /** Mark the answers, or mark them again with those of another window that came late. */
      mark() {
        if (it.paper.withheld) return;
        const mine = it.exam.current();
        it.part("total").textContent = "正在评分……";
        quiz.load("answers", quiz.banksOf(it.paper, it.exam.state().ids)).then((answers) => {
          if (mine !== it.exam.current()) return;
          const review = quiz.review(it.questions, answers, it.exam.state, (item, given) => {
            const rated = Object.assign({}, it.exam.state().answers[item.id], { points: given, rated: 1 });
            it.exam.kept.answer(it.exam.state(), item.id, rated, item.edition);
            it.count(review);
            it.total(review);
          });
          it.button("mark-again").hidden = true;
          it.button("wrong-only").hidden = false;
          it.total(review);
          if (!it.exam.follows()) return it.count(review);
          setTimeout(() => { // the window that handed in counts, unless it is gone
            if (mine === it.exam.current()) it.count(review);
          }, COUNTED_BY_THEN);
        }).catch((error) => {
          if (mine !== it.exam.current()) return;
          dom.report(error);
          it.part("total").textContent = "答案已经交上，存在这台设备上。正确答案没有取到，请检查网络后点“再取一次答案”。";
          it.button("mark-again").hidden = false;
        });
      },

      total(review) {
        const state = it.exam.state();
        const sum = review.sum(it.questions.items);
        let minutes = Math.max(1, Math.round(state.used / 60000));
        if (state.late) minutes = state.minutes;
        it.part("total").textContent = "卷号 " + it.exam.number(state) + "。得 " + quiz.points(sum.score) + " 分，满分 " + sum.full + " 分" +
          (sum.open ? "；另有 " + sum.open + " 分的题要对照要点自评" : "") + "。用时 " + minutes + " 分钟。" + it.questions.missing(true) + review.unmarked();
        it.part("scores").textContent = "";
        it.part("scores").appendChild(quiz.scoreTable(it.questions.sections, review));
        it.note(sum.open ? null : Number(quiz.points(sum.score)), sum.full); // thirds of a mark do not add up exactly
      }
    });
  }

  /** What is kept and exported of them. */
  function noting(/** @type {ResultParts} */ it) {
    Object.assign(it, {
      /**
       * Note the answers among the records of this device, under the paper's own name: once, whichever windows do and however
       * often. What was left open is no wrong answer.
       */
      count(review) {
        const state = it.exam.state();
        /** @type {By<number>} */
        const right = {};
        it.questions.items.forEach((item) => {
          const share = it.questions.given(item, state) === undefined ? null : review.share(item);
          if (share !== null) right[item.id] = share === 1 ? 1 : 0;
        });
        quiz.records(it.exam.store).sat(it.exam.kept.recordsName(state), /** @type {number} */ (state.handed), right);
      },

      /** Keep the result among those of this device. */
      note(score, full) {
        const state = it.exam.state();
        it.exam.kept.finish(state, { paper: it.paper.id, title: it.paper.title, number: it.exam.number(state), when: /** @type {number} */ (state.handed), score, full });
      },

      sheet() {
        const state = it.exam.state();
        /** @type {By<unknown>} */
        const answers = {};
        it.questions.items.forEach((item) => { answers[item.id] = quiz.exported(item.type, it.questions.given(item, state)); });
        return { paper: it.paper.id, seed: state.seed, form: state.form, answers };
      }
    });
  }

  /**
   * @param root of the examination
   * @param questions of `quiz.paperForm`
   * @param exam what the examination knows and does; `current` changes when
   *   another one is shown
   */
  quiz.examResult = function (root, paper, questions, exam) {
    const it = /** @type {ResultParts} */ ({ root, paper, questions, exam });
    showing(it);
    noting(it);
    it.button = dom.actions(it.root);
    it.part = dom.parts(it.root);
    it.started = false;
    return { show: it.show, again: it.mark };
  };
})();
