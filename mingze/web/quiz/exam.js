/*
 * A mock examination: drawn, timed, kept at every answer, handed in once, then marked and explained.
 */
"use strict";

(function () {
  var quiz = window.mingze.quiz;
  var WARNINGS = [10, 5, 1]; // minutes

  window.mingze.component("exam", function (root, store) {
    var paper = quiz.json(root, "script[data-paper]");
    var base = root.getAttribute("data-base");
    var kept = quiz.examState(store, paper);
    var questions = quiz.paperForm(paper, part("questions"), base, { answered: answered, flagged: flagged });
    var address = quiz.fromAddress();
    var given = address.given;
    var state, elapsed, ticking, warned, asked, outcome, told, follows;

    function part(name) {
      return root.querySelector('[data-part="' + name + '"]');
    }

    function show(names) {
      ["facts", "start", "run", "result", "questions", "end", "overview", "confirm"].forEach(function (name) {
        part(name).hidden = names.indexOf(name) < 0;
      });
    }

    function enter() {
      state = kept.read();
      var other = state && given && state.asked !== location.search && number(state) !== number(given);
      if (state && !other) begin();
      else startScreen(given || { seed: quiz.newSeed(), form: "A" }, address.astray);
    }

    function number(of) {
      return quiz.paperNumber(paper.id, of.seed, of.form);
    }

    function startScreen(drawn, astray) {
      clearInterval(ticking);
      elapsed = null;
      given = drawn;
      told = kept.unfinished();
      part("number").textContent = number(drawn);
      part("note").textContent = told ? "还有一份没有交的试卷，卷号 " + number(told) + "。开始下面这一份，那一份的答案就不再保留。" : "";
      part("astray").hidden = !astray;
      part("given-said").textContent = "";
      part("unkept").hidden = store.lasts();
      action("resume").hidden = !told;
      show(["facts", "start"]);
    }

    function takeNumber() {
      var typed = part("given").value;
      var read = quiz.readNumber(paper.id, typed);
      if (read) {
        startScreen(read);
        part("given-said").textContent = "好，用卷号 " + number(read) + "。";
      } else part("given-said").textContent = "这不是本卷的卷号，或者有字符输错了：请对照老师给的卷号重新输入，字母的大小写也要相同。";
    }

    function start() {
      var other = kept.unfinished();
      if (other && !(told && told.started === other.started)) { // begun in another window meanwhile
        startScreen(given);
        return action("resume").focus();
      }
      var longer = Number(root.querySelector('input[name="time_"]:checked').value);
      state = {
        seed: given.seed, form: given.form, ids: quiz.draw(paper, given.seed, given.form), started: Date.now(),
        minutes: Math.ceil(paper.minutes * longer), used: 0, answers: {}, flags: {}, asked: location.search
      };
      part("unkept").hidden = kept.write(state);
      begin();
    }

    /** Fetch the questions and go on where the examination stands. */
    function begin() {
      elapsed = null;
      clearInterval(ticking);
      toggleOverview(false);
      root.classList.remove("is-late");
      show(["run"]);
      part("bar").hidden = true;
      action("fetch-again").hidden = true;
      say("正在取题……");
      part("run").querySelector("h2").focus();
      quiz.load(base, "questions", quiz.banksOf(paper, state.ids)).then(function (data) {
        elapsed = quiz.stopwatch(state);
        questions.build(data, state);
        count();
        if (state.handed) return hand();
        follows = false;
        show(["run", "questions", "end"]);
        part("bar").hidden = false;
        say(Object.keys(state.answers).length ? "接着上次的作答。" : "开始作答，卷号 " + number(state) + "。");
        warned = null;
        ticking = setInterval(tick, 1000);
        tick();
        fetchResult().catch(function () {}); // at leisure; asked for again when it is wanted
      }, function () {
        say("题目没有取到，请检查网络后再取一次；已经答的都还在。");
        action("fetch-again").hidden = false;
      });
    }

    function answered(item, response) {
      keep(function (state) {
        if (response === null) delete state.answers[item.id];
        else state.answers[item.id] = response;
      });
      count();
    }

    function flagged(item) {
      var on = !state.flags[item.id];
      keep(function (state) {
        if (on) state.flags[item.id] = 1;
        else delete state.flags[item.id];
      });
      questions.showFlag(item, on);
      count();
    }

    /** Change the state here and in the store, where another window may have changed the rest. */
    function keep(how) {
      part("unkept").hidden = kept.change(state, function (stored) {
        if (!stored.handed) stored.used = Math.max(stored.used, elapsed());
        how(stored);
        state = stored;
      });
    }

    function count() {
      part("count").textContent = "已答 " + (questions.items.length - open()) + " / " + questions.items.length + " 题";
      if (!part("overview").hidden && !part("overview").contains(document.activeElement)) drawOverview();
      if (!part("confirm").hidden) sayOpen();
    }

    /** @returns {number} questions without an answer */
    function open() {
      return questions.items.filter(function (item) { return !(item.id in state.answers); }).length;
    }

    function toggleOverview(on) {
      part("overview").hidden = !on;
      root.querySelector('[data-action="overview"]').setAttribute("aria-expanded", String(on));
      if (!on) return;
      drawOverview();
      part("overview").scrollIntoView();
      part("overview").focus({ preventScroll: true });
    }

    function drawOverview() {
      part("overview").textContent = "";
      part("overview").appendChild(questions.overview(state, function (item) {
        toggleOverview(false);
        quiz.focusOn(item.field);
      }));
    }

    function tick() {
      if (state.handed || !state.minutes) {
        part("left").textContent = state.minutes ? "" : "不限时";
        return;
      }
      var used = elapsed();
      var left = Math.max(0, Math.ceil(state.minutes * 60 - used / 1000));
      part("left").textContent = "剩余 " + Math.floor(left / 60) + ":" + ("0" + (left % 60)).slice(-2);
      if (left === 0) return handIn(true);
      if (left % 5 === 0) keep(function () {});
      var near = WARNINGS.filter(function (minutes) { return left <= minutes * 60 && minutes < state.minutes; }).pop();
      if (near && near !== warned) {
        warned = near;
        say((left > 60 ? "还剩 " + Math.ceil(left / 60) + " 分钟" : "还剩最后 1 分钟") + "，到时间自动交卷。");
      }
      root.classList.toggle("is-late", left <= 300 && state.minutes > 5);
    }

    function say(text) {
      part("said").textContent = text;
    }

    function confirm(button) {
      asked = button;
      sayOpen();
      part("confirm").hidden = false;
      part("confirm").scrollIntoView({ block: "center" });
      root.querySelector('[data-action="back"]').focus({ preventScroll: true });
    }

    function sayOpen() {
      var flags = Object.keys(state.flags).length;
      var notes = [].concat(open() ? "还有 " + open() + " 题没有作答" : [], flags ? flags + " 题作了标记" : []);
      root.querySelector("#hand_").textContent = (notes.length ? notes.join("，") + "。" : "全部答完了。") + "交卷后不能再改，确定交卷吗？";
    }

    function handIn(late) {
      keep(function (state) {
        state.handed = state.handed || Date.now();
        if (late) state.late = 1;
      });
      questions.lock();
      hand();
    }

    function hand() {
      clearInterval(ticking);
      root.classList.remove("is-late");
      wrongOnly(false);
      action("wrong-only").hidden = action("mark-again").hidden = true;
      part("total").textContent = "正在评分……";
      part("scores").textContent = "";
      part("result").querySelector("h2").textContent = state.late ? "时间到，已自动交卷" : "已交卷";
      show(["result", "questions"]);
      part("result").querySelector("h2").focus();
      result();
    }

    /** Marking has a script of its own, wanted only now. */
    function result() {
      fetchResult().then(function (make) {
        outcome = outcome || make(root, paper, questions, {
          store: store, kept: kept, number: number, keep: keep, state: function () { return state; },
          follows: function () { return follows; }
        });
        outcome.show();
      }, function () {
        part("total").textContent = "答案已经交上，存在这台设备上。评分用的文件没有取到，请检查网络后点“再取一次答案”。";
        action("mark-again").hidden = false;
      });
    }

    function fetchResult() {
      return quiz.fetch(base, "exam-result", function () { return quiz.examResult; });
    }

    function wrongOnly(on) {
      action("wrong-only").setAttribute("aria-pressed", String(on));
      action("wrong-only").textContent = on ? "看全部题" : "只看没得满分的题";
      questions.items.forEach(function (item) { item.field.hidden = on && item.share === 1; });
    }

    function action(name) {
      return root.querySelector('[data-action="' + name + '"]');
    }

    function anew(drawn) {
      kept.write(null);
      startScreen(drawn);
      if (window.history.replaceState && location.protocol !== "file:") history.replaceState(null, "", location.pathname);
      action("start").focus();
    }

    var actions = {
      "take-number": takeNumber,
      start: start,
      resume: function () {
        state = kept.read();
        if (!state) return startScreen(given);
        state.asked = location.search;
        part("unkept").hidden = kept.write(state);
        begin();
      },
      "fetch-again": begin,
      overview: function (button) { toggleOverview(button.getAttribute("aria-expanded") !== "true"); },
      ask: confirm,
      back: function () {
        part("confirm").hidden = true;
        asked.focus();
      },
      "hand-in": function () { handIn(false); },
      "mark-again": result,
      "wrong-only": function (button) { wrongOnly(button.getAttribute("aria-pressed") !== "true"); },
      again: function () { anew({ seed: state.seed, form: state.form }); },
      another: function () { anew({ seed: quiz.newSeed(), form: "A" }); }
    };
    root.addEventListener("click", function (event) {
      var button = event.target.closest("[data-action]");
      var act = button && actions[button.getAttribute("data-action")];
      if (act) act(button);
    });
    root.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && !part("overview").hidden) {
        toggleOverview(false);
        action("overview").focus();
      }
    });
    window.addEventListener("storage", function () {
      var other = kept.read();
      if (!state || !elapsed) return;
      if (!other || other.started !== state.started) { // begun anew in another window
        enter();
        return state ? null : action("start").focus();
      }
      if (state.handed) return;
      state = other;
      questions.write(state);
      count();
      if (state.handed) {
        follows = true; // the other window counts its answers
        questions.lock();
        hand();
      }
    });
    window.addEventListener("pagehide", function () {
      if (state && elapsed && !state.handed) keep(function () {});
    });

    part("without").hidden = true;
    enter();
  });
})();
