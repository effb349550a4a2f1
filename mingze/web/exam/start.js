/*
 * Before an examination: its number, and one that was not handed in.
 */
"use strict";

(() => {
  const { quiz } = window.mingze;

  /** The screen an examination is begun from. */
  quiz.examStart = function (it) {
    Object.assign(it, {
      show(names) {
        ["facts", "start", "run", "result", "questions", "end", "overview", "confirm"].forEach((name) => {
          it.part(name).hidden = names.indexOf(name) < 0;
        });
      },

      enter() {
        it.state = it.kept.read();
        const other = it.state && it.given && it.state.asked !== location.search && it.number(it.state) !== it.number(it.given);
        if (it.state && !other) it.begin();
        else it.startScreen(it.given || { seed: quiz.newSeed(), form: "A" }, it.address.astray);
      },

      number(of) {
        return quiz.paperNumber(it.paper.id, of.seed, of.form);
      },

      startScreen(drawn, astray) {
        it.begun += 1;
        it.clock.stop();
        it.elapsed = null;
        it.given = drawn;
        it.told = it.kept.unfinished();
        it.part("number").textContent = it.number(drawn);
        it.part("astray").hidden = !astray;
        it.part("given-said").textContent = "";
        it.part("unkept").hidden = it.store.lasts();
        it.tell(it.told);
        it.show(["facts", "start"]);
      },

      tell(unfinished) {
        it.part("note").textContent = unfinished ? "还有一份没有交的试卷，卷号 " + it.number(unfinished) + "。开始下面这一份，那一份的答案就不再保留。" : "";
        it.action("resume").hidden = !unfinished;
      }
    });
  };

  /** The ways to begin. */
  quiz.examBeginnings = function (it) {
    Object.assign(it, {
      takeNumber() {
        const typed = it.part("given").value;
        const read = quiz.readNumber(it.paper.id, typed);
        if (read) {
          it.startScreen(read);
          it.part("given-said").textContent = "好，用卷号 " + it.number(read) + "。";
        } else it.part("given-said").textContent = "这不是本卷的卷号，或者有字符输错了：请对照老师给的卷号重新输入，字母的大小写也要相同。";
      },

      start() {
        const other = it.kept.unfinished();
        if (other && !(it.told && it.told.started === other.started)) { // begun in another window meanwhile
          it.startScreen(it.given);
          return it.action("resume").focus();
        }
        const longer = Number(it.root.querySelector('input[name="time_"]:checked').value);
        it.state = {
          seed: it.given.seed, form: it.given.form, ids: quiz.draw(it.paper, it.given.seed, it.given.form), started: Date.now(),
          minutes: Math.ceil(it.paper.minutes * longer), asked: location.search
        };
        it.part("unkept").hidden = it.kept.begin(it.state, it.told);
        it.begin();
      },

      anew(drawn) {
        it.kept.forget(it.state);
        it.startScreen(drawn);
        if (location.protocol !== "file:") history.replaceState(null, "", location.pathname);
        it.action("start").focus();
      }
    });
  };
})();
