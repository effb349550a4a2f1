/*
 * A session in the hall: set up, run on the whole window, kept at every step, then looked at and exported.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { dom, hall } = site;
  const PARTS = ["without", "setup", "result", "stage", "presenter"];
  const UNDONE = { go: "翻页", count: "记数", round: "第二次举手", team: "组得分" };
  const PRESENT = 5000; // ms in which a second window has been heard of

  site.component("hall", (root, store) => {
    const part = dom.parts(root);
    const data = dom.json(root, "script[data-hall]");
    const base = root.getAttribute("data-base");
    const kept = hall.kept(store);
    const commands = {};
    let run, state, faces, shown, drawn, ticking, ticked, heardAt, twinAt, waked;
    let begins = 0;
    let left = "ask"; // the screen that was left to look at the material again
    let lesson = null; // what is taught instead of asked

    let hear = fromPresenter;
    const channel = hall.channel((said) => { hear(said); });

    function fromPresenter(said) {
      if (!faces || said.id !== run.id) return;
      if (said.run) { // only a screen says what stands on it
        twinAt = performance.now();
        return;
      }
      heardAt = performance.now();
      if (said.act) act(said.act);
      else if (said.ask) ask(said.ask, said.value);
      else tell();
    }

    /** @returns {Promise} fulfilled once a script that only some sessions need is here */
    function wanted(name) {
      return site.load("hall-" + name + ".js", () => hall[name]);
    }

    function missing(error) {
      dom.report(error);
      part("setup-said").textContent = "题目没有取到，请检查网络后再试一次。";
    }

    /** On the stage the set-up is not seen: what is missing is said there. */
    function silent(error) {
      dom.report(error);
      part("told").textContent = "没有取到，请检查网络后再按一次";
    }

    function show(name) {
      PARTS.forEach((other) => { part(other).hidden = other !== name; });
      document.documentElement.classList.toggle("mz-hall-on", name === "stage" || name === "presenter");
    }

    function say(text) {
      part("said").textContent = text;
    }

    /** Keep the session; say so where it is not kept. A step is written whole, a second only with its clock. */
    function keep(changed, save) {
      run = changed;
      state = hall.stateOf(run);
      part("unkept").hidden = (save || kept.save)(run);
      part("told").textContent = !part("unkept").hidden ? "没有保存：浏览器存不下" : isRecent(twinAt) ? "这一场还开在另一个窗口，请关掉一个" : "";
      tell();
    }

    function tell() {
      channel.send({ id: run.id, run });
    }

    function now() {
      const question = run.questions[state.at];
      return { run, state, q: state.at, question, item: state.items[state.at], face: faces[state.at] };
    }

    function isRecent(at) {
      return at !== undefined && performance.now() - at < PRESENT;
    }

    function alone() {
      return !isRecent(heardAt);
    }

    /** Take an action of the question shown. */
    function act(action) {
      keep(hall.apply(run, Object.assign({ q: state.at }, action)));
      draw();
    }

    function go(to) {
      if (to.at === state.at && to.view === state.view && (to.page || 0) === state.page) return;
      act(Object.assign({ do: "go" }, to));
    }

    /** Fetch the questions of a session and put it on the screen where it stands. */
    function begin(begun) {
      const mine = begins += 1;
      part("setup-said").textContent = "正在取题……";
      return hall.faces(begun, base).then((found) => {
        if (mine !== begins) return; // started twice: the later one
        part("setup-said").textContent = "";
        faces = found;
        kept.begin(begun.id);
        keep(begun);
        history.replaceState(null, "", "#run=" + run.id);
        show("stage");
        dress(false);
        close();
        drawn = null;
        draw();
        clearInterval(ticking);
        ticked = performance.now();
        ticking = setInterval(tick, 1000);
        stayAwake();
      }).catch(missing);
    }

    /** Show what another window of the same session did. */
    function follow() {
      const other = faces && !part("stage").hidden && kept.find(run.id);
      if (!other || JSON.stringify(other.log) === JSON.stringify(run.log)) return;
      run = Object.assign({}, other, { clock: run.clock, used: run.used });
      state = hall.stateOf(run);
      draw();
      tell();
    }

    /** Put on the screen what the session says; what is there already only gets its numbers. */
    function draw() {
      showClock(); // it takes room from the box
      const key = [state.at, state.view, state.page, state.items[state.at].round].join();
      if (key !== drawn) {
        drawn = key;
        shown = hall.screen(now(), act, alone);
        part("box").textContent = "";
        part("box").appendChild(shown.root);
        shown.root.setAttribute("data-question", now().question.id);
        dom.all(root, "[data-command=dossier]").forEach((button) => { button.hidden = !now().face.dossier; });
        part("where").textContent = "第 " + (state.at + 1) + " / " + run.questions.length + " 题　" + (state.view === "dossier" ? "先看材料" : faces[state.at].label) + (state.items[state.at].round === 2 && state.view !== "end" ? "　讨论后" : "");
        say(part("where").textContent + "。" + { dossier: "材料", ask: "题目", votes: "举手记数", reveal: "揭晓。" + faces[state.at].answer.key, why: "讲解", end: "答完了" }[state.view]);
        const field = state.view === "votes" && shown.root.querySelector(".mz-hall__count");
        if (part("over").hidden) (field || part("stage")).focus({ preventScroll: true });
        if (field) field.select();
        hall.fit(part("box"));
      } else {
        shown.update(now());
        if (!hall.fits(part("box"))) hall.fit(part("box"));
      }
    }

    function showClock() {
      const left = Math.ceil(run.clock.left / 1000);
      part("clock").textContent = !run.seconds ? "" : left ? (run.clock.on || left === run.seconds ? "" : "暂停 ") + hall.minutes(left) : "时间到";
      part("clock").classList.toggle("is-late", Boolean(run.seconds) && left <= 5 && (run.clock.on || !left));
    }

    function tick() {
      const before = run.clock.left;
      const at = performance.now();
      keep(hall.tick(run, at - ticked), kept.saveClock);
      ticked = at;
      if (before && !run.clock.left && run.seconds) say("时间到");
      showClock();
    }

    /** Put a lesson on the screen; it changes nothing that is kept of sessions. */
    function teach(place) {
      part("setup-said").textContent = "正在取材料……";
      return wanted("lesson").then(() => {
        show("stage");
        dress(true);
        return hall.lesson(place, base, {
          box: part("box"), where: part("where"), say, over, close, ask,
          keep(place) {
            kept.set("lesson", place);
            history.replaceState(null, "", "#lesson=" + place.id);
          },
          leave() { leave(); enter(); }
        });
      }).then((begun) => {
        lesson = begun;
        part("setup-said").textContent = "";
        part("clock").textContent = part("told").textContent = "";
        close();
        stayAwake();
      }).catch((error) => {
        dom.report(error);
        enter();
        part("setup-said").textContent = "材料没有取到，请检查网络后再试一次。";
      });
    }

    function dress(isLesson) {
      part("stage").classList.toggle("is-inverse", Boolean(kept.recall("inverse")));
      part("stage").classList.toggle("is-lesson", isLesson);
    }

    /** Ask the system not to dim the projector; only on https. */
    function stayAwake() {
      if (!navigator.wakeLock || waked) return;
      navigator.wakeLock.request("screen").then((lock) => {
        waked = lock;
        lock.addEventListener("release", () => { waked = null; });
      }).catch(() => {}); // the system may refuse
    }

    /** Close what lies over the screen. */
    function close() {
      part("over").hidden = true;
      part("over").textContent = "";
      part("stage").focus({ preventScroll: true });
    }

    function over(fill) {
      part("over").textContent = "";
      part("over").hidden = false;
      part("over").focus();
      fill(part("over"));
    }

    function leave() {
      clearInterval(ticking);
      close();
      if (waked) waked.release();
      if (document.fullscreenElement) document.exitFullscreen();
      faces = lesson = null;
      history.replaceState(null, "", location.pathname + location.search);
    }

    function results() {
      const found = faces;
      leave();
      show("result");
      wanted("result").then(() => {
        hall.result(part("result"), run, found, { back() { begin(run); }, setup: enter });
      }).catch((error) => {
        enter(); // where what is missing can be said
        missing(error);
      });
    }

    function enter() {
      show("setup");
      hall.setup(part("setup"), data, kept, { begin, results(chosen) {
        return hall.faces(chosen, base).then((found) => {
          run = chosen;
          faces = found;
          results();
        }).catch(missing);
      }, teach, cards(letters, large) {
        return wanted("paper").then(() => { hall.cards(root, letters, large); }).catch(missing);
      }, read(text, then) {
        return wanted("result").then(() => { then(hall.readRun(text)); }).catch(missing);
      }, save(chosen, said) {
        return wanted("result").then(() => { hall.saveRun(chosen, said); }).catch(missing);
      }, base, watch: store.watch });
    }

    Object.assign(commands, {
      next() { go(hall.after(run, state, faces)); },
      back() { go(hall.before(run, state, faces)); },
      reveal() { go({ at: state.at, view: state.view === "reveal" ? "why" : "reveal" }); },
      votes() { go({ at: state.at, view: state.view === "votes" ? "ask" : "votes" }); },
      dossier() {
        if (!now().face.dossier) return;
        if (state.view === "dossier") return go({ at: state.at, view: left });
        left = state.view;
        go({ at: state.at, view: "dossier", page: 0 });
      },
      second() {
        keep(hall.apply(run, { do: "round", q: state.at, n: state.items[state.at].round === 2 ? 1 : 2 }));
        if (state.view !== "votes") commands.votes();
        else draw();
      },
      timer() {
        keep(hall.toggleClock(run));
        showClock();
        say(run.seconds ? part("clock").textContent : "这一场不计时");
      },
      undo() {
        const last = run.log[run.log.length - 1];
        keep(hall.undo(run));
        draw();
        say(last ? "撤销了：" + UNDONE[last.do] : "没有可以撤销的了");
      },
      black() {
        part("black").hidden = !part("black").hidden;
        (part("black").hidden ? part("stage") : part("black")).focus({ preventScroll: true });
      },
      full() {
        if (document.fullscreenElement) document.exitFullscreen();
        else if (document.documentElement.requestFullscreen) document.documentElement.requestFullscreen().catch(() => {});
      },
      inverse() {
        kept.set("inverse", part("stage").classList.toggle("is-inverse"));
      },
      presenter() {
        if (!channel.open(location.href.replace(/[?#].*/, "") + "?view=presenter#run=" + run.id)) say("浏览器不让打开新窗口：请允许本页弹出窗口");
      },
      overview() {
        over((panel) => { hall.overview(panel, run, state, faces, { go: goTo, close, results, leave() { leave(); enter(); }, ask }); });
      },
      paper() {
        wanted("paper").then(() => {
          over((panel) => { hall.paper(panel, run, state, faces, act, close); });
        }).catch(silent);
      },
      phones() {
        wanted("paper").then(() => {
          over((panel) => { hall.phones(panel, run, hall.phoneAddress(run, base, data.url), close); });
        }).catch(silent);
      },
      help() {
        if (part("over").getAttribute("data-over") === "help" && !part("over").hidden) close();
        else wanted("help").then(over).catch(silent);
      },
      team(n) {
        if (n < run.teams.length) act({ do: "team", team: n, on: !state.items[state.at].teams[n] });
      },
      add(what) {
        const item = state.items[state.at];
        const tally = what.tally || (item.round === 2 ? "second" : "first");
        const row = what.row === undefined ? hall.countedRows(faces[state.at])[what.letter].row : what.row;
        act({ do: "count", tally, row, n: Math.max(0, (item[tally][row] || 0) + what.by) });
      }
    });

    function goTo(at) {
      close();
      go(hall.entry(run, at, faces));
    }

    const FOR_BOTH = ["black", "full", "inverse", "help"];

    function ask(command, value) {
      const known = lesson && FOR_BOTH.indexOf(command) < 0 ? lesson.commands : commands;
      if (!Object.prototype.hasOwnProperty.call(known, command)) return;
      if (!part("black").hidden && command !== "black") commands.black();
      if (command === "overview" && !part("over").hidden) close();
      else known[command](value);
    }

    part("stage").addEventListener("click", (event) => {
      const button = event.target.closest("[data-command]");
      if (!button) return;
      ask(button.getAttribute("data-command"));
      // after the mouse, Space must turn the page and not press the same button again
      if (event.detail && button.contains(document.activeElement)) part("stage").focus({ preventScroll: true });
    });
    window.addEventListener("resize", () => { if (faces || lesson) hall.fit(part("box")); });
    hall.listen(() => (!faces && !lesson) || part("stage").hidden ? null : {
        view: lesson ? "lesson" : state.view,
        letters: !lesson && state.view === "votes" ? hall.letters(faces[state.at]) : "",
        over: !part("over").hidden,
        black: !part("black").hidden
      }, ask);

    const asked = /^#run=([\w-]+)$/.exec(location.hash);
    if (/[?&]view=presenter/.test(location.search)) {
      show("presenter");
      wanted("presenter").then(() => { hear = hall.presenter(part("presenter"), asked ? asked[1] : "", base, channel); }).catch((error) => {
        dom.report(error);
        part("presenter").textContent = "讲台窗口没有取到，请检查网络后刷新这一页。";
      });
      return;
    }
    store.watch("hall/", (whence) => { if (whence !== "here") follow(); });
    enter();
    if (asked && kept.find(asked[1])) begin(kept.find(asked[1]));
    else if (/^#run=/.test(location.hash)) part("setup-said").textContent = "网址里的那一场，这台设备上没有。可以开新的一场，或者在下面打开存成文件的场次。";
    const taught = kept.recall("lesson");
    if (taught && location.hash === "#lesson=" + taught.id) teach(taught);
    else if (/^#lesson=/.test(location.hash)) part("setup-said").textContent = "网址里的那一课，这台设备上没有讲过：请在“先讲一课”里选。";
  });
})();
