/*
 * Practice runs over all shown banks: what is due today, the wrong-answer book, the starred, or a draw.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { dom, quiz } = site;
  const MOST = 20; // questions of a run
  /** @type {Record<SetName, { title: string, none: string, left: string }>} */
  const SETS = {
    due: { title: "今日复习", none: "今天没有该复习的题了。", left: "今天还要复习 " },
    wrong: { title: "错题本", none: "错题本空了。", left: "错题本里还有 " },
    starred: { title: "收藏", none: "还没有收藏题目。做题时点“☆ 收藏”，就会在这里。", left: "收藏了 " }
  };
  const FILTERS = ["role", "theme", "type", "depth"];

  /** Which questions a run has. */
  function choosing(/** @type {Practice} */ it) {
    Object.assign(it, {
      /** Ids of a set that the site still has. */
      members(name) {
        const all = it.records.all();
        const ids = name === "due" ? it.records.due(Date.now()) : name === "wrong" ? it.records.wrong()
          : Object.keys(all).filter((id) => all[id].star);
        return ids.filter(it.has);
      },

      has(id) {
        return Object.prototype.hasOwnProperty.call(it.data.questions, id);
      },

      wanted() {
        /** @type {Filter} */
        const out = {};
        FILTERS.forEach((name) => { out[name] = it.form.elements[name].value; });
        return out;
      },

      matching(filter) {
        return Object.keys(it.data.questions).filter((id) => {
          const question = it.data.questions[id];
          return (!filter.role || question.roles.indexOf(filter.role) >= 0) &&
            (!filter.theme || question.themes.indexOf(filter.theme) >= 0) &&
            (!filter.type || question.type === filter.type) && (!filter.depth || question.depth === Number(filter.depth));
        });
      },

      /** New ones first, then those answered wrong last time, then those longest ago; chance decides among equals. What matches of a group is drawn together. */
      draw(filter, count) {
        const all = it.records.all();
        function rank(/** @type {string} */ id) {
          const record = all[id];
          return !record || !record.n ? 0 : record.ok ? record.t : 1;
        }
        const ids = it.matching(filter);
        /** @type {string[]} */
        let drawn = [];
        ids
          .map((id) => ({ id, rank: rank(id), chance: Math.random() }))
          .sort((a, b) => a.rank - b.rank || a.chance - b.chance)
          .forEach((one) => {
            const group = it.data.questions[one.id].group;
            const unit = group ? ids.filter((id) => it.data.questions[id].group === group) : [one.id];
            if (drawn.indexOf(one.id) < 0 && drawn.length + unit.length <= count) drawn = drawn.concat(unit);
          });
        return drawn;
      }
    });
  }

  /** The form that chooses them. */
  function picking(/** @type {Practice} */ it) {
    Object.assign(it, {
      countSets() {
        /** @type {SetName[]} */ (Object.keys(SETS)).forEach((name) => {
          it.root.querySelector('[data-set="' + name + '"] span').textContent = it.members(name).length + " 题";
        });
      },

      pick() {
        const unknown = []; // what the address asks for and nobody has: chance or “any” must not stand in unnoticed
        it.countSets();
        FILTERS.concat("count").forEach((name) => {
          const select = it.form.elements[name];
          const value = (it.asked.get(name) || "").normalize("NFKC").trim();
          if (dom.all(select, "option").some((option) => option.value === value)) select.value = value;
          else if (value) unknown.push(select.parentNode.firstChild.textContent.trim() + "“" + value.slice(0, 40) + "”");
        });
        if (it.asked.get("set")) unknown.push("练习“" + /** @type {string} */ (it.asked.get("set")).slice(0, 40) + "”");
        it.found(unknown.length ? "网址里写的" + unknown.join("、") + "，这里没有，请自己选。" : "");
        it.part("pick").hidden = false;
      },

      found(said) {
        const count = it.matching(it.wanted()).length;
        it.part("found").textContent = said + (count ? "符合的有 " + count + " 题。" : "没有符合的题，请放宽条件。");
        it.form.querySelector("button").disabled = !count;
      }
    });
  }

  /** One run. */
  function running(/** @type {Practice} */ it) {
    Object.assign(it, {
      /** Put these questions on the page, one run of them. */
      run(title, ids, how) {
        it.part("pick").hidden = true;
        it.part("run").hidden = false;
        it.part("run").querySelector("h2").textContent = title;
        it.action("more").hidden = true;
        it.action("fetch-again").hidden = true;
        it.part("said").textContent = ids.length ? "正在取题……" : how.none;
        it.part("questions").textContent = "";
        it.part("run").querySelector("h2").focus();
        if (!ids.length) return;
        const mine = it.runs += 1;
        const banks = ids.map((id) => it.data.questions[id].bank).filter((bank, n, all) => all.indexOf(bank) === n);
        const player = site.load("practice-run.js", () => quiz.play);
        const types = site.load("quiz-types.js", () => quiz.types);
        Promise.all([quiz.load("questions", banks), quiz.load("answers", banks), player, types]).then((parts) => {
          if (mine !== it.runs) return;
          const there = ids.filter((id) => quiz.belong(parts[0].questions[id], parts[1].questions[id]));
          const gone = ids.length - there.length;
          it.part("said").textContent = gone ? "有 " + gone + " 题在新版里改过或撤下了，这一次先不练；刷新这一页就是新版。" : "";
          const place = quiz.placing(it.part("questions"), parts[0].groups, it.base);
          there.forEach((id, n) => {
            const question = parts[0].questions[id];
            const order = quiz.plain(question);
            const field = quiz.field(question, id, order, n + 1, it.base);
            quiz.hint(field, question, it.base);
            field.appendChild(quiz.answer(parts[1].questions[id], question, order, it.base));
            place(field, question.group);
          });
          it.playing = quiz.play(it.part("questions"), it.store, parts[1], how);
        }).catch((error) => {
          if (mine !== it.runs) return;
          dom.report(error);
          it.part("said").textContent = "题目没有取到，请检查网络后再取一次。";
          it.action("fetch-again").hidden = false;
          it.action("fetch-again").onclick = function () { it.run(title, ids, how); };
        });
      },

      done() {
        return !it.playing || it.playing.items.every((item) => item.share !== null);
      }
    });
  }

  /** The runs there are. */
  function beginning(/** @type {Practice} */ it) {
    Object.assign(it, {
      runSet(name) {
        const set = SETS[name];
        it.run(set.title, it.members(name).slice(0, MOST), {
          none: set.none,
          // an entry of the book is done again until it leaves it
          again: name === "wrong" ? function (item) { return item.share !== null && Boolean((it.records.all()[item.id] || {}).w); } : undefined,
          repeat: name === "wrong" ? "再练还没移出的" : undefined,
          after() {
            const left = it.members(name).length;
            it.part("said").textContent = left || name === "starred" ? set.left + left + " 题。" : set.none;
            it.action("more").hidden = !it.done() || !left || name === "starred";
          }
        });
        it.action("more").onclick = function () { it.runSet(name); };
      },

      runDraw() {
        const filter = it.wanted();
        const names = [it.data.roles[filter.role], it.data.themes[filter.theme], it.data.types[filter.type], filter.depth && it.form.elements.depth.selectedOptions[0].textContent];
        const title = names.filter(Boolean).join("，") || "全部题库";
        it.run("抽题：" + title, it.draw(filter, it.form.elements.count.value === "all" ? Infinity : Number(it.form.elements.count.value)), {
          none: "没有符合的题。",
          after() { it.action("more").hidden = !it.done(); }
        });
        it.action("more").onclick = it.runDraw;
      }
    });
  }

  site.component("practice", (root, store) => {
    const it = /** @type {Practice} */ ({ root, store });
    choosing(it);
    picking(it);
    running(it);
    beginning(it);
    it.action = dom.actions(it.root);
    it.part = dom.parts(it.root);
    it.data = dom.json(it.root, "script[data-practice]");
    it.base = it.root.getAttribute("data-base");
    it.records = quiz.records(it.store);
    it.asked = new URLSearchParams(location.search);
    it.form = it.part("form");
    it.runs = 0; // runs begun: what an earlier one fetched comes too late

    it.form.addEventListener("change", () => { it.found(""); });
    it.form.addEventListener("submit", (event) => {
      event.preventDefault();
      site.begin(it.form, it.runDraw);
    });
    it.part("questions").addEventListener("submit", (event) => { event.preventDefault(); });
    it.part("unkept").hidden = it.store.lasts();
    it.part("without").hidden = true;
    const set = /** @type {SetName} */ (it.asked.get("set"));
    if (Object.keys(SETS).indexOf(set) >= 0) it.runSet(set);
    else it.pick();
    if (it.asked.get("count") === "all" && it.form.elements.role.value) it.runDraw(); // a post's page asks for all of its questions
    // a bank page, or another tab, may have changed what there is to practise
    it.store.watch(quiz.RECORDS, it.countSets);
  });
})();
