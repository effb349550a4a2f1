/*
 * What phones answered, person by person: by unit, who changed their mind in the discussion, and all of it as a table.
 * The server keeps who answered what; what is right is known here.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { dom, quiz, hall } = site;
  const LEAST = 5; // people of a unit that is shown by itself: fewer could be guessed
  const OTHERS = "其他单位（各不足 " + LEAST + " 人）";

  /** @returns {LiveAnswer[]} the answers that can be marked or shown, with what they earn: null for what only its writer can mark */
  function marked(/** @type {Run} */ run, /** @type {any} */ said, /** @type {By<BankAnswer>} */ entries, /** @type {By<string>} */ traditional) {
    return said.answers.map((/** @type {any[]} */ one) => {
      const [q, round, person, choice, at, late] = one;
      const question = run.questions[q];
      const entry = entries[question.id];
      const isMarked = Boolean(entry) && !quiz.types[question.type].rated && hall.isChoice(question, choice);
      return { q, round, person, choice, at, late, right: isMarked ? quiz.types[question.type].mark(entry, choice, traditional) === 1 : null };
    });
  }

  /** @returns {LiveAnswer[]} of each person and question the last answer that counts */
  function last(/** @type {LiveAnswer[]} */ answers) {
    /** @type {By<LiveAnswer>} */
    const found = {};
    answers.filter((one) => !one.late).forEach((one) => {
      const place = one.q + "/" + one.person;
      if (!found[place] || found[place].round < one.round) found[place] = one;
    });
    return Object.keys(found).map((place) => found[place]);
  }

  /**
   * By unit the people, those who answered anything, how many answers could be marked and how many of them are right.
   * Small units are put together, and left out where even that is too few.
   */
  hall.byUnit = function (people, answers) {
    /** @type {By<string[]>} */
    const members = {};
    Object.keys(people).forEach((id) => {
      const unit = people[id][1] || "没有写单位";
      members[unit] = (members[unit] || []).concat(id);
    });
    const large = Object.keys(members).filter((unit) => members[unit].length >= LEAST).sort();
    const small = Object.keys(members).filter((unit) => members[unit].length < LEAST);
    const rest = small.reduce((/** @type {string[]} */ all, unit) => all.concat(members[unit]), []);
    const groups = large.map((unit) => ({ unit, ids: members[unit] })).concat(rest.length >= LEAST ? [{ unit: OTHERS, ids: rest }] : []);
    const given = last(answers);
    return groups.map((group) => {
      const own = given.filter((one) => group.ids.indexOf(String(one.person)) >= 0);
      const known = own.filter((one) => one.right !== null);
      return {
        unit: group.unit, people: group.ids.length, active: new Set(own.map((one) => one.person)).size,
        marked: known.length, right: known.filter((one) => one.right).length
      };
    });
  };

  /** By question those who answered both times: how many came to it, how many went from it, how many stayed. */
  hall.shifts = function (run, answers) {
    const known = answers.filter((one) => !one.late && one.right !== null);
    return run.questions.map((_, q) => {
      const first = known.filter((one) => one.q === q && one.round === 1);
      const pairs = first.map((one) => [one, known.filter((other) => other.q === q && other.round === 2 && other.person === one.person)[0]]).filter((pair) => pair[1]);
      function count(/** @type {boolean} */ before, /** @type {boolean} */ after) { return pairs.filter((pair) => pair[0].right === before && pair[1].right === after).length; }
      return { n: q + 1, both: pairs.length, gained: count(false, true), lost: count(true, false), kept: count(true, true), never: count(false, false) };
    }).filter((line) => line.both);
  };

  /** @returns {string} an answer in words, letters as the screen showed them */
  function words(/** @type {Face} */ face, /** @type {any} */ choice) {
    const rows = face.options;
    if (typeof choice === "boolean") return choice ? "对" : "错";
    if (Array.isArray(choice) && rows.length) return rows.filter((row) => choice.indexOf(row.row) >= 0).map((row) => row.letter).join("");
    if (choice && choice.text !== undefined) return choice.text;
    return Array.isArray(choice) ? choice.map((one) => one || "—").join("；") : "";
  }

  /** @returns {(string | number | null)[][]} a line an answer */
  function lines(/** @type {any} */ said, /** @type {LiveAnswer[]} */ answers, /** @type {Face[]} */ faces) {
    /** @type {(string | number | null)[][]} */
    const head = [["姓名", "单位", "小组", "编号", "题号", "题目编号", "第几次", "答案", "是否答对", "收到的时间", "是否晚到"]];
    return head.concat(answers.map((one) => {
      const [name, unit, team, number] = said.people[one.person];
      const right = one.right === null ? "" : one.right ? "是" : "否";
      return [name, unit, team, number || "", one.q + 1, said.ids[one.q], one.round, words(faces[one.q], one.choice), right, new Date(one.at).toLocaleString("zh-CN"), one.late ? "是" : ""];
    }));
  }

  function table(/** @type {Part} */ root, /** @type {string} */ title, /** @type {string[]} */ head, /** @type {(string | number)[][]} */ body) {
    root.appendChild(dom.make("h4", "", title));
    const made = root.appendChild(dom.make("table", "mz-hall__units"));
    [head].concat(/** @type {any} */ (body)).forEach((cells, n) => {
      const line = (n ? made.tBodies[0] || made.createTBody() : made.createTHead()).appendChild(dom.make("tr"));
      cells.forEach((text, at) => {
        const cell = line.appendChild(dom.make(n && at ? "td" : "th", "", String(text)));
        if (!n || !at) cell.setAttribute("scope", n ? "row" : "col");
      });
    });
  }

  function percent(/** @type {number} */ part, /** @type {number} */ whole) {
    return whole ? part + " / " + whole + "（" + hall.percent(part / whole) + "）" : "—";
  }

  /** Who was expected and came, by unit, with the names of those who did not; nothing without a roster. */
  function attendance(/** @type {Part} */ root, /** @type {any[]} */ units) {
    if (!Array.isArray(units) || !units.length) return;
    /** @param {any[]} some */
    function line(/** @type {string} */ name, some) {
      const expected = some.reduce((sum, one) => sum + one.expected, 0);
      const missing = some.reduce((/** @type {string[]} */ all, one) => all.concat(one.missing.map((/** @type {string[]} */ person) => person[1])), []);
      return [name, expected, expected - missing.length, missing.length, some.length === 1 ? missing.join("、") : ""];
    }
    const lines = units.map((one) => line(one.unit || "没有写单位", [one]));
    table(root, "签到", ["单位", "应到", "实到", "未到", "未到的人"], units.length > 1 ? lines.concat([line("合计", units)]) : lines);
  }

  /** Show what phones answered below what came of the session; nothing where the server no longer has it. */
  hall.liveResult = function (root, run, faces, link) {
    const banks = run.questions.map((one) => one.bank).filter((bank, n, all) => all.indexOf(bank) === n);
    const asked = ["answers", "attendance"].map((what) => hall.liveAsk("GET", link.code + "/" + what, link.token));
    return Promise.all([Promise.all(asked), quiz.load("answers", banks)]).then(([[answer, signed], found]) => {
      if (answer.status !== 200) return;
      const said = Object.assign(answer.said, { ids: run.questions.map((one) => one.id) });
      const answers = marked(run, said, /** @type {any} */ (found.questions), found.traditional);
      const part = root.appendChild(dom.make("section", "mz-hall__phones-result"));
      part.appendChild(dom.make("h3", "", "手机答题"));
      const told = dom.make("p");
      told.setAttribute("role", "status");
      const buttons = part.appendChild(dom.make("p", "mz-screen"));
      hall.button(buttons, "导出每人的答案（CSV）", "csv-people", "", () => {
        site.save(told, { name: hall.nameOf(run) + "-每人.csv", type: "text/csv", text: hall.asCsv(lines(said, answers, faces)), note: "里面有姓名，请妥善保管。" });
      });
      hall.button(buttons, "导出操作记录（CSV）", "csv-log", "mz-button--quiet", () => hall.saveLog(run, link, told));
      told.className = "mz-screen";
      part.appendChild(told);
      part.appendChild(dom.make("p", "", "签到 " + Object.keys(said.people).length + " 人，答过题的 " + new Set(answers.map((one) => one.person)).size + " 人。"));
      attendance(part, signed.said);
      const units = hall.byUnit(said.people, answers);
      if (units.length) table(part, "各单位", ["单位", "签到", "作答的人", "答对"], units.map((one) => [one.unit, one.people, one.active, percent(one.right, one.marked)]));
      const shifts = hall.shifts(run, answers);
      if (shifts.length) table(part, "讨论前后都答了的人", ["题号", "人数", "错改对", "对改错", "一直对", "一直错"], shifts.map((one) => [one.n, one.both, one.gained, one.lost, one.kept, one.never]));
      part.appendChild(dom.make("p", "mz-meta", "讨论过的按讨论后算；不足 " + LEAST + " 人的单位合在一起，免得认出是谁；简答题不算对错。"));
    }).catch(dom.report);
  };
})();
