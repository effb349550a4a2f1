/*
 * Before a session: what it is drawn from, how long it may take, who takes part; or one that was begun before.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { dom, quiz, hall } = site;
  const SOURCES = ["paper", "bank", "role", "theme"];

  /**
   * The questions a session asks, in their order: of a paper as print and phones have it, else drawn from all that match.
   * @param wanted count 0 takes all
   * @returns {string[]} ids
   */
  hall.pick = function (data, wanted) {
    const paper = wanted.kind === "paper" && data.papers.filter((one) => one.id === wanted.id)[0];
    const mates = data.groups;
    function isAnswered(/** @type {string} */ id) {
      return !wanted.hands || Boolean(quiz.types[data.questions[id].type].hands);
    }
    function fits(/** @type {string} */ id) { // of a group all or none
      return Boolean(data.questions[id]) && (mates[data.questions[id].group || ""] || [id]).every(isAnswered);
    }
    if (paper) {
      const drawn = /** @type {any[]} */ ([]).concat(...quiz.draw(paper, wanted.seed, wanted.form)).filter(fits);
      return wanted.count ? cut(data, drawn, wanted.count) : drawn;
    }
    const pool = Object.keys(data.questions).filter((id) => {
      const question = data.questions[id];
      /** @type {By<boolean>} */
      const matches = { bank: question.bank === wanted.id, role: question.roles.indexOf(wanted.id) >= 0, theme: question.themes.indexOf(wanted.id) >= 0 };
      return matches[wanted.kind] && fits(id);
    });
    const units = Array.from(new Set(pool.map((id) => data.questions[id].group || id)));
    const section = { count: wanted.count || quiz.expand(units, mates).length, banks: { pool: units }, quotas: [], groups: mates };
    return quiz.expand(quiz.order(quiz.choose([section], data.apart, wanted.seed)[0], wanted.seed, wanted.form), mates);
  };

  /** @returns {string[]} the first so many ids, without a group that would be cut in two */
  function cut(/** @type {HallData} */ data, /** @type {string[]} */ ids, /** @type {number} */ count) {
    const group = count < ids.length && data.questions[ids[count]].group;
    return ids.slice(0, count).filter((id) => !group || data.questions[id].group !== group);
  }

  function titleOf(/** @type {HallData} */ data, /** @type {string} */ kind, /** @type {string} */ id) {
    /** @type {By<By<string>>} */
    const titles = { paper: data.titles, bank: data.banks, role: data.roles, theme: data.themes };
    return titles[kind][id];
  }

  /** @returns {string} 11月22日 9:05 */
  hall.when = function (ms) {
    const date = new Date(ms);
    return date.getMonth() + 1 + "月" + date.getDate() + "日 " + date.getHours() + ":" + ("0" + date.getMinutes()).slice(-2);
  };

  /** What the form says. */
  function choosing(/** @type {Setup} */ it) {
    Object.assign(it, {
      whole(name) {
        const field = it.form.elements[name];
        return Math.min(Number(field.max), Math.max(Number(field.min), Math.floor(Number(field.value)) || 0));
      },

      wanted() {
        const kind = it.form.elements.kind.value;
        return /** @type {HallWanted} */ ({
          kind, id: it.form.elements[kind].value, seed: quiz.halfWidth(it.form.elements.seed.value), form: it.form.elements.form.value,
          count: it.whole("count"), hands: it.form.elements.hands.checked
        });
      },

      names() {
        return dom.all(it.part("names"), "input").map((input) => /** @type {string} */ (input.value.trim().slice(0, 20) || input.placeholder));
      },

      changed(event) {
        const name = event && event.target.name;
        if (name === "kind") { // a paper is taken as it is, so that it stays the one on paper
          it.form.elements.count.value = it.wanted().kind === "paper" ? 0 : 10;
          it.form.elements.hands.checked = it.wanted().kind !== "paper";
        }
        if (name === "teams") it.nameTeams(Number(it.form.elements.teams.value));
        SOURCES.forEach((source) => {
          const choice = it.root.querySelector('[data-source="' + source + '"]');
          if (choice) choice.hidden = source !== it.wanted().kind;
        });
        const found = it.isSeed(it.wanted().seed) ? hall.pick(it.data, it.wanted()).length : 0;
        it.part("found").textContent = found ? "这一场有 " + found + " 题。" : "没有符合的题：请换一个来源，或者不勾“只要能举手答的题”；种子只能用字母和数字。";
        it.form.querySelector("[type=submit]").disabled = !found;
      },

      nameTeams(count) {
        const given = it.names();
        it.part("names").textContent = "";
        it.part("names").hidden = !count;
        for (let n = 0; n < count; n++) {
          const label = it.part("names").appendChild(dom.make("label", "", "第 " + (n + 1) + " 组叫什么 "));
          const input = label.appendChild(dom.make("input"));
          input.type = "text";
          input.maxLength = 20;
          input.placeholder = hall.teamName(n);
          input.value = given[n] || hall.teamName(n);
        }
      },

      isSeed(text) {
        return quiz.isSeed(text);
      }
    });
  }

  /** What of it is kept. */
  function remembering(/** @type {Setup} */ it) {
    Object.assign(it, {
      /** What stands in the form, so that what the back-forward cache gives back empty can be written again. */
      note() {
        dom.all(it.form, "input, select").forEach((field) => {
          if (field.type !== "checkbox" && field.type !== "radio") field.mzValue = field.value;
        });
      },

      restore() {
        dom.all(it.form, "input, select").forEach((field) => { if (field.mzValue && !field.value) field.value = field.mzValue; });
        if (!it.isSeed(it.wanted().seed)) it.form.elements.seed.value = quiz.newSeed();
        it.changed();
      }
    });
  }

  /** What the form is for. */
  function beginning(/** @type {Setup} */ it) {
    Object.assign(it, {
      /** Make the session, once however often the button is pressed; how many options a question has stands in its bank's file. */
      start() {
        const asked = it.wanted();
        if (it.starting) return;
        if (!it.isSeed(asked.seed) || !hall.pick(it.data, asked).length) return it.changed();
        it.starting = true;
        const ids = hall.pick(it.data, asked);
        const banks = ids.map((id) => it.data.questions[id].bank).filter((bank, n, all) => all.indexOf(bank) === n);
        it.part("setup-said").textContent = "正在取题……";
        return quiz.load("questions", banks).then((found) => it.on.begin(hall.newRun({
            title: titleOf(it.data, asked.kind, asked.id), source: { kind: asked.kind, id: asked.id }, seed: asked.seed, form: asked.form,
            seconds: it.whole("seconds"), minutes: it.whole("minutes"), people: it.whole("people"), teams: it.names(), paper: it.form.elements.paper_too.checked,
            questions: ids.map((id) => {
              const options = (found.questions[id].options || []).length;
              const question = it.data.questions[id];
              return Object.assign(
                { id, bank: question.bank, type: question.type, options }, question.group ? { group: question.group } : {}
              );
            })
          }, Date.now()))).catch((error) => {
          dom.report(error);
          it.part("setup-said").textContent = "题目没有取到，请检查网络后再试一次。";
        }).then(() => { it.starting = false; });
      },

      teach(event) {
        event.preventDefault();
        const choice = it.part("lessons").elements.lesson;
        site.begin(it.part("lessons"), it.on.teach.bind(null, { id: choice.value, title: choice.selectedOptions[0].textContent, at: 0, step: 0 }));
      },

      printCards(event) {
        event.preventDefault();
        const fields = it.part("cards").elements;
        site.begin(it.part("cards"), it.on.cards.bind(null, fields.letters.value.split(" "), fields.large.value === "1"));
      },

      open(file) {
        const reader = new FileReader();
        reader.onload = function () {
          it.on.read(String(reader.result), (run) => {
            if (run) it.on.begin(run);
            else it.part("setup-said").textContent = "“" + file.name + "”不是本站存的场次文件，或者已经损坏。";
          });
        };
        reader.onerror = function () { it.part("setup-said").textContent = "“" + file.name + "”读不出来，请再选一次。"; };
        reader.readAsText(file);
      }
    });
  }

  /** The sessions that are kept. */
  function keeping(/** @type {Setup} */ it) {
    Object.assign(it, {
      listRuns() {
        const runs = it.kept.all();
        it.part("saved").hidden = !runs.length;
        it.part("runs").textContent = "";
        runs.forEach((run) => {
          const state = hall.stateOf(run);
          const item = it.part("runs").appendChild(dom.make("li"));
          const done = state.view === "end" ? "已答完" : "答到第 " + (state.at + 1) + " / " + run.questions.length + " 题";
          item.appendChild(dom.make("p", "", run.title + "，" + hall.when(run.begun) + " 开始，" + done));
          const buttons = item.appendChild(dom.make("p"));
          function now() { return it.kept.find(run.id) || run; } // another window may have gone on with it
          hall.button(buttons, "接着来", "resume", "", () => it.on.begin(now()));
          hall.button(buttons, "看结果", "results", "mz-button--quiet", () => it.on.results(now()));
          hall.button(buttons, "存成文件", "save-run", "mz-button--quiet", () => it.on.save(now(), it.part("setup-said")));
          hall.button(buttons, "删除", "remove", "mz-button--quiet", () => { it.remove(run, buttons); });
        });
      },

      /** Ask once more before a session goes. */
      remove(run, buttons) {
        buttons.textContent = "";
        const sure = hall.button(buttons, "确定删除", "remove-sure", "", () => {
          it.kept.remove(run.id);
          it.listRuns();
          it.part("setup-said").textContent = "删除了：" + run.title;
          it.root.querySelector("button, select").focus();
        });
        hall.button(buttons, "不删", "keep", "mz-button--quiet", () => {
          it.listRuns();
          it.root.querySelector("[data-action=remove]").focus();
        });
        sure.focus();
      }
    });
  }

  /**
   * @param on what the trainer chooses
   */
  hall.setup = function (root, data, kept, on) {
    const it = /** @type {Setup} */ ({ root, data, kept, on });
    choosing(it);
    remembering(it);
    beginning(it);
    keeping(it);
    it.part = dom.parts(it.root);
    it.form = it.part("form");
    it.starting = false;

    it.listRuns();
    it.part("setup-said").textContent = "";
    if (it.root.classList.contains("is-ready")) return; // back from a session: the form is as it was left
    it.root.classList.add("is-ready");
    it.part("file").addEventListener("change", () => {
      if (it.part("file").files[0]) it.open(it.part("file").files[0]);
      it.part("file").value = "";
    });
    if (it.part("lessons")) it.part("lessons").addEventListener("submit", it.teach);
    if (!it.form) return;
    it.part("cards").addEventListener("submit", it.printCards);
    it.form.elements.seed.value = quiz.newSeed();
    it.form.elements.seed.addEventListener("change", () => { it.form.elements.seed.value = it.wanted().seed; });
    it.form.addEventListener("change", it.changed);
    it.form.addEventListener("input", (event) => { if (event.target.name === "seed" || event.target.name === "count") it.changed(event); });
    it.form.addEventListener("submit", (event) => {
      event.preventDefault();
      site.begin(it.form, it.start);
    });
    it.changed({ target: { name: "kind" } });
    it.note();
    ["change", "input"].forEach((name) => { it.form.addEventListener(name, it.note); });
    it.on.watch("hall/", (whence) => {
      if (whence === "here") return;
      if (whence === "returned") it.restore();
      if (!it.root.hidden && !it.root.querySelector("[data-action=remove-sure]")) it.listRuns();
    });
  };
})();
