/*
 * A quiz on a page: answers are marked where they stand, with the explanation the page already holds.
 * The key comes from the page's data block; where a bank keeps its answers back there is none, and nothing is marked.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { dom, quiz } = site;

  /** What comes of an answer. */
  function answering(/** @type {Asked} */ it) {
    Object.assign(it, {
      /** Check what was answered; a short answer shows its points first. */
      submit() {
        if (it.item.share !== null) return; // the second of two quick taps
        const response = it.type.read(it.field);
        if (it.type.rated && it.item.share === null && it.answer.hidden) {
          it.show(true);
          it.check.textContent = "评好了";
          it.say("对照要点，勾出自己写到的，再点“评好了”。", "");
          return;
        }
        if (response === null) return it.say(it.type.wanting, "");
        it.settle(it.type.mark(it.play.data.questions[it.id], response, it.play.data.traditional));
      },

      settle(share) {
        it.item.share = share;
        const result = quiz.verdict(share);
        const kept = it.play.records.answer(it.id, share === 1, Date.now());
        quiz.lock(it.field, true);
        it.type.reveal(it.field, it.play.data.questions[it.id].key, it.answer);
        it.show(true);
        it.check.hidden = true;
        it.next.hidden = it.play.items.length < 2;
        it.say(quiz.VERDICTS[result] + (kept ? "" : "这个浏览器不能保存记录，离开这一页就不再记得。"), result);
        it.feedback.focus();
        if (it.play.summary) it.play.summary.update();
        if (it.play.how.after) it.play.how.after();
      },

      /** The next question that is open, or how it went. */
      goOn() {
        const later = it.play.items.slice(it.play.items.indexOf(it.item) + 1).concat(it.play.items).filter((other) => other.share === null)[0];
        if (later) quiz.focusOn(later.field);
        else if (it.play.summary) it.play.summary.show();
      },

      /** Back to the state before any answer. */
      reset() {
        it.item.share = it.given = null;
        it.type.write(it.field, null);
        quiz.lock(it.field, false);
        dom.all(it.field, ".mz-option__mark").forEach((note) => { note.remove(); });
        it.show(false);
        it.check.hidden = false;
        it.check.textContent = it.type.rated ? "看要点，自己评分" : "提交答案";
        it.next.hidden = true;
        it.say("", "");
      }
    });
  }

  /** What is seen of a question. */
  function showing(/** @type {Asked} */ it) {
    Object.assign(it, {
      show(on) {
        it.answer.hidden = !on;
        it.answer.open = on;
      },

      say(text, result) {
        it.feedback.textContent = text;
        it.feedback.setAttribute("data-result", result);
      },

      showStar(on) {
        it.star.setAttribute("aria-pressed", String(on));
        it.star.textContent = on ? "★ 已收藏" : "☆ 收藏";
      },

      /** Write what was given once more: the back-forward cache gives some fields back empty. */
      restore() {
        if (it.given) it.type.write(it.field, it.given);
      },

      hear(all) {
        it.showStar(Boolean((all[it.id] || {}).star));
      }
    });
  }

  /** Give one question its controls: a button to check, feedback, a star. */
  function start(/** @type {Play} */ play, /** @type {Part} */ field, /** @type {string} */ id) {
    const it = /** @type {Asked} */ ({ play, field, id });
    answering(it);
    showing(it);
    it.type = quiz.typeOf(it.field);
    it.answer = it.field.querySelector(".mz-answer");
    it.type.start(it.field);
    if (it.type.rate) it.type.rate(it.field);
    it.feedback = quiz.feedback();
    it.check = dom.button(it.type.rated ? "看要点，自己评分" : "提交答案", "check");
    it.next = dom.button("下一题", "next", "mz-button--quiet");
    it.star = dom.button("", "star", "mz-button--quiet mz-star");
    it.row = dom.make("p", "mz-quiz__buttons mz-screen");
    [it.check, it.next, it.star].forEach((one) => { it.row.appendChild(one); });
    it.answer.parentNode.insertBefore(it.row, it.answer);
    it.answer.parentNode.insertBefore(it.feedback, it.answer);
    it.next.hidden = true;
    it.answer.hidden = true; // before an answer only 背题 shows it
    it.showStar(Boolean((it.play.known[it.id] || {}).star));
    it.item = { field: it.field, id: it.id, share: null, reset: it.reset, show: it.show, restore: it.restore, hear: it.hear };
    it.given = null; // what stands in the controls
    ["change", "input"].forEach((name) => { it.field.addEventListener(name, () => { it.given = it.type.read(it.field); }); });

    it.check.addEventListener("click", it.submit);
    it.next.addEventListener("click", it.goOn);
    it.star.addEventListener("click", () => {
      it.showStar(it.play.records.star(it.id, it.star.getAttribute("aria-pressed") !== "true"));
    });
    it.field.addEventListener("keydown", (event) => {
      // Enter in a gap checks it, as it would send a form
      if (event.key === "Enter" && event.target.matches("input:not([type=checkbox])") && !it.check.hidden) {
        event.preventDefault();
        it.check.click();
      }
    });

    return it.item;
  }

  /** What stands above a quiz of several questions: how far the reader is, and a way to do the wrong ones again. */
  function summarise(/** @type {Play} */ play) {
    const box = dom.make("div", "mz-quiz__summary mz-screen");
    const line = dom.make("p");
    line.setAttribute("role", "status");
    line.setAttribute("tabindex", "-1");
    const again = dom.button(play.how.repeat || "只练错的", "retry-wrong");
    const whole = dom.button("全部重来", "restart", "mz-button--quiet");
    const learn = dom.button("背题：显示答案", "learn", "mz-button--quiet");
    learn.setAttribute("aria-pressed", "false");
    learn.addEventListener("click", () => {
      const on = learn.getAttribute("aria-pressed") !== "true";
      learn.setAttribute("aria-pressed", String(on));
      learn.textContent = on ? "收起答案" : "背题：显示答案";
      play.items.forEach((item) => { if (item.share === null) item.show(on); });
    });
    [line, again, whole, learn].forEach((one) => { box.appendChild(one); });
    play.form.insertBefore(box, play.form.firstChild);
    again.addEventListener("click", () => { repeat(play.items.filter(play.wantAgain)); });
    whole.addEventListener("click", () => { repeat(play.items); });
    update();

    function update() {
      const done = play.items.filter((item) => item.share !== null);
      const right = done.filter((item) => item.share === 1);
      const size = (play.form.getAttribute("data-holds") || "共") + " " + play.items.length + " 题"; // of a long bank, a page
      line.textContent = done.length
        ? size + "，已答 " + done.length + " 题，答对 " + right.length + " 题。"
        : size + "。一题一题作答，随时可以停。";
      again.hidden = !done.length || !play.items.some(play.wantAgain);
      whole.hidden = !done.length;
    }

    function repeat(/** @type {Played[]} */ some) {
      some.forEach((item) => { item.reset(); });
      update();
      if (some.length) quiz.focusOn(some[0].field);
    }

    return { update, show() { line.focus(); } };
  }

  /**
   * Make the questions of a form live.
   * @param data what marks them (mingze/pages/player.py)
   * @param how which questions are done again and
   *   what that is called, and what follows an answer; all three may be left out
   */
  quiz.play = function (form, store, data, how) {
    const play = /** @type {Play} */ ({ form, store, data, how });
    play.wantAgain = play.how.again || function (item) { return item.share !== null && item.share < 1; };
    play.records = quiz.records(play.store);
    play.fields = dom.all(play.form, "fieldset[data-question]").filter((field) => {
      const entry = play.data.questions[field.getAttribute("data-question")];
      return entry && "key" in entry && quiz.typeOf(field);
    });
    if (!play.fields.length) return null;
    play.known = play.records.all();
    play.items = play.fields.map((field) => start(play, field, field.getAttribute("data-question")));
    play.summary = play.items.length > 1 ? summarise(play) : null;
    play.form.addEventListener("submit", (event) => { event.preventDefault(); });
    play.store.watch(quiz.RECORDS, (whence) => {
      const all = play.records.all();
      play.items.forEach((item) => {
        item.hear(all);
        if (whence === "returned") item.restore();
      });
    });

    return { items: play.items, focus() { quiz.focusOn(play.items[0].field); } };
  };

  site.component("quiz", (form, store) => {
    const data = dom.json(form, "script[data-answers]");
    if (data) quiz.play(form, store, data, {});
  });
})();
