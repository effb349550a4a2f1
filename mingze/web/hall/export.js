/*
 * A session as a table for WPS and Excel.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { hall } = site;
  const HEAD = [
    "题号", "题目编号", "题型", "题干", "选项", "选项内容", "是否正确", "第一次举手", "纸面", "手机", "讨论后举手", "讨论后手机",
    "第一次答对率（%）", "讨论后答对率（%）", "答对的组"
  ];

  const MONTH = "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?" +
    "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
  const LIKE_A_NUMBER = new RegExp(
    "^(?:(?=[^]*[0-9])(?:[0-9\\s.,+\\-/:%‰()¥$€£年月日号时点分秒e]|上午|下午|[ap]\\.?m\\b)+" +
    "|[0-9]{0,4}[\\s\\-/.,]*" + MONTH + "[\\s\\-/.,]*[0-9]{0,4}[\\s\\-/.,]*[0-9]{0,4}" +
    "|true|false|#[a-z0-9/?!]+)$", "i");

  /**
   * A text stays a text, as in mingze/office/defused.py: an apostrophe goes before what a spreadsheet would take for a
   * formula, a tab, which nobody sees in a cell, before what it would take for a number or a date.
   */
  function defused(/** @type {string} */ text) {
    const first = text.replace(/^\s+/, "").slice(0, 1).normalize("NFKC");
    if (/^[=+\-@\t\r\n]/.test(first) || /^[=+\-@\t\r\n]/.test(text)) return "'" + text;
    return LIKE_A_NUMBER.test(text.normalize("NFKC").trim()) ? "\t" + text : text;
  }

  function cell(/** @type {string | number | null | undefined} */ value) {
    if (value === null || value === undefined) return "";
    return typeof value === "number" ? String(value) : '"' + defused(value).replace(/"/g, '""') + '"';
  }

  function share(/** @type {Run} */ run, /** @type {HallQuestion} */ question, /** @type {HallItem} */ item, /** @type {Round} */ which, /** @type {Face} */ face) {
    const found = hall.share(run, question, item, which, face.key);
    return found === null ? null : Math.round(1000 * found) / 10;
  }

  /** @returns a line for each row that can be counted, numbers as numbers, nothing counted as null */
  hall.table = function (run, faces) {
    const state = hall.stateOf(run);
    const lines = [HEAD];
    run.questions.forEach((question, n) => {
      const face = faces[n];
      const item = state.items[n];
      const right = face.right;
      const teams = run.teams.filter((name, team) => item.teams[team]).join("、");
      hall.countedRows(face).forEach((row) => {
        function count(/** @type {Tally} */ which) {
          return Number.isInteger(item[which][row.row]) ? item[which][row.row] : null;
        }
        /** What phones came to; nothing where none answered. */
        function phones(/** @type {Round} */ which) {
          const found = (item.phones || {})[which];
          return found ? found.n[row.row] : null;
        }
        lines.push([
          n + 1, question.id, face.label, face.stem().textContent.trim(), row.letter, row.text().textContent.trim(),
          face.options.some((option) => option.row === row.row) ? (right.indexOf(row.row) >= 0 ? "是" : "否") : "",
          count("first"), count("paper"), phones("first"), count("second"), phones("second"), share(run, question, item, "first", face), share(run, question, item, "second", face), teams
        ]);
      });
    });
    return lines;
  };

  /** @returns {string} CSV: UTF-8 with its mark, texts quoted, no live formulas */
  hall.csv = function (run, faces) {
    return hall.asCsv(hall.table(run, faces));
  };

  hall.asCsv = function (table) {
    return "\ufeff" + table.map((line) => line.map(cell).join(",")).join("\r\n") + "\r\n";
  };

  hall.defused = defused;

  /** @param said where it is told what came of it */
  hall.saveTable = function (run, faces, said) {
    site.save(said, { name: hall.nameOf(run) + ".csv", type: "text/csv", text: hall.csv(run, faces), note: "可以用 WPS 打开。" });
  };
})();
