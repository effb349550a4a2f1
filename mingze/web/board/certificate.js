/*
 * What was deleted of halls and what is kept, as sheets to be printed and signed (删除证明).
 */
"use strict";

(() => {
  const site = window.mingze;
  const { dom, board } = site;
  const WHY = /** @type {By<string>} */ ({ host: "主持人按“结束并删除姓名”", organiser: "组织者在“各会场”按“删除姓名”", overdue: "开场满三十天，自动删除" });

  function time(/** @type {number | null} */ ms) { return ms ? new Date(ms).toLocaleString("zh-CN") : "—"; }

  function rows(/** @type {[string, string][]} */ lines) {
    const table = dom.make("table");
    lines.forEach((line) => {
      const head = dom.make("th", "", line[0]);
      head.setAttribute("scope", "row");
      table.appendChild(dom.make("tr", "", [head, dom.make("td", "", line[1])]));
    });
    return table;
  }

  function sheet(/** @type {any} */ one) {
    const { gone } = one;
    const kept = one.kept.map((/** @type {number[]} */ count) => "第 " + (count[0] + 1) + " 题" + (count[1] === 2 ? "（讨论后）" : "") + " " + count[2] + " 人");
    return dom.make("article", "mz-paper", [
      dom.make("h2", "", "删除证明"),
      rows([
        ["会场", one.name || one.title], ["数字", one.code], ["场次", one.title || "—"], ["开的时间", time(one.opened)], ["结束的时间", time(one.closed)],
        ["删除的时间", time(gone.at)], ["怎样删的", WHY[gone.why]]
      ]),
      dom.make("p", "", "上面这一场的下列内容已经从数据库中删除，不能恢复："),
      rows([
        ["姓名、续答码、手机的钥匙", gone.people + " 人"], ["单位", gone.units + " 个"], ["签到名单", gone.expected + " 行"], ["每个人的答案", gone.answers + " 条"],
        ["考试中改答案的记录", gone.changes + " 条"], ["签到更正记录", gone.corrections + " 条"]
      ]),
      dom.make("p", "", "留下的只有人数：签到 " + gone.people + " 人；" + (kept.length ? "各题答的人数：" + kept.join("，") + "。" : "没有人答题。")),
      dom.make("p", "", "这一证明只说这个数据库。数据库的备份、备机的归档日志，会前会后导出的表格，主持人电脑上的文件，请按本单位的规定另行清理。"),
      dom.make("p", "mz-paper__sign", [dom.make("span", "", "经办人：＿＿＿＿＿＿＿＿"), dom.make("span", "", "日期：＿＿＿＿＿＿＿＿")])
    ]);
  }

  /** Show certificates in place of the board, until somebody goes back. */
  board.certificates = function (/** @type {any} */ it, /** @type {any[]} */ found) {
    const paper = it.part("paper");
    const ways = dom.make("p", "mz-screen");
    paper.textContent = "";
    ways.appendChild(dom.button("打印", "print", "")).addEventListener("click", () => { window.print(); });
    ways.appendChild(document.createTextNode(" "));
    ways.appendChild(dom.button("回到各会场", "back", "mz-button--quiet")).addEventListener("click", () => {
      paper.hidden = true;
      it.part("inside").hidden = false;
      it.part("new").focus();
    });
    paper.appendChild(ways);
    found.forEach((one) => { paper.appendChild(sheet(one)); });
    it.part("inside").hidden = true;
    paper.hidden = false;
    paper.focus();
  };
})();
