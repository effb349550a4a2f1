/*
 * What keys and buttons of a session do.
 */
"use strict";

(() => {
  const { hall } = window.mingze;
  /** @type {By<string>} */
  const UNDONE = { go: "翻页", count: "记数", round: "第二次举手", team: "组得分", close: "收题" };
  const FOR_BOTH = ["black", "full", "inverse", "help"]; // commands that a lesson takes too

  /** What turns the pages. */
  hall.turning = function (it) {
    Object.assign(it.commands, {
      next() { it.go(hall.after(it.run, it.state, it.faces)); },
      back() { it.go(hall.before(it.run, it.state, it.faces)); },
      reveal() { it.go({ at: it.state.at, view: it.state.view === "reveal" ? "why" : "reveal" }); },
      votes() { it.go({ at: it.state.at, view: it.state.view === "votes" ? "ask" : "votes" }); },
      dossier() {
        if (!it.now().face.dossier) return;
        if (it.state.view === "dossier") return it.go({ at: it.state.at, view: it.left });
        it.left = it.state.view;
        it.go({ at: it.state.at, view: "dossier", page: 0 });
      }
    });
  };

  /** What is done with a question. */
  hall.dealing = function (it) {
    Object.assign(it.commands, {
      second() {
        it.act({ do: "round", n: it.state.items[it.state.at].round === 2 ? 1 : 2 });
        if (it.state.view !== "votes") it.commands.votes();
      },
      timer() {
        it.keep(hall.toggleClock(it.run));
        it.showClock();
        it.did({ do: "clock" });
        it.say(it.run.seconds ? it.part("clock").textContent : "这一场不计时");
      },
      undo() {
        const last = it.run.log.map((action) => String(action.do)).filter((name) => name !== "phones").pop();
        it.keep(hall.undo(it.run));
        it.draw();
        if (last) it.did({ do: "undo" });
        it.say(last ? "撤销了：" + UNDONE[last] : "没有可以撤销的了");
      },
      team(n) {
        if (n < it.run.teams.length) it.act({ do: "team", team: n, on: !it.state.items[it.state.at].teams[n] });
      },
      add(what) {
        const item = it.state.items[it.state.at];
        /** @type {Tally} */
        const tally = what.tally || (item.round === 2 ? "second" : "first");
        const row = what.row === undefined ? hall.countedRows(it.faces[it.state.at])[what.letter].row : what.row;
        it.act({ do: "count", tally, row, n: Math.max(0, (item[tally][row] || 0) + what.by) });
      }
    });
  };

  /** What is done with the window, and what lies over it. */
  hall.looking = function (it) {
    Object.assign(it.commands, {
      black() {
        it.part("black").hidden = !it.part("black").hidden;
        (it.part("black").hidden ? it.part("stage") : it.part("black")).focus({ preventScroll: true });
      },
      full() {
        if (document.fullscreenElement) document.exitFullscreen();
        else if (document.documentElement.requestFullscreen) document.documentElement.requestFullscreen().catch(() => {});
      },
      inverse() {
        it.kept.set("inverse", it.part("stage").classList.toggle("is-inverse"));
      },
      presenter() {
        if (!it.channel.open(location.href.replace(/[?#].*/, "") + "?view=presenter#run=" + it.run.id)) it.say("浏览器不让打开新窗口：请允许本页弹出窗口");
      },
      overview() {
        it.over((panel) => { hall.overview(panel, it.run, it.state, it.faces, { go: it.goTo, close: it.close, results: it.results, leave() { it.leave(); it.enter(); }, ask: it.ask, canLive: Boolean(it.live || it.kept.recall("host") || it.kept.recall("assigned")) }); });
      },
      paper() {
        it.wanted("paper").then(() => {
          it.over((panel) => { hall.paper(panel, it.run, it.state, it.faces, it.act, it.close); });
        }).catch(it.silent);
      },
      /** Phones may no longer answer what is shown; pressed again they may. */
      stop() {
        const round = it.state.items[it.state.at].round;
        if (!it.live || (it.state.view !== "ask" && it.state.view !== "votes")) return;
        it.act({ do: "close", round, on: hall.isOpen(it.state) });
        it.say(hall.isOpen(it.state) ? "手机可以接着答" : "收题了");
      },
      join() {
        it.phonesToo().then((live) => { if (live) it.over((panel) => { hall.livePanel(panel, live); }); }).catch(it.silent);
      },
      phones() {
        it.wanted("paper").then(() => {
          it.over((panel) => { hall.phones(panel, it.run, hall.phoneAddress(it.run, it.base, it.data.url), it.close); });
        }).catch(it.silent);
      },
      help() {
        if (it.part("over").getAttribute("data-over") === "help" && !it.part("over").hidden) it.close();
        else it.wanted("help").then(it.over).catch(it.silent);
      }
    });
  };

  /** Do what a key or a button says; a lesson has commands of its own. */
  hall.asking = function (it) {
    it.ask = function (command, value) {
        /** @type {any} */
        const known = it.lesson && FOR_BOTH.indexOf(command) < 0 ? it.lesson.commands : it.commands;
        if (!Object.prototype.hasOwnProperty.call(known, command)) return;
        if (!it.part("black").hidden && command !== "black") it.commands.black();
        if (command === "overview" && !it.part("over").hidden) it.close();
        else known[command](value);
    };
  };
})();
