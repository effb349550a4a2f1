/*
 * What came of all halls, as tables. Each session is replayed by the presenter mode's own reducer and marked by the site's own
 * types of questions; the server only hands over what it kept.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { dom, board, hall } = site;
  /** @typedef {(string | number | null)[]} Cells */

  function time(/** @type {number | null} */ ms) { return ms ? new Date(ms).toLocaleString("zh-CN") : ""; }

  function percent(/** @type {number | null} */ share) { return share === null ? null : Math.round(1000 * share) / 10; }

  /** Ask the browser to save what may be large: a province has 40,000 people. */
  board.save = function (/** @type {Part} */ said, /** @type {string} */ name, /** @type {Blob} */ blob, note = "") {
    const link = dom.make("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    document.body.appendChild(link);
    link.click();
    link.remove();
    setTimeout(() => { URL.revokeObjectURL(link.href); }, 60000);
    said.textContent = "已交给浏览器去存：" + name + "。" + note;
  };

  board.saveTable = function (/** @type {Part} */ said, /** @type {string} */ name, /** @type {Cells[]} */ table, note = "") {
    board.save(said, name, new Blob([hall.asCsv(table)], { type: "text/csv" }), note);
  };

  /** @returns what a session came to by question: who answered and the share that was right, of both votes */
  function lines(/** @type {any} */ session, /** @type {By<any>} */ keys) {
    const run = hall.sound(session.run);
    if (!run) return [];
    const replayed = hall.replayed(run, session.actions);
    const state = hall.stateOf(replayed);
    return run.questions.map((question, n) => {
      const item = state.items[n];
      /** @param {Round} which */
      function part(which) {
        const isCounted = hall.counts(question, item, which).some((one) => one !== null);
        return {
          n: isCounted ? hall.voters(replayed, question, item, which) : null,
          share: isCounted && keys[question.id] !== undefined ? hall.share(replayed, question, item, which, keys[question.id]) : null
        };
      }
      return { n: n + 1, question, first: part("first"), second: part("second") };
    });
  }

  function last(/** @type {any} */ line) { return line.second.share === null ? line.first : line.second; }

  /** @returns {number | null} the share of right answers among all that were given */
  function overall(/** @type {any[]} */ found) {
    const counted = found.map(last).filter((one) => one.share !== null && one.n);
    const all = counted.reduce((sum, one) => sum + one.n, 0);
    return all ? counted.reduce((sum, one) => sum + one.n * one.share, 0) / all : null;
  }

  /** @returns {Cells[]} a line a hall */
  board.hallTable = function (/** @type {any} */ said) {
    /** @type {Cells[]} */
    const head = [["会场", "数字", "场次", "开的时间", "结束", "签到", "题数", "计了数的题", "答对率（%，讨论过的按讨论后）"]];
    return head.concat(said.sessions.map((/** @type {any} */ session) => {
      const found = lines(session, said.keys);
      const counted = found.filter((line) => line.first.n !== null).length;
      return [session.name, session.code, session.run.title, time(session.opened), time(session.closed), session.joined, found.length, counted, percent(overall(found))];
    }));
  };

  /** @returns {Cells[]} a line a hall and question */
  board.questionTable = function (/** @type {any} */ said) {
    /** @type {Cells[]} */
    const head = [["会场", "数字", "题号", "题目编号", "题库", "第一次答的人", "第一次答对率（%）", "讨论后答的人", "讨论后答对率（%）"]];
    said.sessions.forEach((/** @type {any} */ session) => {
      lines(session, said.keys).forEach((line) => {
        head.push([session.name, session.code, line.n, line.question.id, line.question.bank, line.first.n, percent(line.first.share), line.second.n, percent(line.second.share)]);
      });
    });
    return head;
  };

  /** @returns {Cells[]} a line a person */
  board.peopleTable = function (/** @type {any[][]} */ people) {
    /** @type {Cells[]} */
    const head = [["会场", "数字", "姓名", "单位", "小组", "编号", "签到的时间"]];
    return head.concat(people.map((one) => [one[1], one[0], one[2], one[3], one[4], one[5] || "", time(one[6])]));
  };

  /** The buttons, each of which asks the server anew. */
  board.exporting = function (/** @type {any} */ it) {
    const said = it.part("exported");
    function button(/** @type {string} */ text, /** @type {string} */ action, /** @type {string} */ what, /** @type {(found: any) => Cells[]} */ table, /** @type {string} */ name, note = "") {
      it.part("exports").appendChild(dom.button(text, action, "mz-button--quiet")).addEventListener("click", () => {
        said.textContent = "正在取……";
        it.ask("GET", what).then((/** @type {any} */ answer) => {
          if (answer.status !== 200) said.textContent = answer.said.error || "没有连上服务器，请再按一次";
          else board.saveTable(said, name, table(answer.said), note);
        });
      });
    }
    button("各会场（CSV）", "csv-halls", "/results", board.hallTable, "各会场.csv");
    button("各会场各题（CSV）", "csv-questions", "/results", board.questionTable, "各会场各题.csv");
    button("签到名册（CSV，有姓名）", "csv-people", "/people", board.peopleTable, "签到名册.csv", "里面有姓名，请妥善保管。");
    it.part("exports").appendChild(dom.button("全部场次（ZIP）", "zip", "mz-button--quiet")).addEventListener("click", () => {
      said.textContent = "正在取……";
      it.fetch("GET", "/sessions").then((/** @type {Response} */ answer) => answer.ok ? answer.blob() : Promise.reject(answer)).then((/** @type {Blob} */ blob) => {
        board.save(said, "全部场次.zip", blob);
      }).catch(() => { said.textContent = "没有取到，请再按一次"; });
    });
  };

})();
