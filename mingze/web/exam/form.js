/*
 * The questions of a paper on the page, with flags and an overview (答题卡).
 */
"use strict";

(() => {
  const { dom, quiz } = window.mingze;
  const NUMERALS = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

  /** The paper as it is written on the page. */
  function building(/** @type {FormParts} */ it) {
    Object.assign(it, {
      /** Write the paper; questions that the site no longer has are left out, those it has in other words start anew. */
      build(data, state) {
        it.form.textContent = "";
        it.questions.items = [];
        it.gone = /** @type {string[]} */ ([]).concat(...state.ids).filter((id) => !data.questions[id]).length;
        it.questions.sections = it.paper.sections.map((section, n) => {
          const ids = (state.ids[n] || []).filter((id) => data.questions[id]);
          const title = (NUMERALS[n] || n + 1) + "、" + section.label;
          const facts = "（共 " + ids.length + (section.groups ? " 小题，每小题 " : " 题，每题 ") + section.points + " 分，共 " + ids.length * section.points + " 分）";
          it.form.appendChild(dom.make("h3", "mz-exam__section", title + facts));
          const place = quiz.placing(it.form, data.groups, it.base);
          return { title, items: ids.map((id) => it.add(id, section, data.questions[id], state, place)) };
        });
        it.write(state);
        if (state.handed) it.lock();
      },

      add(id, section, question, state, place) {
        const order = quiz.arranged(question, id, state.seed, state.form);
        const number = it.questions.items.length + 1;
        const field = quiz.field(question, id, order, number, it.base);
        const item = /** @type {ExamItem} */ ({ id, field, question, order, type: quiz.types[question.type], points: section.points, base: it.base, number, edition: question.edition });
        item.changed = item.id in state.answers && it.given(item, state) === undefined;
        item.type.start(field);
        dom.all(field, ".mz-question__note").forEach((part) => { part.remove(); });
        item.flag = dom.button("", "flag", "mz-button--quiet mz-exam__flag mz-screen");
        item.flag.addEventListener("click", () => { it.on.flagged(item); });
        field.appendChild(item.flag);
        ["change", "input"].forEach((name) => {
          field.addEventListener(name, () => { if (!item.locked) it.on.answered(item, it.read(item)); });
        });
        place(field, question.group);
        it.questions.items.push(item);
        return item;
      },

      /** @returns {string} what the site changed since the paper was begun, in words; "" where it is as it was */
      missing(handed) {
        const changed = it.questions.items.filter((item) => item.changed);
        return (it.gone ? "有 " + it.gone + " 题已经从题库里撤下，本卷不再计这些题。" : "") +
          (changed.length ? "第 " + changed.map((item) => item.number).join("、") + " 题在新版里改过，" + (handed ? "原来的答案不评分。" : "请重新作答。") : "");
      }
    });
  }

  /** Answers and flags. */
  function answering(/** @type {FormParts} */ it) {
    Object.assign(it, {
      /** @returns {*} the answer kept; undefined where there is none, or it was given to the question in other words or another order */
      given(item, state) {
        const other = state.editions[item.id] && state.editions[item.id] !== item.edition;
        return other ? undefined : state.answers[item.id];
      },

      read(item) {
        const response = item.type.read(item.field);
        return item.type.isAnswer(response) ? response : null;
      },

      /**
       * Show the answers and flags of a state, but where the reader is just now.
       * @param {boolean | undefined} returned whether the page comes from the back-forward cache, which gives some fields back empty
       */
      write(state, returned) {
        it.questions.items.forEach((item) => {
          it.showFlag(item, Boolean(state.flags[item.id]));
          if (!returned && item.field.contains(document.activeElement)) return;
          const response = it.given(item, state);
          item.type.write(item.field, response === undefined ? null : response);
        });
      },

      lock() {
        it.questions.items.forEach((item) => {
          item.locked = true;
          item.flag.hidden = true;
          quiz.lock(item.field, true);
        });
      },

      /** Show all questions, or only those without the full mark; a dossier without a question goes too. */
      only(wrong) {
        it.questions.items.forEach((item) => { item.field.hidden = wrong && item.share === 1; });
        dom.all(it.form, ".mz-group").forEach((group) => { group.hidden = !group.querySelector("fieldset:not([hidden])"); });
      },

      showFlag(item, flagged) {
        item.flag.setAttribute("aria-pressed", String(flagged));
        item.flag.textContent = flagged ? "⚑ 已标记" : "⚐ 标记，回头再看";
      }
    });
  }

  /** All questions at a glance. */
  function overseeing(/** @type {FormParts} */ it) {
    Object.assign(it, {
      /** @returns {Element} every question's number, whether it is answered and flagged; `go` is called with the one chosen */
      overview(state, go) {
        const list = dom.make("ol");
        it.questions.items.forEach((item) => {
          const answered = it.given(item, state) !== undefined;
          const flagged = Boolean(state.flags[item.id]);
          const link = dom.make("a", answered ? "is-answered" : "");
          link.href = "#" + item.field.id;
          link.appendChild(dom.make("b", "", String(item.number)));
          link.appendChild(dom.make("span", "", (answered ? "已答" : "未答") + (flagged ? " ⚑" : "")));
          link.setAttribute("aria-label", "第 " + item.number + " 题，" + (answered ? "已答" : "未答") + (flagged ? "，已标记" : ""));
          link.addEventListener("click", (event) => {
            event.preventDefault();
            go(item);
          });
          list.appendChild(dom.make("li")).appendChild(link);
        });
        return list;
      }
    });
  }

  /**
   * @param paper the blueprint in the page
   * @param form filled by `build`
   * @param on what the reader does
   */
  quiz.paperForm = function (paper, form, base, on) {
    const it = /** @type {FormParts} */ ({ paper, form, base, on });
    building(it);
    answering(it);
    overseeing(it);
    it.questions = { items: [], sections: [], build: it.build, missing: it.missing, write: it.write, lock: it.lock, given: it.given, showFlag: it.showFlag, overview: it.overview, only: it.only };
    it.gone = 0; // questions that the site no longer has
    it.form.addEventListener("submit", (event) => { event.preventDefault(); });
    return it.questions;
  };
})();
