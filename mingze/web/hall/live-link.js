/*
 * A session whose phones are served by `mingze live`: each action goes to the server in its turn, with what phones show after it;
 * what they answer comes back as choices with their numbers, is marked here, and stands in the log once their time is over.
 */
"use strict";

(() => {
  const { dom, quiz, hall } = window.mingze;
  const AGAIN = 1000; // ms after which a request that failed is sent again
  const SETTLED = 6; // seconds after which results are shown without what is still missing

  /** What is wrong with the server's database, as it says it. */
  const SHORT = {
    full: "服务器的磁盘满了，答案存不下：请马上腾出空间",
    low: "服务器的磁盘满了，正在用备用的空间：请马上腾出空间",
    away: "服务器存不了答案（数据库没有应答），正在重试"
  };

  function shortage(/** @type {string} */ said) { return /** @type {any} */ (SHORT)[said] || ""; }

  /** @returns {Promise<{status: number, said: any}>} what the server answered; status 0 where nothing came */
  hall.liveAsk = function (method, address, token, body) {
    return fetch("/api/" + address, {
      method, headers: { "X-Mingze-Host": token, "Content-Type": "application/json" }, body: body === undefined ? undefined : JSON.stringify(body)
    }).then((answer) => answer.json().then((said) => ({ status: answer.status, said }))).catch(() => ({ status: 0, said: {} }));
  };

  /** @returns what phones are to show where a session stands */
  hall.liveShown = function (run, state, faces, lobby) {
    const late = run.seconds > 0 && run.clock.left <= 0;
    const at = state.at;
    return {
      at, view: lobby ? "wait" : state.view, round: state.items[at].round, open: !lobby && !late && hall.isOpen(state),
      left: run.seconds && run.clock.on ? Math.round(run.clock.left) : null, order: faces[at].order
    };
  };

  function sorted(/** @type {any} */ value) {
    return JSON.stringify(value, Object.keys(value).sort());
  }

  /** How actions get to the server: one after another, each once. */
  function sending(/** @type {LiveHost} */ live) {
    const { it, link } = live;
    Object.assign(live, {
      ask(method, what, body) { return hall.liveAsk(method, link.code + "/" + what, link.token, body); },

      keepLink() { it.kept.set("live/" + it.run.id, link); },

      did(action) {
        live.note();
        live.queue.push({ action, shown: hall.liveShown(it.run, it.state, it.faces, link.lobby) });
        live.flush();
      },

      flush() {
        const next = live.queue[0];
        if (live.sending || !next || live.stopped) return;
        live.sending = true;
        live.ask("POST", "do", { n: link.n, action: next.action, shown: next.shown }).then((answer) => {
          const missed = answer.status === 409 && (answer.said.missed || [])[0];
          live.sending = false;
          if (answer.status === 200 || (missed && sorted(missed) === sorted(next.action))) { // the answer to it was lost
            link.n += 1;
            live.queue.shift();
            live.sent.push(next);
            live.keepLink();
            live.trouble("");
            return live.flush();
          }
          if (answer.status === 409 && answer.said.n < link.n && live.resend(answer.said.n)) return;
          if (answer.status === 409) return answer.said.over ? live.over() : live.takeOver("另一台设备刚操作过，已跟上；要做的请再按一次");
          if (answer.status === 403 || answer.status === 404) return live.over();
          live.trouble(shortage(answer.said.unstored) || "没有连上服务器，正在重试");
          setTimeout(live.flush, AGAIN);
        });
      },

    });
  }

  /** What the server lacks: its database failed over to one that had not everything yet. */
  function resending(/** @type {LiveHost} */ live) {
    Object.assign(live, {
      resend(/** @type {number} */ n) {
        const lacking = live.link.n - n;
        if (lacking > live.sent.length) return false; // done before this page was loaded
        live.queue = live.sent.splice(-lacking).concat(live.queue);
        live.link.n = n;
        live.keepLink();
        live.flush();
        return true;
      }
    });
  }

  /** What the server knows better. */
  function following(/** @type {LiveHost} */ live) {
    const { it, link } = live;
    Object.assign(live, {
      /** Take over what the server has of this session. */
      takeOver(words) {
        return live.ask("GET", "host").then((answer) => {
          if (answer.status === 403 || answer.status === 404) return live.over();
          if (answer.status !== 200) return live.trouble("没有连上服务器，正在重试");
          const clock = it.run.clock;
          live.queue = [];
          link.n = answer.said.n;
          link.lobby = link.lobby && !answer.said.actions.length;
          live.addresses = answer.said.addresses;
          answer.said.counted.forEach((/** @type {number[]} */ one) => { live.pending[one[0] + "/" + one[1]] = true; });
          it.keep(Object.assign({}, it.run, hall.replayed(answer.said.run, answer.said.actions), { clock, used: it.run.used }));
          live.keepLink();
          it.draw();
          if (words) live.trouble(words);
        });
      },

      trouble(words) { it.part("phones").setAttribute("data-trouble", words); live.tell(); },

      /** The hall is no more: the session goes on without phones. */
      over() {
        live.stop();
        it.part("phones").textContent = "手机答题已经结束";
      }
    });
  }

  /** What phones answered. */
  function counting(/** @type {LiveHost} */ live) {
    const { it } = live;
    Object.assign(live, {
      /** Remember what is shown as something to be counted. */
      note() {
        if (!live.link.lobby && (it.state.view === "ask" || it.state.view === "votes")) live.pending[it.state.at + "/" + it.state.items[it.state.at].round] = true;
      },

      /** Count all anew: the server began anew, and phones offer it what it may have lost. */
      recount() {
        it.state.items.forEach((/** @type {any} */ item, /** @type {number} */ q) => {
          if (item.phones) [1, 2].forEach((round) => { live.pending[q + "/" + round] = true; });
        });
      },

      isNow(/** @type {string} */ place) { return place === it.state.at + "/" + it.state.items[it.state.at].round; },

      /** Look how many answered what is shown, and what came to an end. */
      poll() {
        const late = it.run.seconds > 0 && it.run.clock.left <= 0;
        const round = it.state.items[it.state.at].round;
        if (live.polling || live.stopped) return live.polling || Promise.resolve();
        if (late && hall.isOpen(it.state) && !live.link.lobby) it.act({ do: "close", round, on: true });
        // each of them: one that is not yet settled keeps no other waiting
        const others = Object.keys(live.pending).filter((place) => !live.isNow(place));
        live.polling = others.reduce((done, place) => done.then(() => live.count(place)), live.count(it.state.at + "/" + round)).then(() => { live.polling = null; });
        return live.polling;
      },

      count(/** @type {string} */ place) {
        const [q, round] = place.split("/").map(Number);
        return live.ask("GET", "counts?q=" + q + "&round=" + round).then((answer) => {
          if (live.stopped) return;
          if (answer.status === 403 || answer.status === 404) return live.over();
          if (answer.status !== 200) return live.trouble(shortage(answer.said.unstored) || "没有连上服务器，正在重试");
          live.heard(place, answer.said);
        });
      },

      tell() {
        const trouble = it.part("phones").getAttribute("data-trouble");
        const seen = live.seen;
        const open = hall.isOpen(it.state) && !live.link.lobby;
        const words = !seen ? "" : live.link.lobby ? "手机 签到 " + seen.joined : "手机 已答 " + seen.answered + " / 在场 " + seen.present + " / 签到 " + seen.joined + (open ? "" : "　已收题");
        it.part("phones").textContent = trouble || words;
      }
    });
  }

  /** What comes to an end stands in the log. */
  function freezing(/** @type {LiveHost} */ live) {
    const { it } = live;
    Object.assign(live, {
      heard(/** @type {string} */ place, /** @type {any} */ said) {
        const isNow = live.isNow(place);
        if (isNow) live.seen = said;
        if (live.epoch && said.epoch !== live.epoch) live.recount();
        live.epoch = said.epoch;
        if (said.n < live.link.n && !live.sending) live.resend(said.n);
        if (said.n > live.link.n && !live.queue.length && !live.sending) return live.takeOver("另一台设备操作过，已跟上");
        if (said.slept && it.run.clock.on) {
          it.commands.timer();
          live.trouble("电脑睡过，计时停了：按 T 接着计时");
        } else if (isNow) live.trouble(shortage(said.short));
        if (isNow && hall.isOpen(it.state)) return;
        live.freeze(place, said.choices, said.final);
        if (said.final) delete live.pending[place];
      },

      /** Put what phones came to into the log, where it says something else. */
      freeze(/** @type {string} */ place, /** @type {[any, number][]} */ choices, /** @type {boolean} */ isFinal) {
        const [q, round] = place.split("/").map(Number);
        const found = hall.liveRows(it.run.questions[q], live.entries[it.run.questions[q].id], choices, live.traditional);
        /** @type {Round} */
        const tally = round === 2 ? "second" : "first";
        const before = (it.state.items[q].phones || {})[tally];
        if (before && found && found.of < before.of && !isFinal) return; // phones are offering again what a database lost
        if (!found || (before ? JSON.stringify(before) === JSON.stringify(found) : !found.of)) return;
        it.act({ do: "phones", q, tally, n: found.n, of: found.of });
      },

      /** Wait until all that came to an end is counted. */
      settle() {
        let left = SETTLED;
        /** @returns {Promise<unknown>} */
        function again() {
          const open = Object.keys(live.pending).filter((place) => !live.isNow(place) || !hall.isOpen(it.state));
          if (live.stopped || !open.length || !left--) return Promise.resolve();
          return live.poll().then(() => new Promise((/** @type {(value?: any) => void} */ done) => { setTimeout(done, AGAIN / 2); })).then(again);
        }
        return again();
      }
    });
  }

  /**
   * @param it the session on the screen
   * @param link the hall's code, the token, the number of the next action; whether phones still wait for the beginning
   */
  hall.live = function (it, link) {
    const live = /** @type {LiveHost} */ (/** @type {unknown} */ ({ it, link, queue: [], sent: [], sending: false, polling: null, stopped: false, pending: {}, seen: null, entries: {}, traditional: {}, addresses: [], epoch: "" }));
    sending(live);
    resending(live);
    following(live);
    counting(live);
    freezing(live);
    live.connect = function () {
      const banks = it.run.questions.map((one) => one.bank).filter((bank, n, all) => all.indexOf(bank) === n);
      it.part("stage").classList.add("is-live");
      return quiz.load("answers", banks).then((found) => {
        live.entries = /** @type {any} */ (found.questions);
        live.traditional = found.traditional;
        return live.takeOver("");
      }).then(() => {
        if (live.stopped) return;
        live.ticking = window.setInterval(() => { live.poll(); }, AGAIN);
        return live.poll();
      }).catch(dom.report);
    };
    live.stop = function () {
      live.stopped = true;
      window.clearInterval(live.ticking);
      it.part("stage").classList.remove("is-live");
      it.part("phones").textContent = "";
      it.part("phones").removeAttribute("data-trouble");
    };
    return live;
  };
})();
