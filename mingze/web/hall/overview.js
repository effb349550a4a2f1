/*
 * What lies over the screen when it is asked for: every question with how it went, and ways out.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { dom, quiz, hall } = site;

  /** @returns {string} minutes and seconds of so many seconds */
  hall.minutes = function (seconds) {
    return Math.floor(seconds / 60) + ":" + ("0" + (seconds % 60)).slice(-2);
  };

  /** @returns {string} a share in per cent, — where it is not known */
  hall.words = function (share) {
    return share === null ? "—" : hall.percent(share);
  };

  /** @returns {string} what a question mainly rests on: the clause that its answer quotes, and the duty that comes from it */
  function rests(/** @type {Face["answer"]} */ answer) {
    const cite = answer.cites().textContent.replace(/^依据：/, "").split("；")[0].trim();
    const heads = answer.clauses.map((clause) => clause.querySelector(".mz-clause__head > :first-child").textContent.trim());
    return heads.length === 1 && cite.indexOf(heads[0]) < 0 ? heads[0] + "（" + cite + "）" : cite;
  }

  /** @returns by question {n, stem, first, second: shares or null, last: the later one, rests: on what} */
  hall.summary = function (run, faces) {
    const state = hall.stateOf(run);
    return run.questions.map((question, n) => {
      const first = hall.share(run, question, state.items[n], "first", faces[n].key);
      const second = hall.share(run, question, state.items[n], "second", faces[n].key);
      return {
        n: n + 1, stem: faces[n].stem().textContent.trim(), first, second, last: second === null ? first : second,
        rests: rests(faces[n].answer)
      };
    });
  };

  /** @returns {string} when, how long, how many, and the number of its paper */
  hall.facts = function (run) {
    const number = run.source.kind === "paper" ? "卷号 " + quiz.paperNumber(run.source.id, run.seed, run.form) : "种子 " + run.seed + "，" + run.form + " 卷";
    return hall.when(run.begun) + " 开始，用时 " + Math.round(run.used / 60000) + " 分钟，" + run.questions.length + " 题" + (run.people ? "，到场 " + run.people + " 人" : "") + "。" + number + "。";
  };

  /** @returns a button put into a holder */
  hall.button = function (holder, text, action, className, pressed) {
    const button = holder.appendChild(dom.button(text, action, className));
    button.addEventListener("click", () => { site.begin(button, pressed); });
    return button;
  };

  /**
   * The overview over the screen: every question, and ways out.
   */
  hall.overview = function (root, run, state, faces, on) {
    root.setAttribute("data-over", "overview");
    root.appendChild(dom.make("h2", "", run.title));
    root.appendChild(dom.make("p", "", hall.facts(run)));
    const buttons = root.appendChild(dom.make("p"));
    hall.button(buttons, "回到题目（Esc）", "close", "", on.close);
    hall.button(buttons, "讲师视图（P）", "presenter", "mz-button--quiet", () => { on.ask("presenter"); });
    hall.button(buttons, "黑白互换（X）", "inverse", "mz-button--quiet", () => { on.ask("inverse"); });
    hall.button(buttons, "录纸面作答", "paper", "mz-button--quiet", () => { on.ask("paper"); });
    if (on.canLive) hall.button(buttons, "全场用手机答（Q）", "join", "mz-button--quiet", () => { on.ask("join"); });
    hall.button(buttons, "手机上同一份卷", "phones", "mz-button--quiet", () => { on.ask("phones"); });
    hall.button(buttons, "看结果、导出", "results", "mz-button--quiet", on.results);
    hall.button(buttons, "离开（已保存）", "leave", "mz-button--quiet", on.leave);
    const list = root.appendChild(dom.make("ol", "mz-hall__map"));
    hall.summary(run, faces).forEach((line, n) => {
      const entry = list.appendChild(dom.make("li")).appendChild(dom.make("button", "mz-hall__jump"));
      entry.type = "button";
      if (n === state.at) entry.setAttribute("aria-current", "true");
      entry.appendChild(dom.make("b", "", String(line.n)));
      entry.appendChild(dom.make("span", "", line.last === null ? (hall.isCounted(run.questions[n], state.items[n]) ? "已记数" : "未记数") : "对 " + hall.words(line.last)));
      entry.addEventListener("click", () => { on.go(n); });
    });
    if (run.teams.length) root.appendChild(hall.scoreboard(run, state));
  };
})();
