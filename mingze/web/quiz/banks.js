/*
 * Questions and answers from the banks' script files (mingze/pages/bank_files.py), fetched when they are wanted.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { quiz } = site;
  /** @type {By<BankFile>} */
  const arrived = {};

  /** Called by the files. */
  quiz.bank = function (kind, id, data) {
    arrived[kind + "/" + id] = data;
  };

  function fetchBank(/** @type {string} */ name) {
    return site.load(name + ".js", () => arrived[name]);
  }

  /**
   * @param banks ids
   * @returns everything of these banks together; rejected where one does not arrive
   */
  quiz.load = function (kind, banks) {
    return Promise.all(banks.map((id) => fetchBank(kind + "/" + id))).then((parts) => {
      /** @type {BankData<any>} */
      const all = { questions: {}, groups: {}, traditional: {} };
      parts.forEach((part) => {
        Object.keys(part.questions).forEach((id) => {
          all.questions[id] = Object.assign({ edition: (part.editions || {})[id] }, part.questions[id]);
        });
        Object.assign(all.groups, part.groups);
        Object.assign(all.traditional, part.traditional);
      });
      return all;
    });
  };

  /**
   * Whether an answer was written for a question as it is shown here. The two stand in two files, and a site that is
   * published anew meanwhile hands out the files of two editions.
   * @param question of assets/questions
   * @param answer of assets/answers
   */
  quiz.belong = function (question, answer) {
    return Boolean(question && answer && question.edition === answer.edition);
  };
})();
