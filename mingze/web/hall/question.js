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

  /** @returns {function(): Element} gives a fresh copy of what an element holds, in an element of another name */
  function copier(element, tag, className) {
    return function () {
      const copy = dom.make(tag, className);
      Array.prototype.forEach.call(element.childNodes, (node) => { copy.appendChild(node.cloneNode(true)); });
      return copy;
    };
  }

  function stemOf(field) {
    const legend = field.querySelector("legend");
    dom.all(legend, ".mz-question__number, .mz-question__type").forEach((part) => { part.remove(); });
    legend.normalize();
    return copier(legend, "h2", "mz-hall__stem");
  }

  function optionsOf(field, type) {
    return dom.all(field, ".mz-option").map((option, n) => {
      const value = option.querySelector("input").value;
      return {
        row: type === "judge" ? (value === "true" ? 0 : 1) : Number(value),
        letter: site.LETTERS[n],
        text: copier(option.lastElementChild, "span", "mz-hall__text")
      };
    });
  }

  /** What an answer says, in parts: the key's words, for a short answer its points, the reasons, why wrong options fail (by row), what it rests on. */
  function answerOf(answer) {
    const wrong = {};
    dom.all(answer, "[data-option]").forEach((reason) => {
      reason.querySelector("b").remove();
      wrong[reason.getAttribute("data-option")] = copier(reason, "span", "mz-hall__reason");
    });
    const key = answer.querySelector(".mz-answer__key");
    const points = answer.querySelector(".mz-answer__points");
    const cites = answer.querySelector(".mz-answer__cites");
    const clauses = dom.all(answer, ".mz-clause");
    dom.all(answer, "summary, .mz-answer__key, .mz-answer__wrong, .mz-answer__cites, .mz-clause, .mz-sources").forEach((part) => { part.remove(); });
    if (points) points.remove();
    return {
      key: key ? key.textContent.trim() : "参考答案",
      points: points ? copier(points, "ul", "mz-hall__points") : null,
      wrong,
      reasons: copier(answer, "div", "mz-hall__reasons"),
      cites: copier(cites, "p", "mz-hall__cites"),
      clauses
    };
  }

  /**
   * @param {Object} question of the session
   * @param {{html: string, pinned: ?boolean}} asked from assets/questions
   * @param {{html: string, key: *}} answered from assets/answers
   * @param {?Element} dossier of its group
   * @returns {Object} {type, stem(), options: [{row, letter, text()}], body: ?Element, dossier: ?Element[][] by screen, with its title, key, answer: {key, points(), wrong, reasons(), cites(), clauses}}
   */
  hall.face = function (run, question, asked, answered, base, dossier) {
    const field = quiz.element(asked.html, base);
    const answer = quiz.element(answered.html, base);
    quiz.arrange(field, question.id, asked.pinned, run.seed, run.form);
    quiz.relabel(field, answer, answered.key);
    [field, answer].forEach(hall.withoutLinks);
    return {
      type: question.type,
      label: field.querySelector(".mz-question__type").textContent,
      options: optionsOf(field, question.type),
      body: field.querySelector(".mz-match, .mz-order"),
      dossier: dossier ? hall.dossierPages(dossier) : null,
      stem: stemOf(field),
      key: answered.key,
      answer: answerOf(answer)
    };
  };

  /** What stands in the place of a question that the site no longer has, or whose answer is of another edition. */
  function gone(question) {
    function words(text, tag) {
      return function () { return dom.make(tag, "mz-hall__stem", text); };
    }
    return {
      type: question.type, label: "", options: [], body: null, stem: words("这道题已经不在题库里，或者刚刚改过，请翻到下一题。", "h2"), key: [0],
      answer: { key: "", points: null, wrong: {}, reasons: words("", "div"), cites: words("", "p"), clauses: [] }
    };
  }

  /** @returns {Promise<Object[]>} the faces of a session's questions; rejected where a bank does not arrive */
  hall.faces = function (run, base) {
    const banks = run.questions.map((question) => question.bank).filter((bank, n, all) => all.indexOf(bank) === n);
    const parted = run.questions.some((question) => question.group) &&
      site.load("hall-dossier.js", () => hall.dossierPages);
    return Promise.all([quiz.load("questions", banks), quiz.load("answers", banks), parted]).then((parts) => run.questions.map((question) => {
        const asked = parts[0].questions[question.id];
        const answered = parts[1].questions[question.id];
        const html = asked && question.group && parts[0].groups[asked.group];
        const dossier = html ? hall.withoutLinks(quiz.element(html, base)) : null;
        return quiz.belong(asked, answered) ? hall.face(run, question, asked, answered, base, dossier) : gone(question);
      }));
  };

  /** @returns {string} the letters that count a hand when typed */
  hall.letters = function (face) {
    return face.options.map((option) => option.letter).join("");
  };

  /** @returns {number[]} the rows of the right options; empty for types without options */
  hall.rightRows = function (face) {
    if (face.type === "judge") return [face.key ? 0 : 1];
    return face.type === "single" || face.type === "multiple" ? face.key : [];
  };

  /** @returns {{row: number, letter: string, text: Function}[]} what is counted, in the order shown */
  hall.countedRows = function (face) {
    function words(row, letter, text) {
      return { row, letter, text() { return dom.make("span", "mz-hall__text", text); } };
    }
    if (face.type === "multiple") return face.options.concat(words(face.options.length, "全对", "揭晓以后问：全选对的请举手"));
    return face.options.length ? face.options : [words(0, "会", "答对了的"), words(1, "不会", "没有答对的")];
  };
})();
