/*
 * The presenter's window: the key before it is revealed, what to say, the next question, the time. It changes nothing
 * itself; it asks the window with the screen, and shows what that answers.
 */
"use strict";

(() => {
  const { dom, hall } = window.mingze;
  const SILENT = 4000; // ms after which the other window counts as closed
  const ASKED = ["back", "next", "dossier", "votes", "second", "reveal", "stop", "timer", "undo", "black"];
  /** @type {By<string>} */
  const NAMES = { back: "上一步", next: "下一步", dossier: "材料", votes: "举手", second: "第二次", reveal: "揭晓", stop: "收题", timer: "计时", undo: "撤销", black: "黑屏" };
  const SCREENS = { dossier: "材料", ask: "题目", votes: "举手记数", reveal: "揭晓", why: "讲解", end: "结束" };

  /** What stands in the window from the beginning. */
  function building(/** @type {Presenter} */ it) {
    Object.assign(it, {
      build() {
        ["time", "where", "advice"].forEach((name) => { it.lines[name] = it.root.appendChild(dom.make("p", "mz-hall__" + name)); });
        it.lines.advice.setAttribute("role", "status");
        const tools = it.root.appendChild(dom.make("div", "mz-hall__tools"));
        ASKED.forEach((command) => {
          const button = tools.appendChild(dom.make("button", "mz-hall__tool", NAMES[command]));
          button.type = "button";
          button.hidden = command === "stop"; // until phones are heard of
          if (command === "undo") button.setAttribute("data-again", "");
          button.setAttribute("data-command", command);
          button.addEventListener("click", (event) => {
            it.send({ ask: command });
            if (event.detail) button.blur();
          });
        });
        ["ballot", "current", "notes", "next"].forEach((name) => { it.lines[name] = it.root.appendChild(dom.make("div", "mz-hall__" + name)); });
        it.lines.where.textContent = "正在找投影窗口……";
      },

      send(said) {
        it.channel.send(Object.assign({ id: it.id }, said));
      }
    });
  }

  /** What the window with the screen says. */
  function hearing(/** @type {Presenter} */ it) {
    Object.assign(it, {
      now() {
        return { run: it.run, state: it.state, q: it.state.at, question: it.run.questions[it.state.at], item: it.state.items[it.state.at], face: it.faces[it.state.at] };
      },

      heard(said) {
        if (!said || said.id !== it.id || !said.run) return;
        const found = hall.sound(said.run);
        if (!found) return;
        it.heardAt = performance.now();
        it.phones = said.phones || "";
        it.root.querySelector("[data-command=stop]").hidden = !it.phones;
        it.run = found;
        it.state = hall.stateOf(it.run);
        if (it.faces) return it.draw();
        if (it.loading) return;
        it.loading = true;
        hall.faces(it.run, it.base).then((all) => {
          it.faces = all;
          it.draw();
        }).catch((error) => {
          dom.report(error);
          it.faces = /** @type {Later} */ (null);
          it.loading = false;
          it.lines.where.textContent = "题目没有取到，请检查网络。";
        });
      }
    });
  }

  /** What is shown of the session. */
  function drawing(/** @type {Presenter} */ it) {
    Object.assign(it, {
      draw() {
        const key = [it.state.at, it.state.items[it.state.at].round].join();
        it.lines.where.textContent = "第 " + (it.state.at + 1) + " / " + it.run.questions.length + " 题，投影上是“" + SCREENS[it.state.view] + "”" + (it.state.items[it.state.at].round === 2 ? "，第二次举手" : "") + (it.phones ? "　" + it.phones : "");
        if (key !== it.drawn) {
          it.drawn = key;
          it.drawQuestion();
        } else it.ballot.update(it.now());
        it.lines.advice.textContent = [hall.countWords(it.now()), hall.shift(it.now()), hall.advice(it.now())].filter(Boolean).join("。");
        it.showTime();
      },

      fill(holder, title, nodes) {
        holder.textContent = "";
        holder.appendChild(dom.make("h2", "", title));
        nodes.forEach((node) => { if (node) holder.appendChild(node); });
      },

      drawQuestion() {
        const face = it.faces[it.state.at];
        const next = it.faces[it.state.at + 1];
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
        if (face.dossier && material) {
          material.appendChild(dom.make("summary", "", "材料：" + face.dossier.title));
          face.dossier.forEach((page) => page.forEach((node) => { material.appendChild(node.cloneNode(true)); }));
        }
        it.root.querySelector("[data-command=dossier]").hidden = !material;
        it.ballot = hall.ballot(it.now(), (action) => { it.send({ act: action }); });
        it.fill(it.lines.ballot, "记数", [it.ballot.root]);
        it.fill(it.lines.current, "这一题（" + face.answer.key + "）", [material, face.stem(), face.options.length ? options : face.body && face.body.cloneNode(true), face.answer.points && face.answer.points()]);
        it.fill(it.lines.notes, "怎样讲", [face.answer.reasons()].concat(face.answer.clauses.map((clause) => clause.cloneNode(true)), face.answer.cites()));
        it.fill(it.lines.next, "下一题", next ? [next.stem()] : [dom.make("p", "", "这是最后一题。")]);
      },

      showTime() {
        const clock = new Date();
        const used = Math.floor(it.run.used / 1000);
        const planned = it.run.minutes * 60 || it.run.questions.length * it.run.seconds;
        const left = planned - used;
        it.lines.time.textContent = [
          "现在 " + clock.getHours() + ":" + ("0" + clock.getMinutes()).slice(-2), "已用 " + hall.minutes(used),
          planned ? (left >= 0 ? "计划还剩 " + hall.minutes(left) : "超出计划 " + hall.minutes(-left)) : "",
          it.run.seconds ? "本题 " + hall.minutes(Math.ceil(it.run.clock.left / 1000)) + (it.run.clock.on ? "" : "（停）") : ""
        ].filter(Boolean).join("　");
      }
    });
  }

  /**
   * @param {string} id of the session
   */
  hall.presenter = function (root, id, base, channel) {
    const it = /** @type {Presenter} */ ({ root, id, base, channel });
    building(it);
    hearing(it);
    drawing(it);
    it.heardAt = 0;
    it.lines = {};
    it.build();

    setInterval(() => {
      it.send({ hello: true });
      if (performance.now() - it.heardAt > SILENT) it.lines.where.textContent = "投影窗口没有回应：它可能关了。请回到投影窗口，再按 P。";
    }, 1000);
    it.send({ hello: true });
    hall.listen(() => it.faces ? { view: it.state.view, letters: "", over: false, black: false } : null, (command, value) => {
      it.send({ ask: command, value });
    });
    return it.heard;
  };
})();
