/*
 * Handing in, and what comes after it.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { dom, quiz } = site;

  /** From handing in to the marks. */
  quiz.examHanding = function (it) {
    Object.assign(it, {
      /** Time is up at one moment for every window, however late each of them notices. */
      timeOver() {
        it.handIn(true, Math.min(Date.now(), it.state.started + it.state.minutes * 60000));
      },

      handIn(late, at) {
        it.kept.use(it.state, it.elapsed());
        it.part("unkept").hidden = it.kept.hand(it.state, late, at);
        it.questions.write(it.state); // what another window answered last
        it.questions.lock();
        it.hand();
      },

      hand() {
        it.clock.stop();
        it.wrongOnly(false);
        it.action("wrong-only").hidden = it.action("mark-again").hidden = true;
        it.part("total").textContent = "正在评分……";
        it.part("scores").textContent = "";
        it.part("result").querySelector("h2").textContent = it.state.late ? "时间到，已自动交卷" : "已交卷";
        it.show(["result", "questions"]);
        it.part("result").querySelector("h2").focus();
        it.result();
      },

      /** Marking has a script of its own, wanted only now. */
      result() {
        const mine = it.begun;
        it.fetchResult().then((make) => {
          if (mine !== it.begun) return;
          it.outcome = it.outcome || make(it.root, it.paper, it.questions, {
            store: it.store, kept: it.kept, number: it.number, state() { return it.state; }, follows() { return it.follows; },
            current() { return it.begun; }
          });
          /** @type {Outcome} */ (it.outcome).show();
        }).catch((error) => {
          if (mine !== it.begun) return;
          dom.report(error);
          it.part("total").textContent = "答案已经交上，存在这台设备上。评分用的文件没有取到，请检查网络后点“再取一次答案”。";
          it.action("mark-again").hidden = false;
        });
      },

      fetchResult() {
        return site.load("exam-result.js", () => quiz.examResult);
      },

      wrongOnly(on) {
        it.action("wrong-only").setAttribute("aria-pressed", String(on));
        it.action("wrong-only").textContent = on ? "看全部题" : "只看没得满分的题";
        it.questions.only(on);
      }
    });
  };
})();
