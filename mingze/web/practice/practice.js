/*
 * Practice runs over all shown banks: what is due today, the wrong-answer book, the starred, or a draw.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { dom, quiz } = site;
  const MOST = 20; // questions of a run
  const SETS = {
    due: { title: "今日复习", none: "今天没有该复习的题了。", left: "今天还要复习 " },
    wrong: { title: "错题本", none: "错题本空了。", left: "错题本里还有 " },
    starred: { title: "收藏", none: "还没有收藏题目。做题时点“☆ 收藏”，就会在这里。", left: "收藏了 " }
  };
  const FILTERS = ["role", "theme", "type", "depth"];

  site.component("practice", (root, store) => {
    const action = dom.actions(root);
    const part = dom.parts(root);
    const data = dom.json(root, "script[data-practice]");
    const base = root.getAttribute("data-base");
    const records = quiz.records(store);
    const asked = new URLSearchParams(location.search);
    const form = part("form");
    let playing, runs = 0; // runs begun: what an earlier one fetched comes too late

    /** Ids of a set that the site still has. */
    function members(name) {
      const all = records.all();
      const ids = name === "due" ? records.due(Date.now()) : name === "wrong" ? records.wrong()
        : Object.keys(all).filter((id) => all[id].star);
      return ids.filter(has);
    }

    function has(id) {
      return Object.prototype.hasOwnProperty.call(data.questions, id);
    }

    function wanted() {
      const out = {};
      FILTERS.forEach((name) => { out[name] = form.elements[name].value; });
      return out;
    }

    function matching(filter) {
      return Object.keys(data.questions).filter((id) => {
        const question = data.questions[id];
        return (!filter.role || question.roles.indexOf(filter.role) >= 0) &&
          (!filter.theme || question.themes.indexOf(filter.theme) >= 0) &&
          (!filter.type || question.type === filter.type) && (!filter.depth || question.depth === Number(filter.depth));
      });
    }

    /** New ones first, then those answered wrong last time, then those longest ago; chance decides among equals. What matches of a group is drawn together. */
    function draw(filter, count) {
      const all = records.all();
      function rank(id) {
        const record = all[id];
        return !record || !record.n ? 0 : record.ok ? record.t : 1;
      }
      const ids = matching(filter);
      let drawn = [];
      ids
        .map((id) => ({ id, rank: rank(id), chance: Math.random() }))
        .sort((a, b) => a.rank - b.rank || a.chance - b.chance)
        .forEach((one) => {
          const group = data.questions[one.id].group;
          const unit = group ? ids.filter((id) => data.questions[id].group === group) : [one.id];
          if (drawn.indexOf(one.id) < 0 && drawn.length + unit.length <= count) drawn = drawn.concat(unit);
        });
      return drawn;
    }

    function countSets() {
      Object.keys(SETS).forEach((name) => {
        root.querySelector('[data-set="' + name + '"] span').textContent = members(name).length + " 题";
      });
    }

    function pick() {
      const unknown = []; // what the address asks for and nobody has: chance or “any” must not stand in unnoticed
      countSets();
      FILTERS.concat("count").forEach((name) => {
        const select = form.elements[name];
        const value = (asked.get(name) || "").normalize("NFKC").trim();
        if (dom.all(select, "option").some((option) => option.value === value)) select.value = value;
        else if (value) unknown.push(select.parentNode.firstChild.textContent.trim() + "“" + value.slice(0, 40) + "”");
      });
      if (asked.get("set")) unknown.push("练习“" + asked.get("set").slice(0, 40) + "”");
      found(unknown.length ? "网址里写的" + unknown.join("、") + "，这里没有，请自己选。" : "");
      part("pick").hidden = false;
    }

    function found(said) {
      const count = matching(wanted()).length;
      part("found").textContent = said + (count ? "符合的有 " + count + " 题。" : "没有符合的题，请放宽条件。");
      form.querySelector("button").disabled = !count;
    }

    /** Put these questions on the page, one run of them. */
    function run(title, ids, how) {
      part("pick").hidden = true;
      part("run").hidden = false;
      part("run").querySelector("h2").textContent = title;
      action("more").hidden = true;
      action("fetch-again").hidden = true;
      part("said").textContent = ids.length ? "正在取题……" : how.none;
      part("questions").textContent = "";
      part("run").querySelector("h2").focus();
      if (!ids.length) return;
      const mine = runs += 1;
      const banks = ids.map((id) => data.questions[id].bank).filter((bank, n, all) => all.indexOf(bank) === n);
      const player = site.load("practice-run.js", () => quiz.play);
      const types = site.load("quiz-types.js", () => quiz.types);
      Promise.all([quiz.load("questions", banks), quiz.load("answers", banks), player, types]).then((parts) => {
        if (mine !== runs) return;
        const there = ids.filter((id) => quiz.belong(parts[0].questions[id], parts[1].questions[id]));
        const gone = ids.length - there.length;
        part("said").textContent = gone ? "有 " + gone + " 题在新版里改过或撤下了，这一次先不练；刷新这一页就是新版。" : "";
        const place = quiz.placing(part("questions"), parts[0].groups, base);
        there.forEach((id, n) => {
          const question = parts[0].questions[id];
          const order = quiz.plain(question);
          const field = quiz.field(question, id, order, n + 1, base);
          quiz.hint(field, question, base);
          field.appendChild(quiz.answer(parts[1].questions[id], question, order, base));
          place(field, question.group);
        });
        playing = quiz.play(part("questions"), store, parts[1], how);
      }).catch((error) => {
        if (mine !== runs) return;
        dom.report(error);
        part("said").textContent = "题目没有取到，请检查网络后再取一次。";
        action("fetch-again").hidden = false;
        action("fetch-again").onclick = function () { run(title, ids, how); };
      });
    }

    function runSet(name) {
      const set = SETS[name];
      run(set.title, members(name).slice(0, MOST), {
        none: set.none,
        // an entry of the book is done again until it leaves it
        again: name === "wrong" ? function (item) { return item.share !== null && Boolean((records.all()[item.id] || {}).w); } : undefined,
        repeat: name === "wrong" ? "再练还没移出的" : undefined,
        after() {
          const left = members(name).length;
          part("said").textContent = left || name === "starred" ? set.left + left + " 题。" : set.none;
          action("more").hidden = !done() || !left || name === "starred";
        }
      });
      action("more").onclick = function () { runSet(name); };
    }

    function runDraw() {
      const filter = wanted();
      const names = [data.roles[filter.role], data.themes[filter.theme], data.types[filter.type], filter.depth && form.elements.depth.selectedOptions[0].textContent];
      const title = names.filter(Boolean).join("，") || "全部题库";
      run("抽题：" + title, draw(filter, form.elements.count.value === "all" ? Infinity : Number(form.elements.count.value)), {
        none: "没有符合的题。",
        after() { action("more").hidden = !done(); }
      });
      action("more").onclick = runDraw;
    }

    function done() {
      return !playing || playing.items.every((item) => item.share !== null);
    }

    form.addEventListener("change", () => { found(""); });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      site.begin(form, runDraw);
    });
    part("questions").addEventListener("submit", (event) => { event.preventDefault(); });
    part("unkept").hidden = store.lasts();
    part("without").hidden = true;
    if (Object.keys(SETS).indexOf(asked.get("set")) >= 0) runSet(asked.get("set"));
    else pick();
    if (asked.get("count") === "all" && form.elements.role.value) runDraw(); // a post's page asks for all of its questions
    // a bank page, or another tab, may have changed what there is to practise
    store.watch(quiz.RECORDS, countSets);
  });
})();
