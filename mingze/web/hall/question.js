/*
 * What the screen shows of a question, taken from its bank's files, with letters as this session's seed and form have them.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { dom, quiz, hall } = site;

  /** Links lead away from a running session: their words stay. */
  hall.withoutLinks = function (element) {
    dom.all(element, "a").forEach((link) => {
      const words = dom.make("span", link.className);
      while (link.firstChild) words.appendChild(link.firstChild);
      link.parentNode.replaceChild(words, link);
    });
    return element;
  };

  /** @returns {() => Part} gives a fresh element that holds a fragment, without its links */
  function maker(/** @type {string} */ tag, /** @type {string} */ className, /** @type {string} */ html) {
    return () => hall.withoutLinks(quiz.fragment(tag, className, html));
  }

  /** What an answer says, in parts: the key's words, for a short answer its points, the reasons, why wrong options fail (by row), what it rests on. */
  function answerOf(/** @type {BankAnswer} */ answer, /** @type {string | undefined} */ words) {
    /** @type {By<() => Part>} */
    const wrong = {};
    const said = answer.wrong || {};
    Object.keys(said).forEach((row) => { wrong[row] = maker("span", "mz-hall__reason", " " + said[row]); });
    const clauses = quiz.fragment("div", "", answer.clauses || "");
    return {
      key: answer.points ? "参考答案" : "答案：" + words,
      points: answer.points ? () => hall.withoutLinks(quiz.pointList(answer, "mz-hall__points")) : null,
      wrong,
      reasons: maker("div", "mz-hall__reasons", (answer.points ? "<p><b>参考答案</b></p>" + answer.reference : "") + (answer.explanation || "")),
      cites: maker("p", "mz-hall__cites", answer.cites),
      clauses: /** @type {Part[]} */ (Array.from(hall.withoutLinks(clauses).children))
    };
  }

  /**
   * @param question of the session
   * @param asked from assets/questions
   * @param answered from assets/answers
   * @param dossier of its group
   */
  hall.face = function (run, question, asked, answered, dossier) {
    const type = quiz.types[asked.type];
    const order = quiz.arranged(asked, question.id, run.seed, run.form);
    return {
      many: type.hands === "several",
      label: asked.label,
      options: type.rows(asked, order).map((row) => ({ row: row.row, letter: row.letter, text: maker("span", "mz-hall__text", row.html) })),
      right: type.right(answered.key),
      body: type.listed ? type.body(asked, question.id, order)[0] : null,
      dossier: dossier ? hall.dossierPages(dossier) : null,
      stem: maker("h2", "mz-hall__stem", asked.stem),
      key: answered.key,
      order,
      answer: answerOf(answered, type.keyWords(answered, order, asked))
    };
  };

  /** What stands in the place of a question that the site no longer has, or whose answer is of another edition. */
  function gone() {
    function words(/** @type {string} */ text, /** @type {string} */ tag) {
      return function () { return dom.make(tag, "mz-hall__stem", text); };
    }
    return {
      many: false, label: "", options: [], right: [], body: null, stem: words("这道题已经不在题库里，或者刚刚改过，请翻到下一题。", "h2"), key: [0], order: [],
      answer: { key: "", points: null, wrong: {}, reasons: words("", "div"), cites: words("", "p"), clauses: [] }
    };
  }

  /** @returns the faces of a session's questions; rejected where a bank does not arrive */
  hall.faces = function (run, base) {
    const banks = run.questions.map((question) => question.bank).filter((bank, n, all) => all.indexOf(bank) === n);
    const parted = run.questions.some((question) => question.group) &&
      site.load("hall-dossier.js", () => hall.dossierPages);
    return Promise.all([quiz.load("questions", banks), quiz.load("answers", banks), parted]).then((parts) => run.questions.map((question) => {
      const asked = parts[0].questions[question.id];
      const answered = parts[1].questions[question.id];
      const html = asked && question.group && parts[0].groups[/** @type {string} */ (asked.group)];
      const dossier = html ? hall.withoutLinks(quiz.element(html, base)) : null;
      return quiz.belong(asked, answered) ? hall.face(run, question, asked, answered, dossier) : gone();
    }));
  };

  /** @returns {string} the letters that count a hand when typed */
  hall.letters = function (face) {
    return face.options.map((option) => option.letter).join("");
  };

  /** @returns what is counted, in the order shown */
  hall.countedRows = function (face) {
    function words(/** @type {number} */ row, /** @type {string} */ letter, /** @type {string} */ text) {
      return { row, letter, text() { return dom.make("span", "mz-hall__text", text); } };
    }
    if (face.many) return face.options.concat(words(face.options.length, "全对", "揭晓以后问：全选对的请举手"));
    return face.options.length ? face.options : [words(0, "会", "答对了的"), words(1, "不会", "没有答对的")];
  };
})();
