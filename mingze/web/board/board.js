/*
 * The board of halls: asked every few seconds while it is seen.
 */
"use strict";

(() => {
  const { dom, board } = window.mingze;
  const AGAIN = 4000; // ms
  const PLACE = "mingze-board";
  const KINDS = [["all", "全部"], ["look", "要看一看"], ["open", "进行中"], ["waiting", "没开始"], ["over", "已结束"]];

  /** @returns {string} the organiser's key: in the address it is taken off the bar, and kept until the window is closed */
  function keyOf() {
    const [, inAddress] = /^#board=([\w.-]+)$/.exec(location.hash) || [];
    try {
      if (inAddress) {
        sessionStorage.setItem(PLACE, inAddress);
        history.replaceState(null, "", location.pathname); // nobody behind shall read it
      }
      return inAddress || sessionStorage.getItem(PLACE) || "";
    } catch (error) {
      return inAddress || "";
    }
  }

  /** How the server is asked. */
  function asking(/** @type {any} */ it) {
    Object.assign(it, {
      fetch(/** @type {string} */ method, /** @type {string} */ what, /** @type {any} */ body) {
        return fetch("/api/board" + what, {
          method, headers: { "X-Mingze-Board": it.key, "Content-Type": "application/json" }, body: body === undefined ? undefined : JSON.stringify(body)
        });
      },

      ask(/** @type {string} */ method, /** @type {string} */ what, /** @type {any} */ body) {
        return it.fetch(method, what, body).then((/** @type {Response} */ answer) => answer.json().then((said) => ({ status: answer.status, said }))).catch(() => ({ status: 0, said: {} }));
      },

      fault(/** @type {string} */ words) {
        it.part("fault").hidden = !words;
        if (it.part("fault").textContent !== words) it.part("fault").textContent = words;
      },

      say(/** @type {string} */ words) { it.part("said").textContent = words; },

      /** Ask what all halls do. */
      look() {
        if (document.hidden || it.looking || !it.key) return Promise.resolve();
        it.looking = true;
        return it.ask("GET", "").then((/** @type {any} */ answer) => {
          it.looking = false;
          if (answer.status === 403) return it.out();
          it.fault(answer.status === 200 ? "" : answer.said.error || "没有连上服务器，正在重试。下面是先前的情况。");
          if (answer.status === 200) it.draw(answer.said);
        });
      },

      /** The key does not fit, or there is none. */
      out() {
        it.fault(it.key ? "组织者口令不对。服务器重新启动过的，请用窗口里新的网址。" : "");
        it.key = "";
        it.part("inside").hidden = true;
        it.part("door").hidden = false;
        it.part("door").elements.key.focus();
      }
    });
  }

  /** What can be done. */
  function acting(/** @type {any} */ it) {
    Object.assign(it, {
      link(/** @type {any} */ hall) {
        return it.ask("POST", "/link", { hall: hall.id }).then((/** @type {any} */ answer) => {
          if (answer.status !== 200) return it.say(answer.said.error || "没有连上服务器，请再按一次");
          board.showLinks(it.part("opened"), [{ name: board.nameOf(hall), code: answer.said.code, token: answer.said.token }], answer.said.addresses, "再给一个主持链接");
        });
      },

      /** @param {"close" | "wipe"} what */
      end(/** @type {any} */ hall, /** @type {string} */ what) {
        return it.ask("POST", "/" + what, { hall: hall.id }).then((/** @type {any} */ answer) => {
          const done = what === "wipe" ? "删除了姓名" : "结束了";
          it.say(answer.status === 200 ? board.nameOf(hall) + "（" + hall.code + "）：" + done + "。" : answer.said.error || "没有连上服务器，请再按一次");
          return it.look();
        });
      },

      /** Wipe one hall after another. */
      wipeAll(/** @type {any[]} */ halls) {
        const said = it.part("wiped");
        let done = 0;
        /** @returns {any} */
        function next() {
          const hall = halls[done];
          said.textContent = hall ? "正在删除 " + (done + 1) + " / " + halls.length + "……" : "删除了 " + done + " 个会场的姓名。";
          if (!hall) return it.look();
          return it.ask("POST", "/wipe", { hall: hall.id }).then((/** @type {any} */ answer) => {
            if (answer.status !== 200) {
              said.textContent = "删到第 " + (done + 1) + " 个时没有连上服务器，请再按一次。";
              return it.look();
            }
            done += 1;
            return next();
          });
        }
        return next();
      },

      certify(/** @type {any[]} */ halls) {
        return Promise.all(halls.map((hall) => it.ask("GET", "/certificate?hall=" + hall.id))).then((answers) => {
          const found = answers.filter((answer) => answer.status === 200).map((answer) => answer.said);
          if (found.length < halls.length) return it.say("没有取到删除证明，请再按一次");
          board.certificates(it, found);
        });
      }
    });
  }

  function sum(/** @type {any[]} */ halls, /** @type {string} */ field) { return halls.reduce((all, one) => all + one[field], 0); }

  /** The halls on the page. */
  function drawing(/** @type {any} */ it) {
    Object.assign(it, {
      draw(/** @type {any} */ said) {
        it.said = said;
        it.part("door").hidden = true;
        if (it.part("paper").hidden) it.part("inside").hidden = false;
        it.sums();
        it.lines();
        it.wipes();
      },

      fits(/** @type {any} */ hall) {
        const kind = it.kind;
        const state = board.stateOf(hall);
        const typed = it.part("find").value.trim();
        if (typed && board.nameOf(hall).indexOf(typed) < 0 && hall.code.indexOf(typed) !== 0) return false;
        if (kind === "look") return board.wantsLook(hall, it.said.now);
        return kind === "all" || kind === state || (kind === "over" && state === "wiped");
      },

      /** A line stays the same element as long as its hall is there: what somebody opened or has under a finger does not go. */
      lines() {
        const shown = it.said.halls.filter(it.fits);
        const order = shown.map((/** @type {any} */ hall) => hall.id).join();
        shown.forEach((/** @type {any} */ hall) => {
          if (!it.byId[hall.id]) it.byId[hall.id] = board.line(it, hall);
          it.byId[hall.id].fill(it.said.now, hall);
        });
        if (it.ordered !== order) {
          it.ordered = order;
          it.part("halls").textContent = "";
          shown.forEach((/** @type {any} */ hall) => { it.part("halls").appendChild(it.byId[hall.id].row); });
        }
        it.part("none").hidden = shown.length > 0;
        it.part("none").textContent = it.said.halls.length ? "没有这样的会场。" : "还没有会场：按“开会场”，一行写一个名称。";
      }
    });
  }

  /** What stands around them. */
  function summing(/** @type {any} */ it) {
    Object.assign(it, {
      sums() {
        const open = it.said.halls.filter((/** @type {any} */ hall) => !hall.closed);
        const looks = open.filter((/** @type {any} */ hall) => board.wantsLook(hall, it.said.now)).length;
        const numbers = [["开着", open.length + " 个"], ["结束了", it.said.halls.length - open.length + " 个"], ["签到", sum(it.said.halls, "joined") + " 人"], ["在场", sum(open, "present") + " 人"], ["要看一看", looks + " 个"]];
        const words = numbers.map((one) => one.join()).join();
        if (it.summed === words) return;
        it.summed = words;
        it.part("sums").textContent = "";
        numbers.forEach((one) => { it.part("sums").appendChild(dom.make("div", "", [dom.make("dt", "", one[0]), dom.make("dd", "", one[1])])); });
      },

      wipes() {
        const over = it.said.halls.filter((/** @type {any} */ hall) => board.stateOf(hall) === "over");
        const wiped = it.said.halls.filter((/** @type {any} */ hall) => hall.wiped);
        const words = over.length + "/" + wiped.length;
        if (it.wipeable === words || it.part("wiping").querySelector("[data-action=sure]")) return; // somebody is about to press it
        it.wipeable = words;
        it.part("wiping").textContent = "";
        if (over.length) board.surely(it.part("wiping"), "删除已结束的 " + over.length + " 个会场的姓名", "确定：不能恢复，要留的先导出", () => it.wipeAll(over));
        if (wiped.length) it.part("wiping").appendChild(dom.button("全部删除证明（" + wiped.length + "）", "certificates", "mz-button--quiet")).addEventListener("click", () => { it.certify(wiped); });
      }
    });
  }

  function start(/** @type {any} */ root) {
    const it = /** @type {any} */ ({ key: keyOf(), kind: "all", byId: {}, said: null });
    it.part = dom.parts(root);
    asking(it);
    acting(it);
    drawing(it);
    summing(it);
    board.opening(it);
    board.exporting(it);
    KINDS.forEach((one) => {
      const button = it.part("kinds").appendChild(dom.make("button", "mz-choice", one[1]));
      button.type = "button";
      button.setAttribute("aria-pressed", String(one[0] === it.kind));
      button.addEventListener("click", () => {
        it.kind = one[0];
        dom.all(it.part("kinds"), "button").forEach((other) => { other.setAttribute("aria-pressed", String(other === button)); });
        if (it.said) it.lines();
      });
    });
    it.part("find").addEventListener("input", () => { if (it.said) it.lines(); });
    it.part("door").addEventListener("submit", (/** @type {any} */ event) => {
      event.preventDefault();
      it.key = it.part("door").elements.key.value.trim();
      try {
        sessionStorage.setItem(PLACE, it.key);
      } catch (error) { /* it lasts as long as the page */ }
      it.look();
    });
    document.addEventListener("visibilitychange", it.look);
    setInterval(it.look, AGAIN);
    if (it.key) it.look();
    else it.out();
  }

  dom.all(document, "[data-board]").forEach(start);
})();
