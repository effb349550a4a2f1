/*
 * A session's course: kept at every step, told to the other window, drawn.
 */
"use strict";

(() => {
  const { dom, hall } = window.mingze;
  const PRESENT = 5000; // ms in which a second window has been heard of

  /** What is kept, and told. */
  hall.keeping = function (it) {
    Object.assign(it, {
      fromPresenter(said) {
        if (!it.faces || said.id !== it.run.id) return;
        if (said.run) { // only a screen says what stands on it
          it.twinAt = performance.now();
          return;
        }
        it.heardAt = performance.now();
        if (said.act) it.act(said.act);
        else if (said.ask) it.ask(said.ask, said.value);
        else it.tell();
      },

      /** Keep the session; say so where it is not kept. A step is written whole, a second only with its clock. */
      keep(changed, save) {
        it.run = changed;
        it.state = hall.stateOf(it.run);
        it.part("unkept").hidden = (save || it.kept.save)(it.run);
        it.part("told").textContent = !it.part("unkept").hidden ? "没有保存：浏览器存不下" : it.isRecent(it.twinAt) ? "这一场还开在另一个窗口，请关掉一个" : "";
        it.tell();
      },

      tell() {
        it.channel.send({ id: it.run.id, run: it.run, phones: it.live ? it.part("phones").textContent : "" });
      },

      now() {
        const question = it.run.questions[it.state.at];
        return { run: it.run, state: it.state, q: it.state.at, question, item: it.state.items[it.state.at], face: it.faces[it.state.at] };
      },

      isRecent(at) {
        return at !== undefined && performance.now() - at < PRESENT;
      },

      alone() {
        return !it.isRecent(it.heardAt);
      }
    });
  };

  /** From one screen to the next. */
  hall.course = function (it) {
    Object.assign(it, {
      /** Take an action of the question shown. */
      act(action) {
        const whole = Object.assign({ q: it.state.at }, action);
        const before = it.run;
        it.keep(hall.apply(it.run, whole));
        it.draw();
        if (it.run !== before) it.did(whole);
      },

      go(to) {
        if (to.at === it.state.at && to.view === it.state.view && (to.page || 0) === it.state.page) return;
        it.act(Object.assign({ do: /** @type {"go"} */ ("go") }, to));
      },

      goTo(at) {
        it.close();
        it.go(hall.entry(it.run, at, it.faces));
      },

      /** Fetch the questions of a session and put it on the screen where it stands. */
      begin(begun) {
        const mine = it.begins += 1;
        it.part("setup-said").textContent = "正在取题……";
        return hall.faces(begun, it.base).then((found) => {
          if (mine !== it.begins) return; // started twice: the later one
          it.part("setup-said").textContent = "";
          it.faces = found;
          it.kept.begin(begun.id);
          it.keep(begun);
          history.replaceState(null, "", "#run=" + it.run.id);
          it.show("stage");
          it.dress(false);
          it.close();
          it.drawn = null;
          it.draw();
          clearInterval(it.ticking);
          it.ticked = performance.now();
          it.ticking = setInterval(it.tick, 1000);
          it.stayAwake();
          return it.linked();
        }).catch(it.missing);
      },

      /** Show what another window of the same session did. */
      follow() {
        const other = it.faces && !it.part("stage").hidden && it.kept.find(it.run.id);
        if (!other || JSON.stringify(other.log) === JSON.stringify(it.run.log)) return;
        it.run = Object.assign({}, other, { clock: it.run.clock, used: it.run.used });
        it.state = hall.stateOf(it.run);
        it.draw();
        it.tell();
      }
    });
  };

  /** What stands on the screen of a session. */
  hall.drawing = function (it) {
    Object.assign(it, {
      /** Put on the screen what the session says; what is there already only gets its numbers. */
      draw() {
        it.showClock(); // it takes room from the box
        const item = it.state.items[it.state.at];
        // what phones came to may arrive when the key is on the screen already
        const told = it.state.view === "reveal" ? JSON.stringify(item.phones) : "";
        const key = [it.state.at, it.state.view, it.state.page, item.round, told].join();
        if (key !== it.drawn) {
          it.drawn = key;
          it.shown = hall.screen(it.now(), it.act, it.alone);
          it.part("box").textContent = "";
          it.part("box").appendChild(it.shown.root);
          it.shown.root.setAttribute("data-question", it.now().question.id);
          dom.all(it.root, "[data-command=dossier]").forEach((button) => { button.hidden = !it.now().face.dossier; });
          it.part("where").textContent = "第 " + (it.state.at + 1) + " / " + it.run.questions.length + " 题　" + (it.state.view === "dossier" ? "先看材料" : it.faces[it.state.at].label) + (it.state.items[it.state.at].round === 2 && it.state.view !== "end" ? "　讨论后" : "");
          it.say(it.part("where").textContent + "。" + { dossier: "材料", ask: "题目", votes: "举手记数", reveal: "揭晓。" + it.faces[it.state.at].answer.key, why: "讲解", end: "答完了" }[it.state.view]);
          const field = it.state.view === "votes" && it.shown.root.querySelector(".mz-hall__count");
          if (it.part("over").hidden) (field || it.part("stage")).focus({ preventScroll: true });
          if (field) field.select();
          hall.fit(it.part("box"));
        } else {
          it.shown.update(it.now());
          if (!hall.fits(it.part("box"))) hall.fit(it.part("box"));
        }
      },

      showClock() {
        const left = Math.ceil(it.run.clock.left / 1000);
        it.part("clock").textContent = !it.run.seconds ? "" : left ? (it.run.clock.on || left === it.run.seconds ? "" : "暂停 ") + hall.minutes(left) : "时间到";
        it.part("clock").classList.toggle("is-late", Boolean(it.run.seconds) && left <= 5 && (it.run.clock.on || !left));
      },

      tick() {
        const before = it.run.clock.left;
        const at = performance.now();
        it.keep(hall.tick(it.run, at - it.ticked), it.kept.saveClock);
        it.ticked = at;
        if (before && !it.run.clock.left && it.run.seconds) it.say("时间到");
        it.showClock();
      }
    });
  };
})();
