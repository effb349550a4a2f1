/*
 * A paper sat on the phone: all questions on one page, an overview, the time, handing in. What is answered is kept and sent as in
 * the hall (live/answers.js), by the question's place in the paper.
 */
"use strict";

(() => {
  const { dom, quiz, live } = window.mingze;
  const CALM = 600; // ms after the last key of a text that is being typed

  /** What is done with it. */
  function answering(/** @type {any} */ it) {
    Object.assign(it, {
      answered(/** @type {ExamItem} */ item, /** @type {Given} */ response) {
        const typed = document.activeElement && /^(text|textarea)$/.test(/** @type {any} */ (document.activeElement).type) && item.field.contains(document.activeElement);
        clearTimeout(it.typing[item.id]);
        if (response === null) delete it.kept.answers[item.id];
        else it.kept.answers[item.id] = response;
        it.mark();
        it.count();
        if (!typed) return it.put(item.id);
        it.typing[item.id] = setTimeout(() => { it.put(item.id); }, CALM);
      },

      put(/** @type {string} */ id) {
        clearTimeout(it.typing[id]);
        delete it.typing[id];
        it.answers.put(it.paper.places.indexOf(id), 1, id in it.kept.answers ? it.kept.answers[id] : null);
      },

      /** Keep what was typed a moment ago. */
      flush() { Object.keys(it.typing).forEach(it.put); },

      flagged(/** @type {ExamItem} */ item) {
        if (it.kept.flags[item.id]) delete it.kept.flags[item.id];
        else it.kept.flags[item.id] = 1;
        live.remember(it.flagsPlace(), JSON.stringify(it.kept.flags));
        it.form.showFlag(item, Boolean(it.kept.flags[item.id]));
        it.count();
      },

      /** @returns {number} how many questions have no answer */
      open() { return it.paper.places.filter((/** @type {string} */ id) => !(id in it.kept.answers)).length; },

      done() { return "已答 " + (it.paper.places.length - it.open()) + " / " + it.paper.places.length + " 题"; },

      count() {
        it.part("count").textContent = it.done();
        if (!it.part("overview").hidden && !it.part("overview").contains(document.activeElement)) it.overview(true);
        it.ask(!it.part("confirm").hidden);
      },

      lock() {
        if (it.isLocked || !it.paper) return;
        it.isLocked = true;
        it.flush();
        it.form.lock();
        it.overview(false);
        it.ask(false);
      }
    });
  }

  /** The overview, and the question whether to hand in. */
  function handing(/** @type {any} */ it) {
    Object.assign(it, {
      overview(/** @type {boolean} */ on) {
        it.part("overview").hidden = !on;
        it.action("overview").setAttribute("aria-expanded", String(on));
        it.part("overview").textContent = "";
        if (!on) return;
        it.part("overview").appendChild(it.form.overview(it.kept, (/** @type {ExamItem} */ item) => {
          it.overview(false);
          quiz.focusOn(item.field);
        }));
      },

      ask(/** @type {boolean} */ on) {
        const flags = Object.keys(it.kept.flags).length;
        const notes = /** @type {string[]} */ ([]).concat(it.open() ? "还有 " + it.open() + " 题没有作答" : [], flags ? flags + " 题作了标记" : []);
        it.part("confirm").hidden = !on;
        it.part("confirm-words").textContent = (notes.length ? notes.join("，") + "。" : "全部答完了。") + "交卷后不能再改，确定交卷吗？";
      },

      handIn() {
        it.isHanding = true;
        it.lock();
        it.handOn();
      },

      /** Hand in once all answers are saved. */
      handOn() {
        if (!it.isHanding || it.isUnder) return;
        it.say("正在交卷……");
        if (it.answers.unsaved()) return;
        it.isUnder = true;
        live.ask("POST", it.address + "hand", it.key, {}).done.then((/** @type {any} */ answer) => {
          it.isUnder = false;
          if (answer.status === 200) return it.draw(it.seen, true);
          it.say("还没有交上，正在重试。答案都已保存。");
          setTimeout(it.handOn, it.patience.next());
        });
      }
    });
  }

  /** What buttons ask for. */
  function doing(/** @type {any} */ it) {
    Object.assign(it, {
      doings() {
        return {
          overview() {
            it.overview(it.part("overview").hidden);
            if (it.part("overview").hidden) return;
            it.part("overview").scrollIntoView();
            it.part("overview").focus({ preventScroll: true });
          },
          ask(/** @type {any} */ button) {
            it.asked = button;
            it.ask(true);
            it.part("confirm").scrollIntoView({ block: "center" });
            it.action("back").focus({ preventScroll: true });
          },
          back() {
            it.ask(false);
            it.asked.focus();
          },
          "hand-in": it.handIn
        };
      }
    });
  }

  /** What of it is seen. */
  function standing(/** @type {any} */ it) {
    Object.assign(it, {
      say(/** @type {string} */ words) { if (it.part("exam-said").textContent !== words) it.part("exam-said").textContent = words; },

      isNow() { return Boolean(it.seen && it.seen.view === "exam"); },

      /** @returns {number} milliseconds left */
      left() { return Math.max(0, it.until() - performance.now()); },

      /**
       * @param {any} state what the server said; its view is "wait", "exam" or "over"
       * @param {boolean} isHanded whether this person handed in
       */
      draw(/** @type {any} */ state, /** @type {boolean} */ isHanded) {
        const isBack = it.isHanded && !isHanded && it.isNow();
        it.seen = state;
        it.isHanded = isHanded;
        if (isBack) it.note = "监考人退回了试卷，请接着答。";
        if (isHanded || state.view !== "exam") it.lock();
        else if (!it.paper) it.load();
        else if (it.isLocked && !it.isHanding && it.left() > 0) it.again();
        if (isHanded) it.isHanding = false;
        if (isHanded || state.view === "over") it.clock.stop();
        it.part("where").textContent = it.words();
        it.part("exam").hidden = !it.isNow() || isHanded;
        it.part("bar").hidden = it.part("exam-end").hidden = !it.paper;
      },

      /** Go on: the host gave the paper back, or more time. */
      again() {
        it.paper.places.forEach((/** @type {string} */ id, /** @type {number} */ q) => { it.answers.reopen(q, 1); });
        it.note = it.note || "监考人加了时间，请接着答。";
        it.build();
      }
    });
  }

  /** What is said of it. */
  function telling(/** @type {any} */ it) {
    Object.assign(it, {
      words() {
        const { view, total, exam } = it.seen;
        const facts = "共 " + total + " 题，" + exam.minutes + " 分钟。";
        if (view === "wait") return "签到好了，请等监考人宣布开始。" + facts + "到时候试卷自己出来；答了就保存，交卷以前都能改。";
        const done = it.paper ? it.done() + "。" : "";
        if (it.isHanded) return "已交卷。" + done + "成绩由监考人公布。";
        if (view === "over") return "考试结束。" + done + "成绩由监考人公布。";
        return "卷号 " + (it.paper ? it.paper.number : "……");
      },

      timeOver() {
        if (it.isHanded || !it.isNow()) return;
        it.lock();
        if (!it.isHanding) it.say("时间到，已经停止作答，不用再交卷。请等监考人宣布。");
      },

      /** Say whether the answers are saved. */
      saved() {
        const all = Object.keys(it.answers.all).map((place) => it.answers.all[place]);
        const late = all.filter((one) => one.state === "closed").length;
        it.handOn();
        if (it.answers.unsaved()) return { state: "unsaved", words: all.some((one) => one.tried && one.state === "unsaved") ? "未保存，正在重试……答案在手机上" : "正在保存……" };
        if (late) return { state: "unsaved", words: late + " 题来晚了，改动没有算进去" };
        return all.length ? { state: "saved", words: "已保存" } : { state: "", words: "" };
      }
    });
  }

  /**
   * @param {any} root of the phone's page
   * @param {any} answers of `live.answers`
   * @param {() => number} until when this person's time is over
   */
  live.exam = function (root, answers, until) {
    const it = /** @type {any} */ ({ answers, until, address: answers.address, key: answers.key, paper: null, kept: null, seen: null, typing: {}, note: "", isHanded: false, isLocked: false, isHanding: false, isUnder: false, loading: false, patience: live.patience() });
    it.part = dom.parts(root);
    it.action = dom.actions(root);
    it.questions = it.part("questions");
    live.examPaper(it);
    answering(it);
    handing(it);
    doing(it);
    standing(it);
    telling(it);
    it.clock = quiz.examClock(it.part("exam"), {
      state() { return /** @type {any} */ ({ handed: it.isHanded ? 1 : 0, minutes: it.seen.exam.minutes }); },
      used() { return it.seen.exam.minutes * 60000 - it.left(); },
      keep() {}, over: it.timeOver, say: it.say
    });
    it.actions = it.doings();
    it.part("exam").addEventListener("click", (/** @type {any} */ event) => {
      const button = dom.pressed(event, "[data-action]");
      const act = button && it.actions[button.getAttribute("data-action")];
      if (act) act(button);
    });
    it.part("exam").addEventListener("keydown", (/** @type {any} */ event) => {
      if (event.key !== "Escape" || it.part("overview").hidden) return;
      it.overview(false);
      it.action("overview").focus();
    });
    return it;
  };
})();
