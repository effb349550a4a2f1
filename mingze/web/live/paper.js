/*
 * The paper of an examination on the phone's page: fetched, built, filled with what was answered.
 */
"use strict";

(() => {
  const { dom, quiz, live } = window.mingze;
  const LONGEST = { textarea: 2000, "input[type=text]": 200 };

  /** The paper as it comes. */
  function seating(/** @type {any} */ it) {
    Object.assign(it, {
      /** Fetch the paper until it is there. */
      load() {
        if (it.loading) return;
        it.loading = true;
        it.say("正在取试卷……");
        live.ask("GET", it.address + "paper", it.key).done.then((/** @type {any} */ answer) => {
          it.loading = false;
          if (answer.status === 200) {
            it.patience.calm();
            it.paper = answer.said;
            it.build();
            return it.draw(it.seen, it.isHanded);
          }
          it.say("试卷没有取到，正在重试……");
          setTimeout(() => { if (it.isNow()) it.load(); }, it.patience.next());
        });
      },

      build() {
        const flags = live.recalled(it.flagsPlace()) || {};
        it.kept = { seed: it.paper.seed, form: it.paper.form, ids: it.paper.ids, answers: {}, editions: {}, flags, handed: 0 };
        it.form = quiz.paperForm(it.paper, it.questions, "/", { answered: it.answered, flagged: it.flagged });
        it.take();
        it.form.build(it.paper, it.kept);
        live.withoutLinks(it.questions);
        Object.keys(LONGEST).forEach((kind) => {
          dom.all(it.questions, kind).forEach((field) => { field.maxLength = /** @type {any} */ (LONGEST)[kind]; });
        });
        it.mark();
        it.isLocked = false;
        it.say(it.note);
        it.note = "";
        it.count();
        it.clock.start();
      }
    });
  }

  /** What was answered of it. */
  function taking(/** @type {any} */ it) {
    Object.assign(it, {
      flagsPlace() { return "flags/" + it.answers.hall; },

      /** Take over the answers that are kept. */
      take() {
        it.kept.answers = {};
        it.paper.places.forEach((/** @type {string} */ id, /** @type {number} */ q) => {
          const mine = it.answers.of(q, 1);
          const type = quiz.types[it.paper.questions[id].type];
          if (mine && mine.choice !== null && type.isResponse(mine.choice)) it.kept.answers[id] = mine.choice;
        });
      },

      /** What the server, or another window, knows better stands on the page. */
      renew() {
        const before = it.paper && JSON.stringify(it.kept.answers);
        if (!it.paper || Object.keys(it.typing).length) return;
        it.take();
        if (before === JSON.stringify(it.kept.answers)) return;
        it.form.write(it.kept);
        it.mark();
        it.count();
      },

      /** Mark what is chosen by more than the small circle of the system. */
      mark() { dom.all(it.questions, ".mz-option").forEach((option) => { option.classList.toggle("is-chosen", option.querySelector("input").checked); }); }
    });
  }

  /** Adds the paper to what sits it (live/exam.js). */
  live.examPaper = function (it) {
    seating(it);
    taking(it);
  };
})();
