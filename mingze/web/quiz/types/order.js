/* Order: steps put into their order, known by tokens. */
"use strict";

(() => {
  const { dom, quiz } = window.mingze;
  const MOVES = [["up", "上移"], ["down", "下移"]];

  function tokens(/** @type {Part} */ field) {
    return dom.all(field, ".mz-order > li").map((step) => step.getAttribute("data-token"));
  }

  /** A button that moves a step one place, and says where it is now. */
  function mover(/** @type {Part} */ field, /** @type {Part} */ step, /** @type {Part} */ said, /** @type {string[]} */ move) {
    const steps = step.parentNode;
    const button = dom.make("button", "mz-order__move", move[1]);
    button.type = "button";
    button.setAttribute("data-again", ""); // quick presses are meant: see common/press.js
    button.setAttribute("aria-label", move[1] + "：" + step.firstChild.textContent.trim());
    button.addEventListener("click", () => {
      const other = move[0] === "up" ? step.previousElementSibling : step.nextElementSibling;
      if (!other) return;
      steps.insertBefore(step, move[0] === "up" ? other : other.nextElementSibling);
      field.setAttribute("data-moved", "");
      button.focus();
      said.textContent = "现在排在第 " + (Array.from(steps.children).indexOf(step) + 1) + " 位";
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
    return button;
  }

  quiz.type("order", {
    listed: true, // what stands below the stem is read from afar too
    controls: ".mz-order__move",
    wanting: "先用“上移”“下移”排好，再提交。",
    body(question) {
      const steps = dom.make("ol", "mz-order", question.steps.map((part) => {
        const step = dom.make("li", "", part[1]);
        step.setAttribute("data-token", part[0]);
        return step;
      }));
      steps.type = "A";
      return [steps];
    },
    start(field) {
      const steps = field.querySelector(".mz-order");
      const said = dom.make("span", "mz-visually-hidden");
      said.setAttribute("aria-live", "polite");
      steps.parentNode.insertBefore(said, steps.nextSibling);
      steps.setAttribute("data-first", tokens(field).join(" "));
      Array.from(steps.children).forEach((step) => {
        step.appendChild(dom.make("span", "mz-order__moves", MOVES.map((move) => mover(field, /** @type {Part} */ (step), said, move))));
      });
    },
    read(field) {
      return field.hasAttribute("data-moved") ? tokens(field) : null;
    },
    write(field, response) {
      const steps = field.querySelector(".mz-order");
      if (response) field.setAttribute("data-moved", "");
      else field.removeAttribute("data-moved");
      (response || steps.getAttribute("data-first").split(" ")).forEach((/** @type {string} */ token) => {
        const step = Array.from(steps.children).filter((one) => one.getAttribute("data-token") === token)[0];
        if (step) steps.appendChild(step);
      });
    },
    isResponse: quiz.listOf("string"),
    mark(entry, response) { return entry.key.join() === response.join() ? 1 : 0; }
  });
})();
