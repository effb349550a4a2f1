/*
 * A phone in the live hall: it joins, asks what is shown and waits for it to change, answers.
 */
"use strict";

(() => {
  const { dom, live } = window.mingze;
  const AWAKE = 3000; // ms after which a request that a sleeping phone left behind is given up
  const SIZES = ["", "large", "huge"];

  /** Which part of the page is seen, and how large. */
  function framing(/** @type {any} */ it) {
    Object.assign(it, {
      show(/** @type {string} */ name) {
        ["code", "join", "hall"].forEach((other) => { it.part(other).hidden = other !== name; });
      },

      /** Say what is wrong; nothing: what the server has said of the answers stays. */
      fault(/** @type {string} */ said) {
        const words = said || (it.answers && it.answers.refusal ? it.answers.refusal + "。答案都记在手机上，会自动再送。" : "");
        it.part("fault").hidden = !words;
        if (it.part("fault").textContent !== words) it.part("fault").textContent = words;
      },

      size(/** @type {string} */ chosen) {
        document.documentElement.setAttribute("data-size", SIZES.indexOf(chosen) > 0 ? chosen : "");
        dom.all(it.part("sizes"), "button").forEach((button) => {
          button.setAttribute("aria-pressed", String(button.getAttribute("data-size") === (SIZES.indexOf(chosen) > 0 ? chosen : "")));
        });
      },

      /** Something came of an answer; what another window chose stands on the screen too. */
      told(/** @type {string[] | undefined} */ places) {
        if (places && it.screen.asked && places.indexOf(it.answers.shown) >= 0) it.screen.renew(it.answers.all[it.answers.shown].choice);
        if (it.answers.refusal || it.refused) it.fault("");
        it.refused = it.answers.refusal;
        it.standing();
      },

      standing() {
        if (it.state && it.state.exam) {
          const said = it.exam.saved();
          it.exam.renew();
          if (it.part("saved").textContent !== said.words) it.part("saved").textContent = said.words;
          return it.part("saved").setAttribute("data-state", said.state);
        }
        const asked = it.screen.state && it.screen.asked && !it.screen.state.answer;
        const mine = asked ? it.answers.of(it.screen.state.at, it.screen.state.round) : null;
        const others = it.answers.unsaved();
        const words = live.standing(mine) || (others ? "先前的答案还没有存上，正在重试……" : "");
        if (it.part("saved").textContent !== words) it.part("saved").textContent = words;
        it.part("saved").setAttribute("data-state", mine ? mine.state : others ? "unsaved" : "");
      },

      countdown() {
        const left = it.until === null ? null : Math.max(0, Math.ceil((it.until - performance.now()) / 1000));
        const runs = left !== null && Boolean(it.screen.state && it.screen.state.open);
        it.part("time").hidden = !runs;
        if (!runs || left === null) return;
        it.part("time").textContent = left ? "还剩 " + Math.floor(left / 60) + ":" + ("0" + (left % 60)).slice(-2) : "时间到";
        if (left || !it.screen.isOpen) return;
        it.screen.read();
        it.screen.lock();
      }
    });
  }

  /** Who this phone is. */
  function joining(/** @type {any} */ it) {
    Object.assign(it, {
      send(/** @type {any} */ about) {
        return live.ask("POST", it.address + "join", it.key, Object.assign({ key: it.key }, about)).done;
      },

      known(/** @type {any} */ person) {
        it.person = person;
        it.handed = Boolean(person.handed);
        live.remember("me", JSON.stringify({ name: person.name, unit: person.unit, team: person.team, no: person.no || "" }));
        live.remember("joined/" + it.hall, "yes");
        it.part("me").hidden = false;
        it.part("me").textContent = [person.name, person.unit, person.team].filter(Boolean).join("　") + "　续答码 " + person.resume + "（换手机、清了记录时用）";
        const isNew = !it.part("join").hidden;
        it.show("hall");
        it.draw();
        if (isNew) it.part("where").focus(); // what was pressed is hidden now
      },

      /** Ask the server what it has of this phone. */
      own() {
        return live.ask("GET", it.address + "me", it.key).done.then((/** @type {any} */ answer) => {
          if (answer.status === 200) {
            it.answers.compare(answer.said.answers);
            return it.known(answer.said);
          }
          return answer.status === 401 ? it.stranger() : it.later(it.own);
        });
      },

      /** The server does not know this phone: join again under the name it gave, or ask for one. */
      stranger() {
        const me = live.recalled("me");
        if (!me || live.recall("joined/" + it.hall) !== "yes") {
          it.person = null;
          it.show("join");
          return Promise.resolve();
        }
        return it.send(Object.assign({ again: true }, me)).then((/** @type {any} */ answer) => {
          if (answer.status === 200) return it.own();
          if (answer.status >= 400 && answer.status < 500) {
            it.show("join");
            it.fault(answer.said.error || "");
          }
          return answer.status < 400 || answer.status >= 500 ? it.later(it.stranger) : null;
        });
      },

    });
  }

  /** What is shown in the hall. */
  function following(/** @type {any} */ it) {
    Object.assign(it, {
      poll() {
        const since = it.state ? "?v=" + it.state.v + "&epoch=" + it.state.epoch : "";
        it.asking = live.ask("GET", it.address + "s" + since, it.key);
        it.askedAt = performance.now();
        it.asking.done.then(it.heard);
      },

      heard(/** @type {any} */ answer) {
        if (answer.status === 200 && answer.said.v) {
          it.patience.calm();
          it.fault("");
          it.follow(answer.said, answer.left, answer.handed);
          return it.poll();
        }
        if (answer.status === 204) {
          it.patience.calm();
          it.fault("");
          return it.poll();
        }
        if (answer.status === 404) return it.lost(answer.said.error);
        if (!it.hurried) it.fault("没有连上，正在重试。答案都记在手机上，连上就会保存。");
        it.pollLater(it.hurried ? 300 * Math.random() : it.patience.next());
        it.hurried = false;
      },

      pollLater(/** @type {number} */ ms) {
        clearTimeout(it.waiting);
        it.waiting = setTimeout(it.poll, ms);
      },

      lost(/** @type {string} */ words) {
        it.fault(words || "没有这一场。请看大屏幕上的数字");
        it.show("code");
      },

    });
  }

  /** What it does with that. */
  function showing(/** @type {any} */ it) {
    Object.assign(it, {
      follow(/** @type {any} */ state, /** @type {number} */ left, /** @type {boolean} */ handed) {
        const before = it.state;
        it.state = state;
        it.handed = handed;
        it.until = left < 0 ? null : performance.now() + left;
        it.hall = state.hall;
        it.answers.begin(state.hall);
        it.part("title").textContent = state.title || "现场答题";
        it.prepare(state.teams || []);
        if (!before || before.epoch !== state.epoch || before.hall !== state.hall) it.own();
        else if (it.person) it.draw();
      },

      draw() {
        const state = it.state;
        if (state.exam) {
          it.exam.draw(state, it.handed);
          return it.standing();
        }
        const asked = state.question && state.view !== "dossier";
        // typed a moment ago: kept before the next question takes its place
        if (it.screen.asked && it.screen.typing) it.screen.read();
        it.answers.shown = state.at + "/" + state.round;
        if (asked && state.open) it.answers.reopen(state.at, state.round);
        const mine = asked ? it.answers.of(state.at, state.round) : null;
        it.screen.draw(state, mine ? mine.choice : null);
        it.standing();
        it.countdown();
      },

      /** Keep what was typed a moment ago: a page that is put away may never go on. */
      asleep() {
        it.exam.flush();
        if (it.screen.typing) it.screen.read();
      },

      /** The phone was lifted again, or has its signal back. */
      awake() {
        if (document.hidden) return it.asleep();
        it.answers.hurry();
        if (it.asking && performance.now() - it.askedAt > AWAKE) {
          it.hurried = true;
          it.asking.stop();
        }
      }
    });
  }

  function start(/** @type {any} */ root) {
    const it = /** @type {any} */ ({ state: null, person: null, until: null, hall: "", patience: live.patience(), hurried: false, rostered: false, refused: "" });
    it.part = dom.parts(root);
    framing(it);
    joining(it);
    live.signing(it);
    following(it);
    showing(it);
    it.size(live.recall("size"));
    it.part("sizes").addEventListener("click", (/** @type {any} */ event) => {
      const button = dom.pressed(event, "[data-size]");
      if (!button) return;
      live.remember("size", button.getAttribute("data-size"));
      it.size(button.getAttribute("data-size"));
    });
    it.part("code").addEventListener("submit", (/** @type {any} */ event) => {
      event.preventDefault();
      location.href = "/h/" + it.part("code").elements.code.value.replace(/\D/g, "");
    });
    const code = (/^\/h\/(\d+)$/.exec(location.pathname) || [])[1];
    if (!code) return it.show("code");
    it.address = "/api/" + code + "/";
    it.key = live.key(code);
    it.answers = live.answers(it.address, it.key, it.told, () => it.stranger());
    it.screen = live.screen({ box: it.part("body"), where: it.part("where") }, it.answers.put);
    it.exam = live.exam(root, it.answers, () => it.until || 0);
    it.part("join").addEventListener("submit", it.join);
    it.part("unlisted").addEventListener("click", () => { it.listed(false); });
    ["visibilitychange", "pageshow", "online"].forEach((name) => {
      (name === "visibilitychange" ? document : window).addEventListener(name, it.awake);
    });
    window.addEventListener("pagehide", it.asleep);
    setInterval(it.countdown, 500);
    it.poll();
  }

  dom.all(document, "[data-live]").forEach(start);
})();
