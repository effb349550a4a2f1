/*
 * What a paper came to once it is handed in; where keys are kept back, only the way to hand the answers over.
 */
"use strict";

(function () {
  var quiz = window.mingze.quiz;

  /**
   * @param {Element} root of the examination
   * @param {Object} questions of `quiz.paperForm`
   * @param {{store, kept, number, keep, state, follows}} exam what the examination knows and does
   */
  quiz.examResult = function (root, paper, questions, exam) {
    var base = root.getAttribute("data-base");
    var started = false;
    return { show: show };

    function part(name) {
      return root.querySelector('[data-part="' + name + '"]');
    }

    function show() {
      var state = exam.state();
      var title = part("result").querySelector("h2");
      title.scrollIntoView();
      title.focus();
      part("sheet-text").hidden = true; // of another examination
      part("sheet-said").textContent = "";
      if (!started) quiz.sheet(root, sheet);
      started = true;
      if (!paper.withheld) return mark();
      var done = questions.items.filter(function (item) { return item.id in state.answers; }).length;
      part("total").textContent = "卷号 " + exam.number(state) + "。答了 " + done + " / " + questions.items.length +
        " 题。本卷不公布答案：请存成答卷文件，交给组织者统一评分。";
      note(null);
    }

    function mark() {
      part("total").textContent = "正在评分……";
      quiz.load(base, "answers", quiz.banksOf(paper, exam.state().ids)).then(function (answers) {
        var review = quiz.review(questions.items, answers, exam.state, function (item, given) {
          var again;
          exam.keep(function (state) {
            again = state.answers[item.id].rated; // in whichever window
            state.answers[item.id].points = given;
            state.answers[item.id].rated = 1;
          });
          if (!again) remember([item], review);
          total(review);
        });
        if (!exam.follows() && !(exam.kept.read() || exam.state()).counted) {
          exam.keep(function (state) { state.counted = 1; });
          remember(questions.items, review);
        }
        button("mark-again").hidden = true;
        button("wrong-only").hidden = false;
        total(review);
      }, function () {
        part("total").textContent = "答案已经交上，存在这台设备上。正确答案没有取到，请检查网络后点“再取一次答案”。";
        button("mark-again").hidden = false;
      });
    }

    function button(name) {
      return root.querySelector('[data-action="' + name + '"]');
    }

    /** Note the answers among the records of this device: what was left open is no wrong answer. */
    function remember(some, review) {
      var records = quiz.records(exam.store);
      var state = exam.state();
      some.forEach(function (item) {
        var share = item.id in state.answers ? review.share(item) : null;
        if (share !== null) records.answer(item.id, share === 1, state.handed);
      });
      document.dispatchEvent(new CustomEvent("mingze:remembered"));
    }

    function total(review) {
      var state = exam.state();
      var sum = review.sum(questions.items);
      var minutes = Math.max(1, Math.round(state.used / 60000));
      if (state.late) minutes = state.minutes;
      part("total").textContent = "卷号 " + exam.number(state) + "。得 " + quiz.points(sum.score) + " 分，满分 " + sum.full + " 分" +
        (sum.open ? "；另有 " + sum.open + " 分的简答题，请对照要点自评" : "") + "。用时 " + minutes + " 分钟。";
      part("scores").textContent = "";
      part("scores").appendChild(quiz.scoreTable(questions.sections, review));
      note(sum.open ? null : Number(quiz.points(sum.score))); // thirds of a mark do not add up exactly
    }

    /** Keep the result among those of this device. */
    function note(score) {
      var state = exam.state();
      var full = questions.items.reduce(function (sum, item) { return sum + item.points; }, 0);
      exam.kept.finish({ paper: paper.id, title: paper.title, number: exam.number(state), when: state.handed, score: score, full: full });
    }

    function sheet() {
      var state = exam.state();
      var answers = {};
      questions.items.forEach(function (item) { answers[item.id] = quiz.exported(item.type, state.answers[item.id]); });
      return { paper: paper.id, seed: state.seed, form: state.form, answers: answers };
    }
  };
})();
