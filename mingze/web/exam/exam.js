/*
 * A mock examination: drawn, timed, kept at every answer, handed in once, then marked and explained.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { dom, quiz } = site;

  /** The questions, while they are answered. */
  function asking(/** @type {Exam} */ it) {
    Object.assign(it, {
      /** Fetch the questions and go on where the examination stands. */
      begin() {
        const mine = it.begun += 1;
        it.elapsed = null;
        it.clock.stop();
        it.toggleOverview(false);
        it.show(["run"]);
        it.part("bar").hidden = true;
        it.action("fetch-again").hidden = true;
        it.say("正在取题……");
        it.part("run").querySelector("h2").focus();
        const form = site.load("exam-questions.js", () => quiz.paperForm);
        Promise.all([quiz.load("questions", quiz.banksOf(it.paper, it.state.ids)), form]).then((parts) => {
          if (mine !== it.begun) return;
          it.questions = it.questions || parts[1](it.paper, it.part("questions"), it.base, { answered: it.answered, flagged: it.flagged });
          it.go(parts[0]);
        }).catch((error) => {
          if (mine !== it.begun) return;
          dom.report(error);
          it.elapsed = null;
          it.say("题目没有取到，请检查网络后再取一次；已经答的都还在。");
          it.action("fetch-again").hidden = false;
        });
      },

      go(data) {
        it.questions.build(data, it.state);
        it.elapsed = quiz.stopwatch(it.state);
        it.count();
        if (it.state.handed) return it.hand();
        it.follows = false;
        it.show(["run", "questions", "end"]);
        it.part("bar").hidden = false;
        it.say((Object.keys(it.state.answers).length ? "接着上次的作答。" : "开始作答，卷号 " + it.number(it.state) + "。") + it.questions.missing());
        it.clock.start();
        it.fetchResult().catch(() => {}); // at leisure; asked for again when it is wanted
      },

      answered(item, response) {
        if (it.kept.isHanded(it.state)) return it.follow(); // by another window, just now
        it.keep(it.kept.answer(it.state, item.id, response, item.edition));
      },

      flagged(item) {
        it.keep(it.kept.flag(it.state, item.id, !it.state.flags[item.id]));
        it.questions.showFlag(item, Boolean(it.state.flags[item.id]));
      }
    });
  }

  /** How far the reader is. */
  function counting(/** @type {Exam} */ it) {
    Object.assign(it, {
      keep(lasts) {
        it.part("unkept").hidden = lasts;
        it.count();
      },

      used() {
        return /** @type {number} */ (it.elapsed());
      },

      keepTime() {
        it.part("unkept").hidden = it.kept.use(it.state, it.elapsed());
      },

      count() {
        it.part("count").textContent = "已答 " + (it.questions.items.length - it.open()) + " / " + it.questions.items.length + " 题";
        if (!it.part("overview").hidden && !it.part("overview").contains(document.activeElement)) it.drawOverview();
        if (!it.part("confirm").hidden) it.sayOpen();
      },

      /** @returns {number} questions without an answer */
      open() {
        return it.questions.items.filter((item) => it.questions.given(item, it.state) === undefined).length;
      }
    });
  }

  /** The overview, and the question whether to hand in. */
  function overview(/** @type {Exam} */ it) {
    Object.assign(it, {
      toggleOverview(on) {
        it.part("overview").hidden = !on;
        it.root.querySelector('[data-action="overview"]').setAttribute("aria-expanded", String(on));
        if (!on) return;
        it.drawOverview();
        it.part("overview").scrollIntoView();
        it.part("overview").focus({ preventScroll: true });
      },

      drawOverview() {
        it.part("overview").textContent = "";
        it.part("overview").appendChild(it.questions.overview(it.state, (item) => {
          it.toggleOverview(false);
          quiz.focusOn(item.field);
        }));
      },

      say(text) {
        it.part("said").textContent = text;
      },

      confirm(button) {
        it.asked = button;
        it.sayOpen();
        it.part("confirm").hidden = false;
        it.part("confirm").scrollIntoView({ block: "center" });
        it.root.querySelector('[data-action="back"]').focus({ preventScroll: true });
      },

      sayOpen() {
        const flags = Object.keys(it.state.flags).length;
        const notes = /** @type {string[]} */ ([]).concat(it.open() ? "还有 " + it.open() + " 题没有作答" : [], flags ? flags + " 题作了标记" : []);
        it.root.querySelector("#hand_").textContent = (notes.length ? notes.join("，") + "。" : "全部答完了。") + "交卷后不能再改，确定交卷吗？";
      }
    });
  }

  /** What other windows do, and what buttons ask for. */
  function following(/** @type {Exam} */ it) {
    Object.assign(it, {
      /** Show what other windows did, or this one before it was loaded anew; the start is never drawn over. */
      follow(whence) {
        if (whence === "here") return;
        if (!it.elapsed) {
          if (it.part("start").hidden) return;
          const late = it.kept.read();
          if (late && late.started <= it.opened && !it.touched) return it.enter(); // begun before this page was opened, seen only now
          return it.tell(it.kept.unfinished()); // only a tap on 开始 that follows may give it up
        }
        const handed = Boolean(it.state.handed);
        const before = JSON.stringify(it.state.answers);
        if (!it.kept.follow(it.state)) { // given up, begun anew or erased in another window
          it.kept.leave();
          it.enter();
          return it.elapsed || it.part("start").hidden ? null : it.action("start").focus();
        }
        it.questions.write(it.state, whence === "returned");
        it.count();
        if (handed) {
          if (it.outcome && before !== JSON.stringify(it.state.answers)) it.outcome.again();
        } else if (it.state.handed) {
          it.follows = true; // the other window counts its answers
          it.questions.lock();
          it.hand();
        }
      },

      doings() {
        return {
          "take-number": it.takeNumber,
          start: it.start,
          resume() {
            it.state = it.kept.read();
            if (!it.state) return it.startScreen(it.given);
            it.state.asked = location.search;
            it.part("unkept").hidden = it.kept.resume(it.state);
            it.begin();
          },
          "fetch-again": it.begin,
          overview(button) { it.toggleOverview(button.getAttribute("aria-expanded") !== "true"); },
          ask: it.confirm,
          back() {
            it.part("confirm").hidden = true;
            it.asked.focus();
          },
          "hand-in"() { if (!it.state.handed) it.handIn(false, Date.now()); },
          "mark-again": it.result,
          "wrong-only"(button) { it.wrongOnly(button.getAttribute("aria-pressed") !== "true"); },
          again() { it.anew({ seed: it.state.seed, form: it.state.form }); },
          another() { it.anew({ seed: quiz.newSeed(), form: "A" }); }
        };
      }
    });
  }

  site.component("exam", (root, store) => {
    const it = /** @type {Exam} */ ({ root, store });
    quiz.examStart(it);
    quiz.examBeginnings(it);
    asking(it);
    counting(it);
    overview(it);
    quiz.examHanding(it);
    following(it);
    it.action = dom.actions(it.root);
    it.part = dom.parts(it.root);
    it.paper = dom.json(it.root, "script[data-paper]");
    it.base = it.root.getAttribute("data-base");
    it.kept = quiz.examState(it.store, it.paper);
    it.address = quiz.fromAddress();
    it.given = it.address.given;
    it.clock = quiz.examClock(it.root, { state() { return it.state; }, used: it.used, keep: it.keepTime, over: it.timeOver, say: it.say });
    it.opened = Date.now();
    it.touched = false; // whether the reader did anything here
    it.begun = 0; // so often; what an earlier beginning fetched comes too late

    it.actions = it.doings();
    it.root.addEventListener("click", (event) => {
      const button = dom.pressed(event, "[data-action]");
      const act = button && it.actions[button.getAttribute("data-action")];
      it.touched = true;
      if (act) act(button);
    });
    it.root.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !it.part("overview").hidden) {
        it.toggleOverview(false);
        it.action("overview").focus();
      }
    });

    it.store.watch("exam/", it.follow);
    window.addEventListener("pagehide", () => {
      if (it.state && it.elapsed && !it.state.handed) it.kept.use(it.state, it.elapsed());
    });

    it.part("without").hidden = true;
    it.enter();
  });
})();
