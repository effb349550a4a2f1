/* How far the reader is; the way to carry the records to another device is progress/carry.js. */
"use strict";

(() => {
  const site = window.mingze;
  const { dom, quiz } = site;
  const WORDS = { new: "未学", learning: "在学", mastered: "掌握" };
  const SVG = "http://www.w3.org/2000/svg";
  const MOST = 20; // questions listed at once
  const MOST_EXAMS = 10;
  const DAYS = 14; // how far ahead the reviews are foretold

  /** Put nodes in the place of what an element holds. */
  function fill(/** @type {Part} */ element, /** @type {Node[]} */ nodes) {
    element.textContent = "";
    nodes.forEach((node) => { element.appendChild(node); });
  }

  /**
   * A list's item that leads somewhere: a name, and words at its right.
   * @param {string=} words
   */
  function row(/** @type {string} */ href, /** @type {string} */ name, words) {
    const item = dom.make("li");
    const link = item.appendChild(dom.make("a"));
    link.href = href;
    link.appendChild(dom.make("b", "", name));
    if (words) link.appendChild(dom.make("span", "", words));
    return item;
  }

  /** A picture of rectangles [x, y, width, height, class] in a box; its words stand beside it for whoever cannot see it. */
  function picture(/** @type {string} */ className, /** @type {number} */ width, /** @type {number} */ height, /** @type {Piece[]} */ pieces) {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("class", className);
    svg.setAttribute("viewBox", "0 0 " + width + " " + height);
    svg.setAttribute("preserveAspectRatio", "none");
    svg.setAttribute("aria-hidden", "true");
    pieces.forEach((piece) => {
      const rect = document.createElementNS(SVG, "rect");
      ["x", "y", "width", "height"].forEach((name, n) => { rect.setAttribute(name, String(piece[n])); });
      rect.setAttribute("class", piece[4]);
      svg.appendChild(rect);
    });
    return svg;
  }

  /** @returns {Date} noon of the day so many days from today; today ends when the day of the reviews does */
  function dayAhead(/** @type {number} */ days) {
    const noon = new Date();
    noon.setHours(12, 0, 0, 0);
    noon.setDate(noon.getDate() + quiz.fsrs.day(Date.now()) - quiz.fsrs.day(noon.getTime()) + days);
    return noon;
  }

  function isDueOn(/** @type {number} */ days) {
    const day = quiz.fsrs.day(Date.now()) + days;
    return function (/** @type {Card} */ card) { return quiz.fsrs.day(card.due) === day; };
  }

  function percent(/** @type {Rate} */ sum) {
    return Math.round((100 * sum.r) / sum.n) + "%";
  }

  function monthAndDay(/** @type {Date} */ date) {
    return date.getMonth() + 1 + "月" + date.getDate() + "日";
  }

  /** The whole, and the focus in it. */
  function drawing(/** @type {Progress} */ it) {
    Object.assign(it, {
      draw() {
        const all = it.records.all();
        const known = Object.keys(all).filter((id) => it.outline.questions[id]);
        const met = known.filter((id) => all[id].n);
        const exams = it.showExams();
        const marked = site.learned();
        it.part("none").hidden = known.length > 0 || exams > 0 || marked.length > 0;
        it.part("some").hidden = !known.length;
        it.part("duties").hidden = !known.length && !marked.length;
        if (!it.part("duties").hidden) it.showRoles(marked);
        if (!known.length) return;
        const sum = it.tally(all, met);
        it.part("total").textContent = "共 " + Object.keys(it.outline.questions).length + " 题，答过 " + met.length + " 题" +
          (sum.n ? "；作答 " + sum.n + " 次，答对 " + percent(sum) + "。" : "。");
        it.listQuestions("due", "开始今日复习", it.records.due(Date.now()));
        it.listQuestions("wrong", "开始练错题", it.records.wrong());
        it.listQuestions("starred", "开始练收藏的题", known.filter((id) => all[id].star));
        it.foretell(/** @type {Card[]} */ (known.map((id) => all[id].c).filter(Boolean)));
        const byRole = it.showRates("role-rates", all, it.outline.roles.map(it.withQuestions));
        const byTheme = it.showRates("theme-rates", all, it.outline.themes);
        it.part("rates").hidden = !byRole && !byTheme;
      },

      /** Draw anew; what had the focus has it again, or the heading where it is gone. */
      show() {
        /** @type {any} */
        const focused = it.element.contains(document.activeElement) ? document.activeElement : null;
        const place = focused && focused.closest("[data-part]");
        function around() {
          return place ? dom.all(place, "a, summary") : [];
        }
        const spot = around().indexOf(focused);
        it.draw();
        if (!focused || (it.element.contains(focused) && focused.getClientRects().length)) return;
        const again = focused.href ? around().filter((link) => link.href === focused.href)[0] : around()[spot];
        /** @type {Part} */ (again && again.getClientRects().length ? again : document.getElementById("progress_")).focus();
      },

      /** @returns {{n: number, r: number}} answers to these questions, and the right ones among them */
      tally(all, ids) {
        return ids.reduce((sum, id) => all[id] ? { n: sum.n + all[id].n, r: sum.r + all[id].r } : sum, { n: 0, r: 0 });
      }
    });
  }

  /** Questions and rates. */
  function listing(/** @type {Progress} */ it) {
    Object.assign(it, {
      /** A button that opens the questions as a run, and the questions themselves, folded. */
      listQuestions(name, words, ids) {
        const here = ids.filter((id) => it.outline.questions[id]);
        const list = it.part(name).querySelector("ol");
        it.part(name).hidden = !here.length;
        it.part(name).querySelector(".mz-button").textContent = words + "（" + here.length + " 题）";
        fill(list, here.slice(0, MOST).map((id) => row(it.base + it.outline.questions[id].path, it.outline.questions[id].stem)));
        if (here.length > MOST) list.appendChild(dom.make("li", "", "另有 " + (here.length - MOST) + " 题，答完这些再列出。"));
      },

      /** A role's questions: those of its duties, each once. */
      withQuestions(role) {
        /** @type {By<true>} */
        const ids = {};
        role.duties.forEach((duty) => {
          duty.questions.forEach((id) => { ids[id] = true; });
        });
        return { name: role.name, path: role.path, questions: Object.keys(ids) };
      },

      /** The share of right answers of each group that was answered at all. Returns whether there is any. */
      showRates(name, all, groups) {
        const list = it.part(name).querySelector("ul");
        list.textContent = "";
        groups.forEach((group) => {
          const sum = it.tally(all, group.questions);
          if (!sum.n) return;
          const item = row(it.base + group.path, group.name, "答对 " + sum.r + "/" + sum.n + " 次，" + percent(sum));
          item.appendChild(picture("mz-progress__bar", 100, 4, [[0, 0, (100 * sum.r) / sum.n, 4, "mz-progress__mastered"]]));
          list.appendChild(item);
        });
        it.part(name).hidden = !list.firstChild;
        return Boolean(list.firstChild);
      }
    });
  }

  /** The days ahead. */
  function foretelling(/** @type {Progress} */ it) {
    Object.assign(it, {
      /** How many questions come up on each of the days ahead: in words, as a picture, and as a table. */
      foretell(cards) {
        /** @type {number[]} */
        const counts = [];
        for (let day = 1; day <= DAYS; day += 1) counts.push(cards.filter(isDueOn(day)).length);
        function within(/** @type {number} */ days) {
          return counts.slice(0, days).reduce((sum, count) => sum + count, 0);
        }
        const most = Math.max.apply(null, counts);
        it.part("ahead").hidden = !cards.length;
        it.part("forecast").textContent = most
          ? "明天 " + counts[0] + " 题，七天内共 " + within(7) + " 题，两周内共 " + within(DAYS) + " 题；最多的一天 " + most + " 题。"
          : "往后两周没有到期的题。";
        it.part("columns").hidden = it.part("days").hidden = !most;
        /** @type {Piece[]} */
        const pieces = [[0, 39, 10 * DAYS, 1, "mz-progress__ground"]];
        counts.forEach((count, n) => {
          const height = most ? (39 * count) / most : 0;
          pieces.push([10 * n + 1.5, 39 - height, 7, height, "mz-progress__column"]);
        });
        fill(it.part("columns").querySelector("div"), [picture("mz-progress__columns", 10 * DAYS, 40, pieces)]);
        fill(it.part("days").querySelector("tbody"), counts.map((count, n) => {
          const line = dom.make("tr");
          line.appendChild(dom.make("th", "", monthAndDay(dayAhead(n + 1)))).scope = "row";
          line.appendChild(dom.make("td", "", count + " 题"));
          return line;
        }).filter((line, n) => counts[n]));
      }
    });
  }

  /** Roles and papers. */
  function telling(/** @type {Progress} */ it) {
    Object.assign(it, {
      /** All roles; the duties are folded but for those of the reader's own role and of roles opened before. */
      showRoles(marked) {
        const own = it.store.recall("role");
        const open = dom.all(it.part("roles"), "details").map((fold) => fold.open);
        fill(it.part("roles"), it.outline.roles.map((role, n) => it.showRole(role, open.length ? open[n] : Boolean(own) && own.path === role.path, marked)));
      },

      showRole(role, open, marked) {
        const box = dom.make("section");
        const learned = role.duties.map((duty) => marked.indexOf(duty.path.split("#")[1]) >= 0);
        const standings = role.duties.map((duty) => it.records.standing(duty.questions));
        function count(/** @type {string} */ name) {
          return standings.filter((standing) => standing === name).length;
        }
        const mastered = (100 * count("mastered")) / role.duties.length;
        const learning = (100 * count("learning")) / role.duties.length;
        box.appendChild(dom.make("h4", "", role.name));
        const ticks = learned.filter(Boolean).length;
        box.appendChild(dom.make("p", "mz-meta", role.duties.length + " 项职责：掌握 " + count("mastered") + "，在学 " + count("learning") + "，未学 " + count("new") +
          (ticks ? "；标记已学 " + ticks + "/" + role.duties.length : "")));
        // in hand is half as high as mastered: told apart without colours too
        box.appendChild(picture("mz-progress__bar", 100, 4, [[0, 0, mastered, 4, "mz-progress__mastered"], [mastered, 2, learning, 2, "mz-progress__learning"]]));
        const fold = box.appendChild(dom.make("details"));
        fold.open = open;
        fold.appendChild(dom.make("summary", "", role.name + "的各项职责"));
        fill(fold.appendChild(dom.make("ul", "mz-progress__rows")), role.duties.map((duty, n) => row(it.base + duty.path, duty.title, (learned[n] ? "已学 ✓，自测" : "") + WORDS[standings[n]])));
        return box;
      },

      /** The papers sat last, the newest first. Returns how many are shown. */
      showExams() {
        const last = quiz.examsDone(it.store).slice(0, MOST_EXAMS);
        it.part("exams").hidden = !last.length;
        fill(it.part("exams").querySelector("ol"), last.map((exam) => {
          const item = dom.make("li");
          const date = new Date(exam.when);
          item.appendChild(dom.make("b", "", exam.title));
          item.appendChild(dom.make("span", "", exam.score === null ? "未评分" : "得 " + Math.round(exam.score * 100) / 100 + " 分，满分 " + exam.full + " 分"));
          item.appendChild(dom.make("span", "mz-meta", date.getFullYear() + "年" + monthAndDay(date) + "，"));
          item.appendChild(dom.make("span", "mz-meta", "卷号 " + exam.number));
          return item;
        }));
        return last.length;
      }
    });
  }

  site.component("quiz-progress", (element, store) => {
    const it = /** @type {Progress} */ ({ element, store });
    drawing(it);
    listing(it);
    foretelling(it);
    telling(it);
    it.part = dom.parts(it.element);
    it.outline = dom.json(it.element, "script[data-outline]");
    const around = it.element.closest("[data-base]");
    it.base = around ? around.getAttribute("data-base") : "";
    it.records = quiz.records(it.store);

    quiz.carry(it.element, it.store);
    it.store.watch(quiz.RECORDS.concat("learned/", "done/"), it.show);
    it.show();
  });
})();
