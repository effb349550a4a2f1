/*
 * What a phone shows of the hall: the question with its controls, later what is right and why.
 */
"use strict";

(() => {
  const { dom, quiz, live } = window.mingze;
  const WAITING = { wait: "签到好了。请等主持人开始。", end: "答完了，谢谢参加。", over: "这一场已经结束，谢谢参加。" };
  const CALM = 600; // ms after the last key of a text that is being typed

  /** Links lead away from the hall: their words stay. */
  live.withoutLinks = function (/** @type {any} */ element) {
    dom.all(element, "a").forEach((link) => {
      const words = dom.make("span", link.className);
      while (link.firstChild) words.appendChild(link.firstChild);
      link.parentNode.replaceChild(words, link);
    });
    return element;
  };

  /** The material of a question group, folded where the question itself is asked. */
  function dossier(/** @type {any} */ state, /** @type {boolean} */ open) {
    if (!state.question.dossier) return [];
    const details = dom.make("details", "mz-dossier--folded", dom.make("summary", "", "看材料"));
    details.open = open;
    details.appendChild(live.withoutLinks(quiz.element(state.question.dossier, "/")));
    return [details];
  }

  /** Mark what is chosen by more than the small circle of the system. */
  function markChosen(/** @type {any} */ field) {
    dom.all(field, ".mz-option").forEach((option) => { option.classList.toggle("is-chosen", option.querySelector("input").checked); });
  }

  /** The question with its controls. */
  function asking(/** @type {any} */ it) {
    Object.assign(it, {
      field(/** @type {any} */ state) {
        const field = live.withoutLinks(quiz.field(state.question, state.question.id, state.order, state.at + 1, "/"));
        const type = quiz.types[state.question.type];
        dom.all(field, ".mz-question__note").forEach((note) => { note.textContent = "写出要点，写好自动保存。"; });
        type.start(field);
        field.addEventListener("change", () => {
          markChosen(field);
          it.read();
        });
        field.addEventListener("input", (/** @type {any} */ event) => {
          if (!event.target.matches("textarea, input[type=text]")) return;
          clearTimeout(it.typing);
          it.typing = setTimeout(it.read, CALM);
        });
        return field;
      },

      /** Take what stands in the controls for the answer. */
      read() {
        clearTimeout(it.typing);
        it.typing = 0;
        if (!it.asked || !it.isOpen) return;
        const type = quiz.types[it.state.question.type];
        const response = type.read(it.asked);
        it.answered(it.state.at, it.state.round, response === null || !type.isAnswer(response) ? null : response);
      },

      /** Put an answer into the controls: the one before a reload, or of another window. */
      write(/** @type {any} */ response) {
        const type = quiz.types[it.state.question.type];
        if (response !== null && !type.isResponse(response)) return;
        type.write(it.asked, response);
        markChosen(it.asked);
      },

      /** Show what another window of this phone answered, but not while something is being typed here. */
      renew(/** @type {any} */ response) {
        if (!it.typing) it.write(response);
      },

      lock() {
        it.isOpen = false;
        quiz.lock(it.asked, true);
      }
    });
  }

  /** What is right, and why. */
  function revealing(/** @type {any} */ it) {
    Object.assign(it, {
      reveal(/** @type {any} */ state, /** @type {any} */ mine) {
        const type = quiz.types[state.question.type];
        const answer = live.withoutLinks(quiz.answer(state.answer, state.question, state.order, "/"));
        const isMarked = mine !== null && !type.rated && type.isResponse(mine);
        const share = isMarked ? type.mark(state.answer, mine, state.answer.traditional || {}) : 0;
        type.reveal(it.asked, state.answer.key, answer);
        answer.open = true;
        answer.querySelector("summary").textContent = "答案与解析";
        const said = dom.make("p", "mz-feedback", isMarked ? quiz.VERDICTS[quiz.verdict(share)] : mine === null ? "这一题没有作答。" : "");
        if (isMarked) said.setAttribute("data-result", quiz.verdict(share));
        return [said, answer];
      }
    });
  }

  /** What stands on the phone. */
  function drawing(/** @type {any} */ it) {
    Object.assign(it, {
      words(/** @type {any} */ state) {
        if (/** @type {any} */ (WAITING)[state.view]) return /** @type {any} */ (WAITING)[state.view];
        const where = "第 " + (state.at + 1) + " / " + state.total + " 题" + (state.round === 2 ? "，讨论后再答一次" : "");
        if (state.view === "dossier") return where + "，先看材料";
        if (state.answer) return where + "，揭晓";
        return where + (state.open ? "" : "，已收题，请看大屏幕");
      },

      /**
       * @param {any} state what the server said
       * @param {any} mine the answer that this phone has, null for none
       */
      draw(/** @type {any} */ state, /** @type {any} */ mine) {
        const key = [state.hall, state.at, state.round, state.view === "dossier", Boolean(state.answer), Boolean(state.question)].join();
        const words = it.words(state);
        it.state = state;
        if (it.where.textContent !== words) it.where.textContent = words; // told by screen readers when it changes
        if (key !== it.drawn) {
          clearTimeout(it.typing);
          it.typing = 0;
          it.drawn = key;
          it.box.textContent = "";
          it.asked = null;
          it.fill(state, mine);
        }
        if (!it.asked) return;
        it.isOpen = Boolean(state.open);
        quiz.lock(it.asked, !it.isOpen);
      },

      fill(/** @type {any} */ state, /** @type {any} */ mine) {
        if (!state.question) {
          if (state.view in WAITING) return;
          it.box.appendChild(dom.make("p", "", "这道题不在这里，请看大屏幕。"));
          return;
        }
        dossier(state, state.view === "dossier").forEach((one) => { it.box.appendChild(one); });
        if (state.view === "dossier") return;
        it.asked = it.box.appendChild(it.field(state));
        it.write(mine);
        if (state.answer) it.reveal(state, mine).forEach((/** @type {any} */ one) => { it.box.appendChild(one); });
        else if (state.view === "reveal" || state.view === "why") it.box.appendChild(dom.make("p", "", "答案请看大屏幕。"));
        window.scrollTo(0, 0);
      }
    });
  }

  /**
   * @param {{box: any, where: any}} parts
   * @param {(q: number, round: number, response: any) => void} answered takes what somebody chose, null where it was taken back
   */
  live.screen = function (parts, answered) {
    const it = { box: parts.box, where: parts.where, answered, state: null, asked: null, isOpen: false, drawn: "", typing: 0 };
    asking(it);
    revealing(it);
    drawing(it);
    return it;
  };
})();
