/*
 * What came of a session: how many had each question right before and after the discussion, and what to teach again.
 */
"use strict";

(() => {
  const { dom, hall } = window.mingze;
  const AGAIN = 0.7; // share of right answers below which a clause is taught again

  function row(/** @type {string[]} */ cells, tag = "") {
    const line = dom.make("tr");
    cells.forEach((text, n) => {
      const cell = line.appendChild(dom.make(tag || (n ? "td" : "th"), "", text));
      if (tag || !n) cell.setAttribute("scope", tag ? "col" : "row");
    });
    return line;
  }

  /** What to teach again: by clause the questions that fewer than AGAIN had right in the end, the worst first. */
  function again(/** @type {SummaryLine[]} */ lines) {
    /** @type {{ rests: string, lines: SummaryLine[] }[]} */
    const found = [];
    lines.filter((line) => line.last !== null && line.last < AGAIN)
      .sort((one, other) => /** @type {number} */ (one.last) - /** @type {number} */ (other.last))
      .forEach((line) => {
        const known = found.filter((entry) => entry.rests === line.rests)[0];
        if (known) known.lines.push(line);
        else if (line.rests) found.push({ rests: line.rests, lines: [line] });
      });
    return found;
  }

  function table(/** @type {SummaryLine[]} */ lines) {
    const root = dom.make("table", "mz-hall__table");
    root.appendChild(dom.make("thead")).appendChild(row(["题号", "题", "第一次答对", "讨论后答对", "变化"], "th"));
    const body = root.appendChild(dom.make("tbody"));
    lines.forEach((line) => {
      const points = line.first === null || line.second === null ? null : Math.round(100 * line.second) - Math.round(100 * line.first);
      body.appendChild(row([String(line.n), line.stem, hall.words(line.first), hall.words(line.second), points === null ? "—" : (points > 0 ? "+" : points < 0 ? "−" : "") + Math.abs(points) + " 个百分点"]));
    });
    return root;
  }

  /**
   * @param on ways on
   */
  hall.result = function (root, run, faces, on) {
    const lines = hall.summary(run, faces);
    const weak = again(lines);
    root.textContent = "";
    const title = root.appendChild(dom.make("h2", "", run.title + "：这一场的结果"));
    title.id = "result_";
    title.tabIndex = -1;
    root.appendChild(dom.make("p", "", hall.facts(run)));
    const buttons = root.appendChild(dom.make("p", "mz-screen"));
    const said = root.appendChild(dom.make("p", "mz-screen"));
    said.setAttribute("role", "status");
    hall.button(buttons, "导出表格（CSV）", "csv", "", () => { hall.saveTable(run, faces, said); });
    hall.button(buttons, "打印这一页", "print", "", () => { window.print(); });
    hall.button(buttons, "存成文件", "save-run", "mz-button--quiet", () => { hall.saveRun(run, said); });
    hall.button(buttons, "回到投影", "back-to-stage", "mz-button--quiet", on.back);
    hall.button(buttons, "开新的一场", "setup", "mz-button--quiet", on.setup);
    if (run.teams.length) {
      root.appendChild(dom.make("h3", "", "各组得分"));
      root.appendChild(hall.scoreboard(run, hall.stateOf(run)));
    }
    root.appendChild(dom.make("h3", "", "要再讲的条款"));
    if (weak.length) {
      const list = root.appendChild(dom.make("ul"));
      weak.forEach((entry) => {
        list.appendChild(dom.make("li", "", entry.rests + "：" + entry.lines.map((line) => "第 " + line.n + " 题 " + hall.words(line.last)).join("，")));
      });
    } else root.appendChild(dom.make("p", "", lines.some((line) => line.last !== null) ? "没有：记了数的题，答对的都到了 70%。" : "还没有记数，无从判断。"));
    root.appendChild(dom.make("p", "mz-meta", "答对不到 70% 的题所依据的条款；讨论过的按讨论后算。"));
    root.appendChild(dom.make("h3", "", "各题"));
    root.appendChild(table(lines));
    root.appendChild(dom.make("p", "mz-meta", "答对率是答对的人占举手、交纸面答卷和用手机答的人的比例；多选题是全部选对的人占到场的人的比例，只用手机答的占答的人。"));
    title.focus();
  };
})();
