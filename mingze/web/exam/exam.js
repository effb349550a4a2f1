/*
 * A mock examination: drawn, timed, kept at every answer, handed in once, then marked and explained.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { dom, quiz } = site;

  site.component("exam", (root, store) => {
    const action = dom.actions(root);
    const part = dom.parts(root);
    const paper = dom.json(root, "script[data-paper]");
    const base = root.getAttribute("data-base");
    const kept = quiz.examState(store, paper);
    const address = quiz.fromAddress();
    let given = address.given;
    const clock = quiz.examClock(root, { state() { return state; }, used, keep: keepTime, over: timeOver, say });
    const opened = Date.now();
    let touched = false; // whether the reader did anything here
    let begun = 0; // so often; what an earlier beginning fetched comes too late
    let state, elapsed, asked, questions, outcome, told, follows;

    function show(names) {
      ["facts", "start", "run", "result", "questions", "end", "overview", "confirm"].forEach((name) => {
        part(name).hidden = names.indexOf(name) < 0;
      });
    }

    function enter() {
      state = kept.read();
      const other = state && given && state.asked !== location.search && number(state) !== number(given);
      if (state && !other) begin();
      else startScreen(given || { seed: quiz.newSeed(), form: "A" }, address.astray);
    }

    function number(of) {
      return quiz.paperNumber(paper.id, of.seed, of.form);
    }

    function startScreen(drawn, astray) {
      begun += 1;
      clock.stop();
      elapsed = null;
      given = drawn;
      told = kept.unfinished();
      part("number").textContent = number(drawn);
      part("astray").hidden = !astray;
      part("given-said").textContent = "";
      part("unkept").hidden = store.lasts();
      tell(told);
      show(["facts", "start"]);
    }

    function tell(unfinished) {
      part("note").textContent = unfinished ? "还有一份没有交的试卷，卷号 " + number(unfinished) + "。开始下面这一份，那一份的答案就不再保留。" : "";
      action("resume").hidden = !unfinished;
    }

    function takeNumber() {
      const typed = part("given").value;
      const read = quiz.readNumber(paper.id, typed);
      if (read) {
        startScreen(read);
        part("given-said").textContent = "好，用卷号 " + number(read) + "。";
      } else part("given-said").textContent = "这不是本卷的卷号，或者有字符输错了：请对照老师给的卷号重新输入，字母的大小写也要相同。";
    }

    function start() {
      const other = kept.unfinished();
      if (other && !(told && told.started === other.started)) { // begun in another window meanwhile
        startScreen(given);
        return action("resume").focus();
      }
      const longer = Number(root.querySelector('input[name="time_"]:checked').value);
      state = {
        seed: given.seed, form: given.form, ids: quiz.draw(paper, given.seed, given.form), started: Date.now(),
        minutes: Math.ceil(paper.minutes * longer), asked: location.search
      };
      part("unkept").hidden = kept.begin(state, told);
      begin();
    }

    /** Fetch the questions and go on where the examination stands. */
    function begin() {
      const mine = begun += 1;
      elapsed = null;
      clock.stop();
      toggleOverview(false);
      show(["run"]);
      part("bar").hidden = true;
      action("fetch-again").hidden = true;
      say("正在取题……");
      part("run").querySelector("h2").focus();
      const form = site.load("exam-questions.js", () => quiz.paperForm);
      Promise.all([quiz.load("questions", quiz.banksOf(paper, state.ids)), form]).then((parts) => {
        if (mine !== begun) return;
        questions = questions || parts[1](paper, part("questions"), base, { answered, flagged });
        go(parts[0]);
      }).catch((error) => {
        if (mine !== begun) return;
        dom.report(error);
        elapsed = null;
        say("题目没有取到，请检查网络后再取一次；已经答的都还在。");
        action("fetch-again").hidden = false;
      });
    }

    function go(data) {
      questions.build(data, state);
      elapsed = quiz.stopwatch(state);
      count();
      if (state.handed) return hand();
      follows = false;
      show(["run", "questions", "end"]);
      part("bar").hidden = false;
      say((Object.keys(state.answers).length ? "接着上次的作答。" : "开始作答，卷号 " + number(state) + "。") + questions.missing());
      clock.start();
      fetchResult().catch(() => {}); // at leisure; asked for again when it is wanted
    }

    function answered(item, response) {
      if (kept.isHanded(state)) return follow(); // by another window, just now
      keep(kept.answer(state, item.id, response, item.edition));
    }

    function flagged(item) {
      keep(kept.flag(state, item.id, !state.flags[item.id]));
      questions.showFlag(item, Boolean(state.flags[item.id]));
    }

    function keep(lasts) {
      part("unkept").hidden = lasts;
      count();
    }

    function used() {
      return elapsed();
    }

    function keepTime() {
      part("unkept").hidden = kept.use(state, elapsed());
    }

    function count() {
      part("count").textContent = "已答 " + (questions.items.length - open()) + " / " + questions.items.length + " 题";
      if (!part("overview").hidden && !part("overview").contains(document.activeElement)) drawOverview();
      if (!part("confirm").hidden) sayOpen();
    }

    /** @returns {number} questions without an answer */
    function open() {
      return questions.items.filter((item) => questions.given(item, state) === undefined).length;
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
      part("overview").appendChild(questions.overview(state, (item) => {
        toggleOverview(false);
        quiz.focusOn(item.field);
      }));
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
      const flags = Object.keys(state.flags).length;
      const notes = [].concat(open() ? "还有 " + open() + " 题没有作答" : [], flags ? flags + " 题作了标记" : []);
      root.querySelector("#hand_").textContent = (notes.length ? notes.join("，") + "。" : "全部答完了。") + "交卷后不能再改，确定交卷吗？";
    }

    /** Time is up at one moment for every window, however late each of them notices. */
    function timeOver() {
      handIn(true, Math.min(Date.now(), state.started + state.minutes * 60000));
    }

    function handIn(late, at) {
      kept.use(state, elapsed());
      part("unkept").hidden = kept.hand(state, late, at);
      questions.write(state); // what another window answered last
      questions.lock();
      hand();
    }

    function hand() {
      clock.stop();
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
      const mine = begun;
      fetchResult().then((make) => {
        if (mine !== begun) return;
        outcome = outcome || make(root, paper, questions, {
          store, kept, number, state() { return state; }, follows() { return follows; },
          current() { return begun; }
        });
        outcome.show();
      }).catch((error) => {
        if (mine !== begun) return;
        dom.report(error);
        part("total").textContent = "答案已经交上，存在这台设备上。评分用的文件没有取到，请检查网络后点“再取一次答案”。";
        action("mark-again").hidden = false;
      });
    }

    function fetchResult() {
      return site.load("exam-result.js", () => quiz.examResult);
    }

    function wrongOnly(on) {
      action("wrong-only").setAttribute("aria-pressed", String(on));
      action("wrong-only").textContent = on ? "看全部题" : "只看没得满分的题";
      questions.only(on);
    }

    function anew(drawn) {
      kept.forget(state);
      startScreen(drawn);
      if (window.history.replaceState && location.protocol !== "file:") history.replaceState(null, "", location.pathname);
      action("start").focus();
    }

    const actions = {
      "take-number": takeNumber,
      start,
      resume() {
        state = kept.read();
        if (!state) return startScreen(given);
        state.asked = location.search;
        part("unkept").hidden = kept.resume(state);
        begin();
      },
      "fetch-again": begin,
      overview(button) { toggleOverview(button.getAttribute("aria-expanded") !== "true"); },
      ask: confirm,
      back() {
        part("confirm").hidden = true;
        asked.focus();
      },
      "hand-in"() { if (!state.handed) handIn(false, Date.now()); },
      "mark-again": result,
      "wrong-only"(button) { wrongOnly(button.getAttribute("aria-pressed") !== "true"); },
      again() { anew({ seed: state.seed, form: state.form }); },
      another() { anew({ seed: quiz.newSeed(), form: "A" }); }
    };
    root.addEventListener("click", (event) => {
      const button = event.target.closest("[data-action]");
      const act = button && actions[button.getAttribute("data-action")];
      touched = true;
      if (act) act(button);
    });
    root.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !part("overview").hidden) {
        toggleOverview(false);
        action("overview").focus();
      }
    });
    /** Show what other windows did, or this one before it was loaded anew; the start is never drawn over. */
    function follow(whence) {
      if (whence === "here") return;
      if (!elapsed) {
        if (part("start").hidden) return;
        const late = kept.read();
        if (late && late.started <= opened && !touched) return enter(); // begun before this page was opened, seen only now
        return tell(kept.unfinished()); // only a tap on 开始 that follows may give it up
      }
      const handed = Boolean(state.handed);
      const before = JSON.stringify(state.answers);
      if (!kept.follow(state)) { // given up, begun anew or erased in another window
        kept.leave();
        enter();
        return elapsed || part("start").hidden ? null : action("start").focus();
      }
      questions.write(state, whence === "returned");
      count();
      if (handed) {
        if (outcome && before !== JSON.stringify(state.answers)) outcome.again();
      } else if (state.handed) {
        follows = true; // the other window counts its answers
        questions.lock();
        hand();
      }
    }

    store.watch("exam/", follow);
    window.addEventListener("pagehide", () => {
      if (state && elapsed && !state.handed) kept.use(state, elapsed());
    });

    part("without").hidden = true;
    enter();
  });
})();
