/*
 * A quiz on a page: answers are marked where they stand, with the explanation the page already holds.
 * The key comes from the page's data block; where a bank keeps its answers back there is none, and nothing is marked.
 */
"use strict";

(function () {
  var quiz = window.mingze.quiz;
  var WORDS = { right: "答对了。", wrong: "答错了。", partial: "对了一部分。" };

  function list(nodes) {
    return Array.prototype.slice.call(nodes);
  }

  function button(text, action, className) {
    var made = document.createElement("button");
    made.type = "button";
    made.className = "mz-button" + (className ? " " + className : "");
    made.setAttribute("data-action", action);
    made.textContent = text;
    return made;
  }

  function readData(form) {
    try {
      return JSON.parse(form.querySelector("script[data-answers]").textContent);
    } catch (error) {
      return { questions: {}, traditional: {} };
    }
  }

  window.mingze.component("quiz", function (form, store) {
    var data = readData(form);
    var records = quiz.records(store);
    var fields = list(form.querySelectorAll("fieldset[data-question]")).filter(function (field) {
      var entry = data.questions[field.getAttribute("data-question")];
      return entry && "key" in entry && quiz.controls[field.getAttribute("data-type")];
    });
    if (!fields.length) return;
    var items = fields.map(function (field) { return start(field, field.getAttribute("data-question")); });
    var summary = items.length > 1 ? summarise() : null;
    form.addEventListener("submit", function (event) { event.preventDefault(); });

    /** Give one question its controls: a button to check, feedback, a star. */
    function start(field, id) {
      var type = field.getAttribute("data-type");
      var controls = quiz.controls[type];
      var answer = field.querySelector(".mz-answer");
      if (controls.start) controls.start(field);
      var feedback = document.createElement("output");
      feedback.className = "mz-feedback";
      feedback.setAttribute("aria-live", "polite");
      feedback.setAttribute("tabindex", "-1");
      var check = button(type === "short" ? "看要点，自己评分" : "提交答案", "check");
      var next = button("下一题", "next", "mz-button--quiet");
      var star = button("", "star", "mz-button--quiet mz-star");
      var row = document.createElement("p");
      row.className = "mz-quiz__buttons mz-screen";
      [check, next, star].forEach(function (one) { row.appendChild(one); });
      answer.parentNode.insertBefore(row, answer);
      answer.parentNode.insertBefore(feedback, answer);
      next.hidden = true;
      answer.hidden = true; // before an answer only 背题 shows it
      showStar(Boolean((records.all()[id] || {}).star));
      var item = { field: field, id: id, share: null, reset: reset, show: show };

      check.addEventListener("click", function () {
        var response = controls.read(field);
        if (type === "short" && item.share === null && answer.hidden) {
          show(true);
          check.textContent = "评好了";
          say("对照要点，勾出自己写到的，再点“评好了”。", "");
          return;
        }
        if (response === null) return say(type === "order" ? "先用“上移”“下移”排好，再提交。" : "还没有作答。", "");
        settle(quiz.mark(type, data.questions[id], response, data.traditional));
      });
      next.addEventListener("click", function () {
        var later = items.slice(items.indexOf(item) + 1).concat(items).filter(function (other) { return other.share === null; })[0];
        if (later) focusOn(later.field);
        else if (summary) summary.show();
      });
      star.addEventListener("click", function () {
        showStar(records.star(id, star.getAttribute("aria-pressed") !== "true"));
      });
      field.addEventListener("keydown", function (event) {
        // Enter in a gap checks it, as it would send a form
        if (event.key === "Enter" && event.target.matches("input:not([type=checkbox])") && !check.hidden) {
          event.preventDefault();
          check.click();
        }
      });

      function settle(share) {
        item.share = share;
        var result = share === 1 ? "right" : share > 0 ? "partial" : "wrong";
        var kept = records.answer(id, share === 1, Date.now());
        lock(true);
        markOptions();
        show(true);
        check.hidden = true;
        next.hidden = items.length < 2;
        say(WORDS[result] + (kept ? "" : "这个浏览器不能保存记录，离开这一页就不再记得。"), result);
        feedback.focus();
        if (summary) summary.update();
        document.dispatchEvent(new CustomEvent("mingze:remembered"));
      }

      /** Mark the right options and the one chosen in words too, not by colour alone. */
      function markOptions() {
        if (type !== "single" && type !== "multiple" && type !== "judge") return;
        var key = type === "judge" ? [String(data.questions[id].key)] : data.questions[id].key.map(String);
        list(field.querySelectorAll(".mz-option")).forEach(function (option) {
          var input = option.querySelector("input");
          var right = key.indexOf(input.value) >= 0;
          if (!right && !input.checked) return;
          var note = document.createElement("span");
          note.className = "mz-option__mark mz-option__mark--" + (right ? "right" : "wrong");
          note.textContent = right ? (input.checked ? "✓ 选对了" : "✓ 正确答案") : "✗ 选错了";
          option.appendChild(note);
        });
        list(answer.querySelectorAll("[data-option]")).forEach(function (reason) {
          var input = field.querySelector('input[value="' + reason.getAttribute("data-option") + '"]');
          reason.classList.toggle("mz-answer__chosen", Boolean(input && input.checked));
        });
      }

      function lock(on) {
        list(field.querySelectorAll(".mz-option input, .mz-blank input, select, textarea, .mz-order__move, .mz-short__given input"))
          .forEach(function (control) { control.disabled = on; });
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

      /** Back to the state before any answer. */
      function reset() {
        item.share = null;
        controls.write(field, null);
        lock(false);
        list(field.querySelectorAll(".mz-option__mark")).forEach(function (note) { note.remove(); });
        show(false);
        check.hidden = false;
        check.textContent = type === "short" ? "看要点，自己评分" : "提交答案";
        next.hidden = true;
        say("", "");
      }

      return item;
    }

    /** What stands above a quiz of several questions: how far the reader is, and a way to do the wrong ones again. */
    function summarise() {
      var box = document.createElement("div");
      box.className = "mz-quiz__summary mz-screen";
      var line = document.createElement("p");
      line.setAttribute("role", "status");
      line.setAttribute("tabindex", "-1");
      var again = button("只练错的", "retry-wrong");
      var whole = button("全部重来", "restart", "mz-button--quiet");
      var learn = button("背题：显示答案", "learn", "mz-button--quiet");
      learn.setAttribute("aria-pressed", "false");
      learn.addEventListener("click", function () {
        var on = learn.getAttribute("aria-pressed") !== "true";
        learn.setAttribute("aria-pressed", String(on));
        learn.textContent = on ? "收起答案" : "背题：显示答案";
        items.forEach(function (item) { if (item.share === null) item.show(on); });
      });
      [line, again, whole, learn].forEach(function (one) { box.appendChild(one); });
      form.insertBefore(box, form.firstChild);
      again.addEventListener("click", function () { repeat(items.filter(function (item) { return item.share !== null && item.share < 1; })); });
      whole.addEventListener("click", function () { repeat(items); });
      update();

      function update() {
        var done = items.filter(function (item) { return item.share !== null; });
        var right = done.filter(function (item) { return item.share === 1; });
        line.textContent = done.length
          ? "共 " + items.length + " 题，已答 " + done.length + " 题，答对 " + right.length + " 题。"
          : "共 " + items.length + " 题。一题一题作答，随时可以停。";
        again.hidden = right.length === done.length;
        whole.hidden = !done.length;
      }

      function repeat(some) {
        some.forEach(function (item) { item.reset(); });
        update();
        if (some.length) focusOn(some[0].field);
      }

      return { update: update, show: function () { line.focus(); } };
    }

    function focusOn(field) {
      field.scrollIntoView();
      var first = field.querySelector("input:not(:disabled), select, textarea, button");
      if (first) first.focus({ preventScroll: true });
    }
  });
})();
