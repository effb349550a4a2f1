/*
 * What stands on the screen: the question alone, the question with its hands, the key with the reasons why others fail,
 * then why and by which clause; at the end the points.
 */
"use strict";

(() => {
  const { dom, quiz, hall } = window.mingze;
  /** @type {By<(now: Now, act: Deed, alone: () => boolean) => Shows>} */
  const SCREENS = {};

  function content(/** @type {string} */ name) {
    return dom.make("div", "mz-hall__content mz-hall__content--" + name);
  }

  function rows(/** @type {Now} */ now) {
    const list = dom.make("ol", "mz-hall__rows");
    now.face.options.forEach((option) => {
      const item = list.appendChild(dom.make("li", "mz-hall__row"));
      item.setAttribute("data-row", option.row);
      item.appendChild(dom.make("b", "mz-hall__letter", option.letter));
      item.appendChild(option.text());
    });
    return list;
  }

  function question(/** @type {Now} */ now, /** @type {Part} */ root) {
    root.appendChild(now.face.stem());
    if (now.face.options.length) root.appendChild(rows(now));
    else if (now.face.body) root.appendChild(now.face.body.cloneNode(true));
    return root;
  }

  SCREENS.ask = function (now) {
    return { root: question(now, content("ask")), update() {} };
  };

  SCREENS.votes = function (now, act, alone) {
    const root = content("votes");
    const ballot = hall.ballot(now, act);
    const line = dom.make("p", "mz-hall__line");
    root.appendChild(now.face.stem());
    if (now.face.body) root.appendChild(now.face.body.cloneNode(true));
    root.appendChild(ballot.root);
    root.appendChild(line);
    function update(/** @type {Now} */ now) {
      ballot.update(now);
      // who has a second window reads the advice there: on the screen it would help to guess the key
      line.textContent = [hall.countWords(now), alone() ? hall.advice(now) : ""].filter(Boolean).join("。");
    }
    update(now);
    return { root, update };
  };

  /** Mark the right rows, say why the wrong ones fail, and show the hands where they were counted. */
  function marked(/** @type {Now} */ now, /** @type {Part} */ root) {
    const right = now.face.right;
    const wrong = quiz.types[now.question.type].wrong;
    dom.all(root, ".mz-hall__row").forEach((item) => {
      const row = Number(item.getAttribute("data-row"));
      const isRight = right.indexOf(row) >= 0;
      item.classList.add(isRight ? "is-right" : "is-wrong");
      item.insertBefore(dom.make("span", "mz-hall__mark", isRight ? "✓ 正确答案：" : wrong), item.children[1]);
      if (now.face.answer.wrong[row]) item.querySelector(".mz-hall__text").appendChild(now.face.answer.wrong[row]());
      if (!hall.isCounted(now.question, now.item)) return;
      const bars = hall.bars(row);
      bars.update(now);
      item.appendChild(bars.root);
    });
  }

  SCREENS.reveal = function (now, act) {
    const root = question(now, content("reveal"));
    const line = dom.make("p", "mz-hall__line");
    const teams = now.run.teams.length ? hall.teamButtons(now, act) : null;
    if (now.face.options.length) marked(now, root);
    else root.appendChild(now.face.answer.points ? now.face.answer.points() : dom.make("p", "mz-hall__key", now.face.answer.key));
    root.appendChild(line);
    if (teams) root.appendChild(teams.root);
    function update(/** @type {Now} */ now) {
      line.textContent = hall.shift(now);
      if (teams) teams.update(now);
    }
    update(now);
    return { root, update };
  };

  SCREENS.why = function (now) {
    const root = content("why");
    if (!now.face.answer.points) root.appendChild(dom.make("p", "mz-hall__key", now.face.answer.key));
    root.appendChild(now.face.answer.reasons());
    now.face.answer.clauses.forEach((clause) => { root.appendChild(clause.cloneNode(true)); });
    if (!now.face.answer.clauses.length) root.appendChild(now.face.answer.cites());
    return { root, update() {} };
  };

  SCREENS.end = function (now) {
    const root = content("end");
    root.appendChild(dom.make("h2", "mz-hall__stem", "答完了，谢谢大家"));
    if (now.run.teams.length) root.appendChild(hall.scoreboard(now.run, now.state));
    root.appendChild(dom.make("p", "mz-hall__line", "按 Esc 看总览，从那里打开这一场的结果。"));
    return { root, update() {} };
  };

  /**
   * @param act takes an action without its question
   * @param alone whether there is no second window
   */
  hall.screen = function (now, act, alone) {
    return SCREENS[now.state.view === "dossier" && !now.face.dossier ? "ask" : now.state.view](now, act, alone);
  };

  SCREENS.dossier = function (now) {
    return { root: hall.dossierScreen(now, content("dossier")), update() {} };
  };

  /** @returns where a question begins: its material before the first one of a group */
  hall.entry = function (run, at, faces) {
    return hall.opens(run, at) && faces[at].dossier ? { at, view: "dossier", page: 0 } : { at, view: "ask" };
  };

  /** @returns the next screen */
  hall.after = function (run, state, faces) {
    if (state.view === "dossier") {
      return state.page + 1 < (faces[state.at].dossier || "").length ? { at: state.at, view: "dossier", page: state.page + 1 } : { at: state.at, view: "ask" };
    }
    if (state.view === "ask" || state.view === "votes") return { at: state.at, view: "reveal" };
    if (state.view === "reveal") return { at: state.at, view: "why" };
    if (state.view === "why" && state.at + 1 < run.questions.length) return hall.entry(run, state.at + 1, faces);
    return { at: state.at, view: "end" };
  };

  /** @returns the screen before */
  hall.before = function (run, state, faces) {
    if (state.view === "dossier" && state.page) return { at: state.at, view: "dossier", page: state.page - 1 };
    if (state.view === "end") return { at: state.at, view: "why" };
    if (state.view === "why") return { at: state.at, view: "reveal" };
    if (state.view !== "ask" && state.view !== "dossier") return { at: state.at, view: "ask" };
    const entry = hall.entry(run, state.at, faces);
    if (state.view === "ask" && entry.view === "dossier") return { at: state.at, view: "dossier", page: /** @type {DossierPages} */ (faces[state.at].dossier).length - 1 };
    return state.at ? { at: state.at - 1, view: "why" } : entry;
  };
})();
