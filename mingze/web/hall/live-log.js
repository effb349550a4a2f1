/*
 * What the host did and who corrected what of the sign-in, as a table: when, who, what, from what to what.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { hall } = site;
  const VIEWS = /** @type {By<string>} */ ({ dossier: "放材料", ask: "放题目", votes: "记举手", reveal: "揭晓", why: "讲解", end: "答完" });
  const TALLIES = /** @type {By<string>} */ ({ first: "第一次", second: "讨论后", paper: "纸面" });
  const SIGN_IN = /** @type {By<string>} */ ({ mend: "更正签到", remove: "移除签到", sign: "代签", return: "凭续答码换手机回来", expect: "读入签到名单" });

  /** @returns {[string, string]} what one action did, and what it set */
  function told(/** @type {Run} */ run, /** @type {any} */ action) {
    const n = (action.q === undefined ? action.at : action.q) + 1;
    const at = Number.isInteger(n) ? "第 " + n + " 题，" : "";
    if (action.do === "go") return [at + VIEWS[action.view], ""];
    if (action.do === "count") return [at + TALLIES[action.tally] + "第 " + (action.row + 1) + " 行的人数", action.n === null ? "清空" : String(action.n)];
    if (action.do === "round") return [at + "第 " + action.n + " 次作答", ""];
    if (action.do === "team") return [at + run.teams[action.team], action.on ? "记答对" : "取消"];
    if (action.do === "close") return [at + (action.on ? "收题" : "接着答"), ""];
    if (action.do === "phones") return [at + TALLIES[action.tally] + "手机的人数计入", action.of + " 人"];
    return [action.do === "undo" ? "撤销上一步" : action.do === "clock" ? "计时" : "开始答题", ""];
  }

  function who(/** @type {number} */ device) { return device ? "主持设备 " + device : "手机本人"; }

  /**
   * @param said actions [time, device, action] and sign_in [time, device, person, did, was, is now], as the server has them
   * @returns a line each, in the order of their times
   */
  hall.logTable = function (run, said) {
    const actions = said.actions.map((/** @type {any[]} */ one) => {
      const [did, set] = told(run, one[2]);
      return [one[0], who(one[1]), did, "", set];
    });
    const corrections = said.sign_in.map((/** @type {any[]} */ one) => [one[0], who(one[1]), SIGN_IN[one[3]], one[4], one[5]]);
    const lines = actions.concat(corrections).sort((/** @type {any[]} */ one, /** @type {any[]} */ other) => one[0] - other[0]);
    return [["时间", "谁", "做了什么", "原来", "改成"]].concat(lines.map((/** @type {any[]} */ line) => [new Date(line[0]).toLocaleString("zh-CN")].concat(line.slice(1))));
  };

  /** @param told where it is told what came of it */
  hall.saveLog = function (run, link, told) {
    return hall.liveAsk("GET", link.code + "/log", link.token).then((answer) => {
      if (answer.status !== 200) {
        told.textContent = "没有取到，请再按一次。";
        return;
      }
      site.save(told, { name: hall.nameOf(run) + "-操作记录.csv", type: "text/csv", text: hall.asCsv(hall.logTable(run, answer.said)), note: "里面有姓名，请妥善保管。" });
    });
  };
})();
