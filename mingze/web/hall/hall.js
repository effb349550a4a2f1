/*
 * A session in the hall: set up, run on the whole window, kept at every step, then looked at and exported.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { dom, hall } = site;

  /** The ways between setting up, teaching and looking back. */
  function ways(/** @type {HallStage} */ it) {
    Object.assign(it, {
      /** Put a lesson on the screen; it changes nothing that is kept of sessions. */
      teach(place) {
        it.part("setup-said").textContent = "正在取材料……";
        return it.wanted("lesson").then(() => {
          it.show("stage");
          it.dress(true);
          return hall.lesson(place, it.base, {
            box: it.part("box"), where: it.part("where"), say: it.say, over: it.over, close: it.close, ask: it.ask,
            keep(place) {
              it.kept.set("lesson", place);
              history.replaceState(null, "", "#lesson=" + place.id);
            },
            leave() { it.leave(); it.enter(); }
          });
        }).then((begun) => {
          it.lesson = begun;
          it.part("setup-said").textContent = "";
          it.part("clock").textContent = it.part("told").textContent = "";
          it.close();
          it.stayAwake();
        }).catch((error) => {
          dom.report(error);
          it.enter();
          it.part("setup-said").textContent = "材料没有取到，请检查网络后再试一次。";
        });
      },

      enter() {
        it.show("setup");
        it.part("live-too").hidden = !it.kept.recall("host") && !it.kept.recall("assigned");
        it.toExam();
        hall.setup(it.part("setup"), it.data, it.kept, { begin: it.beginToo, results(chosen) {
          return hall.faces(chosen, it.base).then((found) => {
            it.run = chosen;
            it.faces = found;
            it.results();
          }).catch(it.missing);
        }, teach: it.teach, cards(letters, large) {
          return it.wanted("paper").then(() => { hall.cards(it.root, letters, large); }).catch(it.missing);
        }, read(text, then) {
          return it.wanted("result").then(() => { then(hall.readRun(text)); }).catch(it.missing);
        }, save(chosen, said) {
          return it.wanted("result").then(() => { hall.saveRun(chosen, said); }).catch(it.missing);
        }, base: it.base, watch: it.store.watch });
      }
    });
  }

  /** Looking back. */
  function results(/** @type {HallStage} */ it) {
    Object.assign(it, {
      results() {
        if (it.live && !it.settled) {
          it.settled = true;
          it.part("told").textContent = "正在等手机的答案……";
          it.live.settle().then(it.results);
          return;
        }
        const found = it.faces;
        it.settled = false;
        it.leave();
        it.show("result");
        it.wanted("result").then(() => {
          hall.result(it.part("result"), it.run, found, { back() { it.begin(it.run); }, setup: it.enter });
          const link = it.kept.recall("live/" + it.run.id);
          return link && it.wanted("live").then(() => hall.liveResult(it.part("result"), it.run, found, link));
        }).catch((error) => {
          it.enter(); // where what is missing can be said
          it.missing(error);
        });
      }
    });
  }

  /** How the page begins, and what it listens to. */
  function beginning(/** @type {HallStage} */ it) {
    Object.assign(it, {
      listen() {
        it.part("stage").addEventListener("click", (event) => {
          const button = event.target.closest("[data-command]");
          if (!button) return;
          it.ask(button.getAttribute("data-command"));
          // after the mouse, Space must turn the page and not press the same button again
          if (event.detail && button.contains(document.activeElement)) it.part("stage").focus({ preventScroll: true });
        });
        window.addEventListener("resize", () => { if (it.faces || it.lesson) hall.fit(it.part("box")); });
        hall.listen(() => (!it.faces && !it.lesson) || it.part("stage").hidden ? null : {
            view: it.lesson ? "lesson" : it.state.view,
            letters: !it.lesson && it.state.view === "votes" ? hall.letters(it.faces[it.state.at]) : "",
            over: !it.part("over").hidden,
            black: !it.part("black").hidden
          }, it.ask);
      },

      /** This window is the presenter's: what it shows comes from the one with the screen. */
      present(asked) {
        it.show("presenter");
        it.wanted("presenter").then(() => { it.hear = hall.presenter(it.part("presenter"), asked ? asked[1] : "", it.base, it.channel); }).catch((error) => {
          dom.report(error);
          it.part("presenter").textContent = "讲台窗口没有取到，请检查网络后刷新这一页。";
        });
      },

      /** Begin where the address says. */
      arrive(asked) {
        it.store.watch("hall/", (whence) => { if (whence !== "here") it.follow(); });
        it.enter();
        const begun = asked && it.kept.find(asked[1]);
        it.arriveLive();
        if (begun) it.begin(begun);
        else if (/^#run=/.test(location.hash)) it.part("setup-said").textContent = "网址里的那一场，这台设备上没有。可以开新的一场，或者在下面打开存成文件的场次。";
        const taught = it.kept.recall("lesson");
        if (taught && location.hash === "#lesson=" + taught.id) it.teach(taught);
        else if (/^#lesson=/.test(location.hash)) it.part("setup-said").textContent = "网址里的那一课，这台设备上没有讲过：请在“先讲一课”里选。";
      }
    });
  }

  /** Phones, where `mingze live` serves this page: it opens it with what lets a host in. */
  function served(/** @type {HallStage} */ it) {
    Object.assign(it, {
      /** Tell the server, where there is one. */
      did(action) {
        if (it.live) it.live.did(action);
      },

      /** Lead on to where phones sit a paper, a page of the server's own. */
      toExam() {
        const key = it.kept.recall("host");
        const link = it.part("live-too").querySelector("a") || it.part("live-too").appendChild(dom.make("a", "", "要考试：开一个手机考场"));
        link.hidden = !key;
        link.href = "/exam#host=" + key;
      },

      arriveLive() {
        const [, kind, secret] = /^#(host|pin|hall)=([\w.-]+)$/.exec(location.hash) || [];
        if (!kind) return;
        history.replaceState(null, "", location.pathname + location.search); // nobody in the hall shall read it
        if (kind === "host") {
          it.kept.set("host", secret);
          it.part("live-too").hidden = false;
          it.toExam();
          // on to the hall of a unit with what lets a host in; before the tap nobody can read it there
          document.addEventListener("click", (event) => {
            const link = dom.pressed(event, ".mz-units a");
            if (link && /\/hall\/index\.html$/.test(link.pathname)) link.hash = "host=" + secret;
          });
        } else it.wanted("live").then(() => kind === "pin" ? hall.liveClaim(it, secret) : hall.liveAssigned(it, secret)).catch(it.missing);
      },

      beginToo(run) {
        const isNew = !run.log.length && !it.kept.recall("live/" + run.id);
        const phones = it.part("live-too");
        return it.begin(run).then(() => { if (isNew && !phones.hidden && phones.querySelector("input").checked) it.commands.join(); });
      },

      /** Go on with the phones of a session that had some. */
      linked() {
        const link = it.kept.recall("live/" + it.run.id);
        if (it.live) it.live.stop();
        it.live = null;
        if (!link || !link.code) return Promise.resolve();
        return it.wanted("live").then(() => {
          it.live = hall.live(it, link);
          return it.live.connect();
        }).catch(it.silent);
      },

      /** @returns the server of this session's phones: opened now where it is not; null where it does not let us in */
      phonesToo() {
        return it.wanted("live").then(() => {
          if (it.live && !it.live.stopped) return it.live;
          return hall.liveOpen(it).then(() => it.live);
        });
      }
    });
  }

  site.component("hall", (root, store) => {
    const it = /** @type {HallStage} */ ({ root, store });
    hall.frame(it);
    hall.covers(it);
    hall.keeping(it);
    hall.course(it);
    hall.drawing(it);
    hall.asking(it);
    ways(it);
    results(it);
    beginning(it);
    served(it);
    it.part = dom.parts(it.root);
    it.data = dom.json(it.root, "script[data-hall]");
    it.base = it.root.getAttribute("data-base");
    it.kept = hall.kept(it.store);
    it.commands = /** @type {HallCommands} */ ({});
    it.begins = 0;
    it.left = "ask"; // the screen that was left to look at the material again
    it.lesson = null; // what is taught instead of asked
    it.live = null; // the server of phones

    it.hear = it.fromPresenter;
    it.channel = hall.channel((said) => { it.hear(said); });

    hall.turning(it);
    hall.dealing(it);
    hall.looking(it);
    it.listen();
    const asked = /^#run=([\w-]+)$/.exec(location.hash);
    if (/[?&]view=presenter/.test(location.search)) it.present(asked);
    else it.arrive(asked);
  });
})();
