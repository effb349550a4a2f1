/*
 * A paper handed in: marks by section, and each question with its verdict, key and reasons.
 */
"use strict";

(() => {
  const { dom, quiz } = window.mingze;

  /** @returns {string} marks as people write them: 2, 2.4, 2.33 */
  function points(/** @type {number} */ number) {
    return String(Math.round(number * 100) / 100);
  }

  /** What is said of each question. */
  function judging(/** @type {Review} */ it) {
    Object.assign(it, {
      /** A short answer is rated by whoever wrote it, point by point. */
      askToRate(item) {
        const response = it.questions.given(item, it.stateNow());
        if (!response) return;
        if (item.type.rate) item.type.rate(item.field);
        item.type.write(item.field, response);
        const done = dom.button(response.rated ? "改好了" : "评好了", "rate");
        item.field.appendChild(done);
        done.addEventListener("click", () => {
          const given = item.type.read(item.field).points;
          it.rate(item, given);
          done.textContent = "改好了";
          it.say(item);
          item.feedback.focus();
        });
      },

      say(item) {
        const part = it.share(item);
        item.share = part;
        if (!item.entry) {
          item.feedback.textContent = "这道题在新版里改过或撤下了，正确答案对不上，本卷不评这道题。";
          return;
        }
        if (item.changed) {
          item.feedback.textContent = "这道题在新版里改过，交上的答案是答旧题的，不评分。";
          return;
        }
        if (part === null) {
          item.feedback.textContent = "对照要点，勾出自己写到的，再点“评好了”。";
          return;
        }
        const verdict = quiz.verdict(part);
        item.feedback.setAttribute("data-result", verdict);
        item.feedback.textContent = it.questions.given(item, it.stateNow()) === undefined
          ? "没有作答。"
          : quiz.VERDICTS[verdict] + "得 " + points(part * item.points) + " 分，满分 " + item.points + " 分。";
      }
    });
  }

  /** What the answers are worth. */
  function counting(/** @type {Review} */ it) {
    Object.assign(it, {
      /** @returns {number | null} 0 to 1; null where it waits for rating, or the site has the answer of another edition only */
      share(item) {
        const response = it.questions.given(item, it.stateNow());
        if (!item.entry) return null;
        if (response === undefined) return 0;
        if (item.type.rated && !response.rated) return null;
        return item.type.mark(item.entry, response, it.answers.traditional);
      },

      /** Whether a question counts at all: not what the site changed between the reader's answer and its own. */
      counts(item) {
        return Boolean(item.entry) && !(item.changed && it.questions.given(item, it.stateNow()) === undefined);
      },

      /** @returns {string} which questions are not marked since their answers are of another edition, "" where all are */
      unmarked() {
        const left = it.questions.items.filter((item) => !item.entry);
        return left.length ? "第 " + left.map((item) => item.number).join("、") + " 题的正确答案与题目不是同一版，没有评分。" : "";
      },

      /** @returns {{score: number, full: number, open: number}} the marks of some items; `open` marks wait for rating */
      sum(some) {
        return some.reduce((sum, item) => {
          const part = it.share(item);
          if (!it.counts(item)) return sum;
          sum.full += item.points;
          if (part === null) sum.open += item.points;
          else sum.score += part * item.points;
          return sum;
        }, { score: 0, full: 0, open: 0 });
      }
    });
  }

  /**
   * @param questions of `quiz.paperForm`
   * @param answers of their banks
   * @param stateNow the state of the examination
   * @param rate called when the reader has rated a short answer
   */
  quiz.review = function (questions, answers, stateNow, rate) {
    const it = /** @type {Review} */ ({ questions, answers, stateNow, rate });
    judging(it);
    counting(it);
    it.questions.items.forEach((item) => {
      dom.all(item.field, ".mz-feedback, .mz-answer, .mz-option__mark, [data-action=rate]").forEach((part) => { part.remove(); });
      item.entry = it.answers.questions[item.id];
      item.feedback = quiz.feedback();
      if (!quiz.belong(item, item.entry)) item.entry = null;
      if (!item.entry) {
        item.field.appendChild(item.feedback);
        return it.say(item);
      }
      item.answer = quiz.answer(item.entry, item.question, item.order, item.base);
      item.field.appendChild(item.feedback);
      item.field.appendChild(item.answer);
      item.answer.open = true;
      item.type.reveal(item.field, item.entry.key, item.answer);
      if (item.type.rated) it.askToRate(item);
      it.say(item);
    });

    return it;
  };

  /** @returns a table of marks by section */
  quiz.scoreTable = function (sections, review) {
    const table = dom.make("table", "mz-paper");
    const head = table.createTHead().insertRow();
    ["大题", "答对题数", "得分"].forEach((name) => {
      const cell = dom.make("th", "", name);
      cell.scope = "col";
      head.appendChild(cell);
    });
    const body = table.createTBody();
    sections.forEach((section) => {
      const row = body.insertRow();
      const name = dom.make("th", "", section.title);
      name.scope = "row";
      row.appendChild(name);
      const sum = review.sum(section.items);
      const right = section.items.filter((item) => review.share(item) === 1).length;
      row.insertCell().textContent = right + " / " + section.items.length;
      const marks = row.insertCell();
      marks.textContent = points(sum.score) + " / " + sum.full;
      if (sum.open) marks.appendChild(dom.make("span", "", "（" + sum.open + " 分待自评）"));
    });
    return table;
  };

  quiz.points = points;
})();
