/*
 * The board's lines: what each hall does now, and what its organiser can do with it.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { dom } = site;
  const board = site.board = /** @type {any} */ ({});
  const AWAY = 90000; // ms without a word of the host's page after which it is said
  const VIEWS = /** @type {By<string>} */ ({ wait: "等着开始", dossier: "看材料", ask: "在答", votes: "在答", reveal: "揭晓", why: "讲解", end: "答完了", exam: "考试中" });

  /** @returns {string} 11月22日 9:05 */
  board.when = function (/** @type {number} */ ms) {
    const date = new Date(ms);
    return date.getMonth() + 1 + "月" + date.getDate() + "日 " + date.getHours() + ":" + ("0" + date.getMinutes()).slice(-2);
  };

  /** @returns {"wiped" | "over" | "waiting" | "open"} where a hall stands */
  board.stateOf = function (/** @type {any} */ hall) {
    if (hall.wiped) return "wiped";
    if (hall.closed) return "over";
    return hall.total ? "open" : "waiting";
  };

  board.nameOf = function (/** @type {any} */ hall) { return hall.name || hall.title || "没有名称"; };

  /** @returns whether somebody should look after a hall: its host is gone while it runs */
  board.wantsLook = function (/** @type {any} */ hall, /** @type {number} */ now) {
    return board.stateOf(hall) === "open" && hall.shown.view !== "end" && (!hall.heard || now - hall.heard > AWAY);
  };

  function words(/** @type {any} */ hall) {
    const state = board.stateOf(hall);
    if (state === "wiped") return "姓名已删";
    if (state === "over") return "已结束";
    if (state === "waiting") return "没开始";
    const view = hall.shown.view;
    if (view === "wait" || view === "end" || view === "exam") return VIEWS[view];
    const at = "第 " + (hall.shown.at + 1) + " / " + hall.total + " 题 ";
    return at + ((view === "ask" || view === "votes") && !hall.shown.open ? "已收题" : VIEWS[view]);
  }

  function seen(/** @type {any} */ hall, /** @type {number} */ now) {
    if (hall.closed) return board.when(hall.closed) + " 结束";
    if (!hall.heard) return "还没来";
    const minutes = Math.floor((now - hall.heard) / 60000);
    if (now - hall.heard < AWAY) return "在";
    return minutes < 60 ? minutes + " 分钟没动静" : minutes < 1440 ? Math.floor(minutes / 60) + " 小时没动静" : board.when(hall.heard) + " 以后没动静";
  }

  /** Ask once more before something that cannot be undone. */
  board.surely = function (/** @type {Part} */ holder, /** @type {string} */ text, /** @type {string} */ sure, /** @type {() => any} */ act) {
    const first = holder.appendChild(dom.button(text, "", "mz-button--quiet"));
    first.addEventListener("click", () => {
      const second = dom.button(sure, "sure", "");
      const back = dom.button("不", "", "mz-button--quiet");
      function away() {
        second.remove();
        back.remove();
        first.hidden = false;
      }
      first.hidden = true;
      first.after(second, back);
      second.focus();
      back.addEventListener("click", () => { away(); first.focus(); });
      second.addEventListener("click", () => { away(); act(); });
    });
  };

  /** What can be done with a hall; made once, so that what somebody is about to press stays while the numbers change. */
  function deeds(/** @type {any} */ it, /** @type {any} */ line) {
    const running = dom.make("span");
    const named = dom.make("span");
    const holder = dom.make("div", "", [running, named]);
    running.appendChild(dom.button("主持链接", "", "mz-button--quiet")).addEventListener("click", () => { it.link(line.hall); });
    board.surely(running, "结束", "确定结束：手机不能再答", () => it.end(line.hall, "close"));
    board.surely(named, "删除姓名", "确定：姓名和各人的答案都删，人数留下", () => it.end(line.hall, "wipe"));
    const proof = holder.appendChild(dom.button("删除证明", "", "mz-button--quiet"));
    proof.addEventListener("click", () => { it.certify([line.hall]); });
    line.deeds = function () {
      const state = board.stateOf(line.hall);
      running.hidden = state === "over" || state === "wiped";
      named.hidden = state === "wiped";
      proof.hidden = !named.hidden;
    };
    return dom.make("details", "mz-board__more", [dom.make("summary", "", ["操作", dom.make("span", "mz-board__unseen", "：" + board.nameOf(line.hall))]), holder]);
  }

  function number(/** @type {string} */ name) {
    const cell = dom.make("td", "mz-board__n");
    cell.setAttribute("data-name", name);
    return cell;
  }

  function write(/** @type {any} */ cell, /** @type {string} */ text) {
    if (cell.textContent !== text) cell.textContent = text;
  }

  /** @returns a line whose cells are filled anew with each answer of the server */
  board.line = function (/** @type {any} */ it, /** @type {any} */ hall) {
    const line = /** @type {any} */ ({ hall });
    const name = dom.make("span", "mz-board__name");
    const state = dom.make("span", "mz-board__state");
    const numbers = ["签到", "在场", "本题已答"].map(number);
    const host = dom.make("td");
    const head = dom.make("th", "", [name, dom.make("span", "mz-board__code", hall.code)]);
    head.setAttribute("scope", "row");
    line.row = dom.make("tr", "", [head, dom.make("td", "", state)].concat(numbers, host, dom.make("td", "", deeds(it, line))));
    line.fill = function (/** @type {any} */ now, /** @type {any} */ said) {
      const kind = board.stateOf(said);
      const look = board.wantsLook(said, now);
      line.hall = said;
      write(name, board.nameOf(said));
      write(state, words(said));
      state.setAttribute("data-state", kind);
      write(numbers[0], String(said.joined));
      write(numbers[1], kind === "over" || kind === "wiped" ? "—" : String(said.present));
      write(numbers[2], kind === "open" && VIEWS[said.shown.view] !== "等着开始" ? String(said.answered) : "—");
      write(host, seen(said, now));
      host.className = "mz-board__host" + (look ? " mz-board__warn" : "");
      if (look) line.row.setAttribute("data-look", "");
      else line.row.removeAttribute("data-look");
      line.deeds();
    };
    return line;
  };
})();
