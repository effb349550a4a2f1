/*
 * A quiz on a page: answers are marked where they stand, with the explanation the page already holds.
 * The key comes from the page's data block; where a bank keeps its answers back there is none, and nothing is marked.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { dom, quiz } = site;

  /**
   * Make the questions of a form live.
   * @param {{questions: Object, traditional: Object}} data what marks them (mingze/pages/player.py)
   * @param {{again: function(Object): boolean, repeat: string, after: function()}} how which questions are done again and
   *   what that is called, and what follows an answer; all three may be left out
   */
  quiz.play = function (form, store, data, how) {
    const wantAgain = how.again || function (item) { return item.share !== null && item.share < 1; };
    const records = quiz.records(store);
    const fields = dom.all(form, "fieldset[data-question]").filter((field) => {
      const entry = data.questions[field.getAttribute("data-question")];
      return entry && "key" in entry && quiz.typeOf(field);
    });
    if (!fields.length) return null;
    const known = records.all();
    const items = fields.map((field) => start(field, field.getAttribute("data-question")));
    const summary = items.length > 1 ? summarise() : null;
    form.addEventListener("submit", (event) => { event.preventDefault(); });
    store.watch(quiz.RECORDS, (whence) => {
      const all = records.all();
      items.forEach((item) => {
        item.hear(all);
        if (whence === "returned") item.restore();
      });
    });

    /** Give one question its controls: a button to check, feedback, a star. */
    function start(field, id) {
      const type = quiz.typeOf(field);
      const answer = field.querySelector(".mz-answer");
      type.start(field);
      if (type.rated) type.rate(field);
      const feedback = quiz.feedback();
      const check = dom.button(type.rated ? "看要点，自己评分" : "提交答案", "check");
      const next = dom.button("下一题", "next", "mz-button--quiet");
      const star = dom.button("", "star", "mz-button--quiet mz-star");
      const row = dom.make("p", "mz-quiz__buttons mz-screen");
      [check, next, star].forEach((one) => { row.appendChild(one); });
      answer.parentNode.insertBefore(row, answer);
      answer.parentNode.insertBefore(feedback, answer);
      next.hidden = true;
      answer.hidden = true; // before an answer only 背题 shows it
      showStar(Boolean((known[id] || {}).star));
      const item = { field, id, share: null, reset, show, restore, hear };
      let given = null; // what stands in the controls
      ["change", "input"].forEach((name) => { field.addEventListener(name, () => { given = type.read(field); }); });

      check.addEventListener("click", () => {
        if (item.share !== null) return; // the second of two quick taps
        const response = type.read(field);
        if (type.rated && item.share === null && answer.hidden) {
          show(true);
          check.textContent = "评好了";
          say("对照要点，勾出自己写到的，再点“评好了”。", "");
          return;
        }
        if (response === null) return say(type.wanting, "");
        settle(type.mark(data.questions[id], response, data.traditional));
      });
      next.addEventListener("click", () => {
        const later = items.slice(items.indexOf(item) + 1).concat(items).filter((other) => other.share === null)[0];
        if (later) quiz.focusOn(later.field);
        else if (summary) summary.show();
      });
      star.addEventListener("click", () => {
        showStar(records.star(id, star.getAttribute("aria-pressed") !== "true"));
      });
      field.addEventListener("keydown", (event) => {
        // Enter in a gap checks it, as it would send a form
        if (event.key === "Enter" && event.target.matches("input:not([type=checkbox])") && !check.hidden) {
          event.preventDefault();
          check.click();
        }
      });

      function settle(share) {
        item.share = share;
        const result = quiz.verdict(share);
        const kept = records.answer(id, share === 1, Date.now());
        quiz.lock(field, true);
        type.reveal(field, data.questions[id].key, answer);
        show(true);
        check.hidden = true;
        next.hidden = items.length < 2;
        say(quiz.VERDICTS[result] + (kept ? "" : "这个浏览器不能保存记录，离开这一页就不再记得。"), result);
        feedback.focus();
        if (summary) summary.update();
        if (how.after) how.after();
      }

      function show(on) {
        answer.hidden = !on;
        answer.open = on;
      }

      function say(text, result) {
        feedback.textContent = text;
        feedback.setAttribute("data-result", result);
      }

      function showStar(on) {
        star.setAttribute("aria-pressed", String(on));
        star.textContent = on ? "★ 已收藏" : "☆ 收藏";
      }

      /** Write what was given once more: the back-forward cache gives some fields back empty. */
      function restore() {
        if (given) type.write(field, given);
      }

      function hear(all) {
        showStar(Boolean((all[id] || {}).star));
      }

      /** Back to the state before any answer. */
      function reset() {
        item.share = given = null;
        type.write(field, null);
        quiz.lock(field, false);
        dom.all(field, ".mz-option__mark").forEach((note) => { note.remove(); });
        show(false);
        check.hidden = false;
        check.textContent = type.rated ? "看要点，自己评分" : "提交答案";
        next.hidden = true;
        say("", "");
      }

      return item;
    }

    /** What stands above a quiz of several questions: how far the reader is, and a way to do the wrong ones again. */
    function summarise() {
      const box = dom.make("div", "mz-quiz__summary mz-screen");
      const line = dom.make("p");
      line.setAttribute("role", "status");
      line.setAttribute("tabindex", "-1");
      const again = dom.button(how.repeat || "只练错的", "retry-wrong");
      const whole = dom.button("全部重来", "restart", "mz-button--quiet");
      const learn = dom.button("背题：显示答案", "learn", "mz-button--quiet");
      learn.setAttribute("aria-pressed", "false");
      learn.addEventListener("click", () => {
        const on = learn.getAttribute("aria-pressed") !== "true";
        learn.setAttribute("aria-pressed", String(on));
        learn.textContent = on ? "收起答案" : "背题：显示答案";
        items.forEach((item) => { if (item.share === null) item.show(on); });
      });
      [line, again, whole, learn].forEach((one) => { box.appendChild(one); });
      form.insertBefore(box, form.firstChild);
      again.addEventListener("click", () => { repeat(items.filter(wantAgain)); });
      whole.addEventListener("click", () => { repeat(items); });
      update();

      function update() {
        const done = items.filter((item) => item.share !== null);
        const right = done.filter((item) => item.share === 1);
        line.textContent = done.length
          ? "共 " + items.length + " 题，已答 " + done.length + " 题，答对 " + right.length + " 题。"
          : "共 " + items.length + " 题。一题一题作答，随时可以停。";
        again.hidden = !done.length || !items.some(wantAgain);
        whole.hidden = !done.length;
      }

      function repeat(some) {
        some.forEach((item) => { item.reset(); });
        update();
        if (some.length) quiz.focusOn(some[0].field);
      }

      return { update, show() { line.focus(); } };
    }

    return { items, focus() { quiz.focusOn(items[0].field); } };
  };

  site.component("quiz", (form, store) => {
    const data = dom.json(form, "script[data-answers]");
    if (data) quiz.play(form, store, data, {});
  });
})();
