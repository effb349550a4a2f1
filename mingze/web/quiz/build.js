/*
 * Questions and answers as elements, from the data and named fragments of their banks' files (mingze/pages/bank_files.py);
 * quiz/question.html writes the same on pages. Fragments are HTML that our own renderer wrote.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { dom, quiz } = site;

  /** @returns an element that holds a fragment */
  quiz.fragment = function (tag, className, html) {
    const element = dom.make(tag, className);
    element.innerHTML = html;
    return element;
  };

  /** @returns with its links led from the site's root to this page */
  quiz.led = function (element, base) {
    dom.all(element, "a[href]").forEach((link) => {
      const href = link.getAttribute("href");
      if (!/^([a-z]+:|#)/.test(href)) link.setAttribute("href", base + href);
    });
    return element;
  };

  /** @returns the one element of a fragment, its links led */
  quiz.element = function (html, base) {
    return quiz.led(quiz.fragment("div", "", html).firstElementChild, base);
  };

  /** @returns {number[]} the parts of a question as their bank has them */
  quiz.plain = function (question) {
    return quiz.asWritten(quiz.types[question.type].parts(question));
  };

  /**
   * @param {BankQuestion} question of assets/questions
   * @param {number[]} order of its parts
   * @param {number} number what stands before it
   */
  quiz.field = function (question, id, order, number, base) {
    const legend = quiz.fragment("legend", "", question.stem);
    legend.prepend(dom.make("span", "mz-question__number", number + "."), " ", dom.make("span", "mz-question__type", question.label), " ");
    const field = dom.make("fieldset", "mz-question", [legend].concat(quiz.types[question.type].body(question, id, order)));
    field.id = id;
    field.setAttribute("data-question", id);
    field.setAttribute("data-type", question.type);
    return quiz.led(field, base);
  };

  /** The reader may look at a hint where nothing depends on it. */
  quiz.hint = function (field, question, base) {
    if (!question.hint) return;
    const hint = quiz.fragment("details", "mz-hint", question.hint);
    hint.prepend(dom.make("summary", "", "提示"));
    field.appendChild(quiz.led(hint, base));
  };

  /** @returns {Element} the reasons against options that are wrong, by their letters in this order */
  function reasons(/** @type {Record<string, string>} */ wrong, /** @type {number[]} */ order) {
    const places = order.filter((n) => wrong[n]).sort((a, b) => a - b);
    return dom.make("ul", "mz-answer__wrong", places.map((n) => {
      const reason = quiz.fragment("li", "", " " + wrong[n]);
      reason.setAttribute("data-option", n);
      reason.prepend(dom.make("b", "", site.LETTERS[order.indexOf(n)]));
      return reason;
    }));
  }

  quiz.pointList = function (answer, className) {
    const list = dom.make("ul", className);
    (answer.points || []).forEach((html, n) => {
      list.appendChild(quiz.fragment("li", "", html)).setAttribute("data-score", answer.key[n]);
    });
    return list;
  };

  /** Put the elements of a fragment after what an element holds. */
  function append(/** @type {Part} */ element, /** @type {string | undefined} */ html) {
    element.append(...quiz.fragment("div", "", html || "").childNodes);
  }

  /**
   * @param {BankAnswer} answer of assets/answers
   * @param {BankQuestion} question that it answers, its parts in this order
   */
  quiz.answer = function (answer, question, order, base) {
    const details = dom.make("details", "mz-answer", dom.make("summary", "", "看答案与解析"));
    if (answer.points) {
      details.append(dom.make("p", "", dom.make("b", "", "参考答案")));
      append(details, answer.reference);
      details.append(quiz.pointList(answer, "mz-answer__points"));
    } else {
      const words = quiz.types[question.type].keyWords(answer, order, question);
      details.append(dom.make("p", "mz-answer__key", dom.make("b", "", "答案：" + words)));
    }
    append(details, answer.explanation);
    if (answer.wrong) details.append(reasons(answer.wrong, order));
    details.append(quiz.fragment("p", "mz-answer__cites", answer.cites));
    append(details, answer.clauses);
    append(details, answer.sources);
    return quiz.led(details, base);
  };
})();
