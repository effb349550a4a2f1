/* Match: each left side with the right one that belongs to it; right sides are known by tokens. */
"use strict";

(() => {
  const site = window.mingze;
  const { dom, quiz } = site;

  function item(/** @type {[string, string]} */ part) {
    const made = dom.make("li", "", part[1]);
    made.setAttribute("data-token", part[0]);
    return made;
  }

  function choice(/** @type {Part} */ field, /** @type {Part} */ left, /** @type {Part[]} */ rights, /** @type {number} */ n) {
    const select = dom.make("select", "mz-match__choice");
    select.setAttribute("aria-label", "“" + left.textContent.trim() + "”连到");
    select.name = field.id + "_" + n;
    select.add(new Option("选择", ""));
    rights.forEach((/** @type {Part} */ right, /** @type {number} */ m) => {
      select.add(new Option(site.LETTERS[m] + ". " + right.textContent.trim(), right.getAttribute("data-token")));
    });
    return select;
  }

  quiz.type("match", {
    listed: true, // what stands below the stem is read from afar too
    parts(question) { return question.right.length; },
    body(question, id, order) {
      const right = dom.make("ol", "mz-match__right", order.map((n) => item(question.right[n])));
      right.type = "A";
      return [dom.make("div", "mz-match", [dom.make("ol", "mz-match__left", question.left.map((text) => dom.make("li", "", text))), right])];
    },
    start(field) {
      const rights = dom.all(field, ".mz-match__right li");
      dom.all(field, ".mz-match__left li").forEach((left, n) => { left.appendChild(choice(field, left, rights, n)); });
    },
    read(field) {
      const tokens = dom.all(field, "select").map((select) => select.value || null);
      return tokens.some(Boolean) ? tokens : null;
    },
    write(field, response) {
      dom.all(field, "select").forEach((select, n) => { select.value = (response && response[n]) || ""; });
    },
    isResponse: quiz.listOf("string", true),
    mark(entry, response) { return quiz.share(entry.key, (n) => response[n] === entry.key[n]); },
    keyWords(entry, order, question) {
      const tokens = order.map((n) => question.right[n][0]);
      return entry.key.map((/** @type {string} */ token, /** @type {number} */ n) => n + 1 + "—" + site.LETTERS[tokens.indexOf(token)]).join("　");
    }
  });
})();
