/* Short answer: a text that its writer rates, point by point. */
"use strict";

(() => {
  const { dom, quiz } = window.mingze;

  function sum(/** @type {number[]} */ points) {
    return points.reduce((/** @type {number} */ all, /** @type {number} */ one) => all + one, 0);
  }

  quiz.type("short", {
    rated: true, // by whoever wrote it, against the points of the answer
    body() { return [dom.make("p", "mz-question__note", "先在纸上写出要点，再看参考答案。")]; },
    start(field) {
      const text = dom.make("textarea");
      text.rows = 4;
      text.name = field.id;
      // browsers bring the caret into view: by keyboard the rest would stay beneath a bar
      text.addEventListener("focus", () => {
        if ("scrollBehavior" in text.style) text.scrollIntoView({ block: "nearest" }); // before Safari 15.4 it would always move
      });
      field.querySelector(".mz-question__note").insertAdjacentElement("afterend", dom.make("label", "mz-short", ["我的要点 ", text]));
    },
    /** Give the points of the answer, once it stands on the page, a box each. */
    rate(field) {
      dom.all(field, ".mz-answer__points li").forEach((point) => {
        const box = dom.make("input");
        box.type = "checkbox";
        box.name = field.id + "_point";
        box.value = point.getAttribute("data-score");
        point.appendChild(dom.make("label", "mz-short__given", [box, " 我写到了"]));
      });
    },
    read(field) {
      return {
        text: field.querySelector("textarea").value,
        points: dom.all(field, ".mz-short__given input").map((box) => box.checked ? Number(box.value) : 0)
      };
    },
    write(field, response) {
      field.querySelector("textarea").value = response ? response.text : "";
      dom.all(field, ".mz-short__given input").forEach((box, n) => {
        box.checked = Boolean(response && response.points && response.points[n]);
      });
    },
    isAnswer(response) { return Boolean(response.text.trim()); },
    isResponse(value) {
      return Boolean(value) && typeof value.text === "string" && (value.points === undefined ? !value.rated : quiz.listOf("number")(value.points));
    },
    mark(entry, response) { return sum(response.points) / sum(entry.key); },
    keyWords() { return ""; },
    exported(response) {
      if (!response.text.trim() && !response.rated) return null;
      return { text: response.text, points: response.rated ? response.points : [] };
    }
  });
})();
