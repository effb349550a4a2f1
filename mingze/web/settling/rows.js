/*
 * A row of boxes that a person decides: which are meant, or that none is.
 */
"use strict";

(() => {
  const { dom, settling } = window.mingze;
  const NONE = "没有涂";

  function called(/** @type {string} */ marks) {
    return marks || NONE;
  }

  /** @returns which box of a row a key names: its letter, or its place, 1 for the first; -1 for none */
  function boxOf(/** @type {string[]} */ letters, /** @type {KeyboardEvent} */ event) {
    const key = /^Key[A-Z]$/.test(event.code) ? event.code.slice(3) : event.key.toUpperCase(); // also while an input method is on
    const named = letters.indexOf(key);
    return named >= 0 ? named : /^[1-9]$/.test(key) && Number(key) <= letters.length ? Number(key) - 1 : -1;
  }

  settling.rowCard = function (task, decisions, next) {
    const node = settling.card(task, "第 " + task.label + " 题", [task.several ? "可以涂几个" : "只涂一个", task.why]);
    const group = node.appendChild(dom.make("div", "mz-choices"));
    const tell = settling.verdict(node, decisions, task.key);

    function choose(/** @type {string} */ letter) {
      const before = decisions.of(task.key) || "";
      if (!letter || !task.several) return decisions.set(task.key, letter);
      const chosen = task.letters.filter((/** @type {string} */ one) => (one === letter) !== before.includes(one));
      return decisions.set(task.key, chosen.join(""));
    }

    task.letters.concat("").forEach((/** @type {string} */ letter) => { group.append(settling.choice(called(letter), letter, choose)); });
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", "涂了哪个");
    return {
      node, task,
      show() {
        const marks = decisions.of(task.key);
        dom.all(group, "button").forEach((button) => {
          const letter = button.getAttribute("data-value");
          button.setAttribute("aria-pressed", String(marks !== undefined && (letter ? marks.includes(letter) : marks === "")));
          button.classList.toggle("is-suggested", marks === undefined && task.suggestion !== null && (letter ? task.suggestion.includes(letter) : task.suggestion === ""));
        });
        tell(called(marks), task.suggestion === null ? "没有建议，请看图定" : "建议：" + called(task.suggestion));
      },
      suggest() {
        if (!decisions.has(task.key) && task.suggestion !== null) decisions.set(task.key, task.suggestion);
      },
      press(event) {
        const at = boxOf(task.letters, event);
        if (event.key === "Enter") {
          this.suggest();
          if (decisions.has(task.key)) next();
        } else if (event.key === "Backspace") decisions.takeBack(task.key);
        else if (event.key === "0") choose("");
        else if (at >= 0) choose(task.letters[at]);
        else return false;
        return true;
      }
    };
  };
})();
