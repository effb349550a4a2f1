/*
 * The presenter's window: the key before it is revealed, what to say, the next question, the time. It changes nothing
 * itself; it asks the window with the screen, and shows what that answers.
 */
"use strict";

(() => {
  const { dom, hall } = window.mingze;
  const SILENT = 4000; // ms after which the other window counts as closed
  const ASKED = ["back", "next", "dossier", "votes", "second", "reveal", "timer", "undo", "black"];
  const NAMES = { back: "上一步", next: "下一步", dossier: "材料", votes: "举手", second: "第二次", reveal: "揭晓", timer: "计时", undo: "撤销", black: "黑屏" };
  const SCREENS = { dossier: "材料", ask: "题目", votes: "举手记数", reveal: "揭晓", why: "讲解", end: "结束" };

  /**
   * @param {string} id of the session
   * @param {{send: function(Object)}} channel
   */
  hall.presenter = function (root, id, base, channel) {
    let run, faces, state, drawn, ballot, loading;
    let heardAt = 0;
    const lines = {};
    build();

    function send(said) {
      channel.send(Object.assign({ id }, said));
    }

    function build() {
      ["time", "where", "advice"].forEach((name) => { lines[name] = root.appendChild(dom.make("p", "mz-hall__" + name)); });
      lines.advice.setAttribute("role", "status");
      const tools = root.appendChild(dom.make("div", "mz-hall__tools"));
      ASKED.forEach((command) => {
        const button = tools.appendChild(dom.make("button", "mz-hall__tool", NAMES[command]));
        button.type = "button";
        if (command === "undo") button.setAttribute("data-again", "");
        button.setAttribute("data-command", command);
        button.addEventListener("click", (event) => {
          send({ ask: command });
          if (event.detail) button.blur();
        });
      });
      ["ballot", "current", "notes", "next"].forEach((name) => { lines[name] = root.appendChild(dom.make("div", "mz-hall__" + name)); });
      lines.where.textContent = "正在找投影窗口……";
    }

    function now() {
      return { run, state, q: state.at, question: run.questions[state.at], item: state.items[state.at], face: faces[state.at] };
    }

    function heard(said) {
      if (!said || said.id !== id || !said.run) return;
      const found = hall.sound(said.run);
      if (!found) return;
      heardAt = performance.now();
      run = found;
      state = hall.stateOf(run);
      if (faces) return draw();
      if (loading) return;
      loading = true;
      hall.faces(run, base).then((all) => {
        faces = all;
        draw();
      }).catch((error) => {
        dom.report(error);
        faces = null;
        loading = false;
        lines.where.textContent = "题目没有取到，请检查网络。";
      });
    }

    function draw() {
      const key = [state.at, state.items[state.at].round].join();
      lines.where.textContent = "第 " + (state.at + 1) + " / " + run.questions.length + " 题，投影上是“" + SCREENS[state.view] + "”" + (state.items[state.at].round === 2 ? "，第二次举手" : "");
      if (key !== drawn) {
        drawn = key;
        drawQuestion();
      } else ballot.update(now());
      lines.advice.textContent = [hall.countWords(now()), hall.shift(now()), hall.advice(now())].filter(Boolean).join("。");
      showTime();
    }

    function fill(holder, title, nodes) {
      holder.textContent = "";
      holder.appendChild(dom.make("h2", "", title));
      nodes.filter(Boolean).forEach((node) => { holder.appendChild(node); });
    }

    function drawQuestion() {
      const face = faces[state.at];
      const next = faces[state.at + 1];
      const right = face.right;
      const options = dom.make("ol", "mz-hall__rows");
      face.options.forEach((option) => {
        const item = options.appendChild(dom.make("li", "mz-hall__row" + (right.indexOf(option.row) >= 0 ? " is-right" : "")));
        item.appendChild(dom.make("b", "mz-hall__letter", option.letter));
        item.appendChild(option.text());
        if (right.indexOf(option.row) >= 0) item.appendChild(dom.make("span", "mz-hall__mark", "✓ 正确答案"));
        if (face.answer.wrong[option.row]) item.querySelector(".mz-hall__text").appendChild(face.answer.wrong[option.row]());
      });
      const material = face.dossier && dom.make("details");
      if (material) {
        material.appendChild(dom.make("summary", "", "材料：" + face.dossier.title));
        [].concat.apply([], face.dossier).forEach((node) => { material.appendChild(node.cloneNode(true)); });
      }
      root.querySelector("[data-command=dossier]").hidden = !material;
      ballot = hall.ballot(now(), (action) => { send({ act: action }); });
      fill(lines.ballot, "记数", [ballot.root]);
      fill(lines.current, "这一题（" + face.answer.key + "）", [material, face.stem(), face.options.length ? options : face.body && face.body.cloneNode(true), face.answer.points && face.answer.points()]);
      fill(lines.notes, "怎样讲", [face.answer.reasons()].concat(face.answer.clauses.map((clause) => clause.cloneNode(true)), face.answer.cites()));
      fill(lines.next, "下一题", next ? [next.stem()] : [dom.make("p", "", "这是最后一题。")]);
    }

    function showTime() {
      const clock = new Date();
      const used = Math.floor(run.used / 1000);
      const planned = run.minutes * 60 || run.questions.length * run.seconds;
      const left = planned - used;
      lines.time.textContent = [
        "现在 " + clock.getHours() + ":" + ("0" + clock.getMinutes()).slice(-2), "已用 " + hall.minutes(used),
        planned ? (left >= 0 ? "计划还剩 " + hall.minutes(left) : "超出计划 " + hall.minutes(-left)) : "",
        run.seconds ? "本题 " + hall.minutes(Math.ceil(run.clock.left / 1000)) + (run.clock.on ? "" : "（停）") : ""
      ].filter(Boolean).join("　");
    }

    setInterval(() => {
      send({ hello: true });
      if (performance.now() - heardAt > SILENT) lines.where.textContent = "投影窗口没有回应：它可能关了。请回到投影窗口，再按 P。";
    }, 1000);
    send({ hello: true });
    hall.listen(() => faces ? { view: state.view, letters: "", over: false, black: false } : null, (command, value) => {
      send({ ask: command, value });
    });
    return heard;
  };
})();
