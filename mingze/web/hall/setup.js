/*
 * Before a session: what it is drawn from, how long it may take, who takes part; or one that was begun before.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { dom, quiz, hall } = site;
  const SOURCES = ["paper", "bank", "role", "theme"];
  const HANDS = ["single", "multiple", "judge"];

  /**
   * The questions a session asks, in their order: of a paper as print and phones have it, else drawn from all that match.
   * @param {{kind: string, id: string, seed: string, form: string, count: number, hands: boolean}} wanted count 0 takes all
   * @returns {string[]} ids
   */
  hall.pick = function (data, wanted) {
    const paper = wanted.kind === "paper" && data.papers.filter((one) => one.id === wanted.id)[0];
    const mates = data.groups;
    function isAnswered(id) {
      return !wanted.hands || HANDS.indexOf(data.questions[id].type) >= 0;
    }
    function fits(id) { // of a group all or none
      return Boolean(data.questions[id]) && (mates[data.questions[id].group] || [id]).every(isAnswered);
    }
    if (paper) {
      const drawn = [].concat.apply([], quiz.draw(paper, wanted.seed, wanted.form)).filter(fits);
      return wanted.count ? cut(data, drawn, wanted.count) : drawn;
    }
    const pool = Object.keys(data.questions).filter((id) => {
      const question = data.questions[id];
      const matches = { bank: question.bank === wanted.id, role: question.roles.indexOf(wanted.id) >= 0, theme: question.themes.indexOf(wanted.id) >= 0 };
      return matches[wanted.kind] && fits(id);
    });
    const units = Array.from(new Set(pool.map((id) => data.questions[id].group || id)));
    const section = { count: wanted.count || quiz.expand(units, mates).length, banks: { pool: units }, quotas: [], groups: mates };
    return quiz.expand(quiz.order(quiz.choose([section], data.apart, wanted.seed)[0], wanted.seed, wanted.form), mates);
  };

  /** @returns {string[]} the first so many ids, without a group that would be cut in two */
  function cut(data, ids, count) {
    const group = count < ids.length && data.questions[ids[count]].group;
    return ids.slice(0, count).filter((id) => !group || data.questions[id].group !== group);
  }

  function titleOf(data, kind, id) {
    return { paper: data.titles, bank: data.banks, role: data.roles, theme: data.themes }[kind][id];
  }

  /** @returns {string} 11月22日 9:05 */
  hall.when = function (ms) {
    const date = new Date(ms);
    return date.getMonth() + 1 + "月" + date.getDate() + "日 " + date.getHours() + ":" + ("0" + date.getMinutes()).slice(-2);
  };

  /**
   * @param {{begin: function(Object): Promise, results: function(Object), teach: function(Object), cards: function(string[], boolean), save: function(Object, Element), read: function(string, function(?Object)), base: string, watch: function(string, function)}} on what the trainer chooses
   */
  hall.setup = function (root, data, kept, on) {
    const part = dom.parts(root);
    const form = part("form");
    let starting = false;

    function whole(name) {
      const field = form.elements[name];
      return Math.min(Number(field.max), Math.max(Number(field.min), Math.floor(Number(field.value)) || 0));
    }

    function wanted() {
      const kind = form.elements.kind.value;
      return {
        kind, id: form.elements[kind].value, seed: quiz.halfWidth(form.elements.seed.value), form: form.elements.form.value,
        count: whole("count"), hands: form.elements.hands.checked
      };
    }

    function names() {
      return dom.all(part("names"), "input").map((input) => input.value.trim().slice(0, 20) || input.placeholder);
    }

    function changed(event) {
      const name = event && event.target.name;
      if (name === "kind") { // a paper is taken as it is, so that it stays the one on paper
        form.elements.count.value = wanted().kind === "paper" ? 0 : 10;
        form.elements.hands.checked = wanted().kind !== "paper";
      }
      if (name === "teams") nameTeams(Number(form.elements.teams.value));
      SOURCES.forEach((source) => {
        const choice = root.querySelector('[data-source="' + source + '"]');
        if (choice) choice.hidden = source !== wanted().kind;
      });
      const found = isSeed(wanted().seed) ? hall.pick(data, wanted()).length : 0;
      part("found").textContent = found ? "这一场有 " + found + " 题。" : "没有符合的题：请换一个来源，或者不勾“只要能举手答的题”；种子只能用字母和数字。";
      form.querySelector("[type=submit]").disabled = !found;
    }

    function nameTeams(count) {
      const given = names();
      part("names").textContent = "";
      part("names").hidden = !count;
      for (let n = 0; n < count; n++) {
        const label = part("names").appendChild(dom.make("label", "", "第 " + (n + 1) + " 组叫什么 "));
        const input = label.appendChild(dom.make("input"));
        input.type = "text";
        input.maxLength = 20;
        input.placeholder = hall.teamName(n);
        input.value = given[n] || hall.teamName(n);
      }
    }

    function isSeed(text) {
      return quiz.isSeed(text);
    }

    /** Make the session, once however often the button is pressed; how many options a question has stands in its bank's file. */
    function start() {
      const asked = wanted();
      if (starting) return;
      if (!isSeed(asked.seed) || !hall.pick(data, asked).length) return changed();
      starting = true;
      const ids = hall.pick(data, asked);
      const banks = ids.map((id) => data.questions[id].bank).filter((bank, n, all) => all.indexOf(bank) === n);
      part("setup-said").textContent = "正在取题……";
      return quiz.load("questions", banks).then((found) => on.begin(hall.newRun({
          title: titleOf(data, asked.kind, asked.id), source: { kind: asked.kind, id: asked.id }, seed: asked.seed, form: asked.form,
          seconds: whole("seconds"), minutes: whole("minutes"), people: whole("people"), teams: names(), paper: form.elements.paper_too.checked,
          questions: ids.map((id) => {
            const options = (found.questions[id].options || []).length;
            const question = data.questions[id];
            return Object.assign(
              { id, bank: question.bank, type: question.type, options }, question.group ? { group: question.group } : {}
            );
          })
        }, Date.now()))).catch((error) => {
        dom.report(error);
        part("setup-said").textContent = "题目没有取到，请检查网络后再试一次。";
      }).then(() => { starting = false; });
    }

    /** What stands in the form, so that what the back-forward cache gives back empty can be written again. */
    function note() {
      dom.all(form, "input, select").forEach((field) => {
        if (field.type !== "checkbox" && field.type !== "radio") field.mzValue = field.value;
      });
    }

    function restore() {
      dom.all(form, "input, select").forEach((field) => { if (field.mzValue && !field.value) field.value = field.mzValue; });
      if (!isSeed(wanted().seed)) form.elements.seed.value = quiz.newSeed();
      changed();
    }

    function listRuns() {
      const runs = kept.all();
      part("saved").hidden = !runs.length;
      part("runs").textContent = "";
      runs.forEach((run) => {
        const state = hall.stateOf(run);
        const item = part("runs").appendChild(dom.make("li"));
        const done = state.view === "end" ? "已答完" : "答到第 " + (state.at + 1) + " / " + run.questions.length + " 题";
        item.appendChild(dom.make("p", "", run.title + "，" + hall.when(run.begun) + " 开始，" + done));
        const buttons = item.appendChild(dom.make("p"));
        function now() { return kept.find(run.id) || run; } // another window may have gone on with it
        hall.button(buttons, "接着来", "resume", "", () => on.begin(now()));
        hall.button(buttons, "看结果", "results", "mz-button--quiet", () => on.results(now()));
        hall.button(buttons, "存成文件", "save-run", "mz-button--quiet", () => on.save(now(), part("setup-said")));
        hall.button(buttons, "删除", "remove", "mz-button--quiet", () => { remove(run, buttons); });
      });
    }

    /** Ask once more before a session goes. */
    function remove(run, buttons) {
      buttons.textContent = "";
      const sure = hall.button(buttons, "确定删除", "remove-sure", "", () => {
        kept.remove(run.id);
        listRuns();
        part("setup-said").textContent = "删除了：" + run.title;
        root.querySelector("button, select").focus();
      });
      hall.button(buttons, "不删", "keep", "mz-button--quiet", () => {
        listRuns();
        root.querySelector("[data-action=remove]").focus();
      });
      sure.focus();
    }

    function open(file) {
      const reader = new FileReader();
      reader.onload = function () {
        on.read(String(reader.result), (run) => {
          if (run) on.begin(run);
          else part("setup-said").textContent = "“" + file.name + "”不是本站存的场次文件，或者已经损坏。";
        });
      };
      reader.onerror = function () { part("setup-said").textContent = "“" + file.name + "”读不出来，请再选一次。"; };
      reader.readAsText(file);
    }

    function teach(event) {
      event.preventDefault();
      const choice = part("lessons").elements.lesson;
      site.begin(part("lessons"), on.teach.bind(null, { id: choice.value, title: choice.selectedOptions[0].textContent, at: 0, step: 0 }));
    }

    function printCards(event) {
      event.preventDefault();
      const fields = part("cards").elements;
      site.begin(part("cards"), on.cards.bind(null, fields.letters.value.split(" "), fields.large.value === "1"));
    }

    listRuns();
    part("setup-said").textContent = "";
    if (root.classList.contains("is-ready")) return; // back from a session: the form is as it was left
    root.classList.add("is-ready");
    part("file").addEventListener("change", () => {
      if (part("file").files[0]) open(part("file").files[0]);
      part("file").value = "";
    });
    if (part("lessons")) part("lessons").addEventListener("submit", teach);
    if (!form) return;
    part("cards").addEventListener("submit", printCards);
    form.elements.seed.value = quiz.newSeed();
    form.elements.seed.addEventListener("change", () => { form.elements.seed.value = wanted().seed; });
    form.addEventListener("change", changed);
    form.addEventListener("input", (event) => { if (event.target.name === "seed" || event.target.name === "count") changed(event); });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      site.begin(form, start);
    });
    changed({ target: { name: "kind" } });
    note();
    ["change", "input"].forEach((name) => { form.addEventListener(name, note); });
    on.watch("hall/", (whence) => {
      if (whence === "here") return;
      if (whence === "returned") restore();
      if (!root.hidden && !root.querySelector("[data-action=remove-sure]")) listRuns();
    });
  };
})();
