/*
 * Whose a page is, and which of several scans of one page holds.
 */
"use strict";

(() => {
  const { dom, settling } = window.mingze;
  const ASIDE = "放在一边，不计";
  const MOST = 8; // names that are offered for what was typed

  /** @returns keys of the people whose name, unit or number holds what was typed */
  function found(/** @type {SettlingData} */ data, /** @type {string} */ typed) {
    const words = typed.trim();
    return words ? data.people.filter((one) => one.shown.includes(words) || one.key.includes(words)).slice(0, MOST) : [];
  }

  settling.ownerCard = function (task, decisions, next, data) {
    const node = settling.card(task, "这一页是谁的", [task.why]);
    const group = node.appendChild(dom.make("div", "mz-choices"));
    const label = node.appendChild(dom.make("label", "mz-settle__gap", "找人：打姓名、单位或考号 "));
    const input = label.appendChild(dom.make("input"));
    const others = node.appendChild(dom.make("div", "mz-choices"));
    const tell = settling.verdict(node, decisions, task.key);
    const named = data.people.some((one) => one.named);
    const shownOf = (/** @type {string} */ key) => (data.people.find((one) => one.key === key) || { shown: "考号 " + key }).shown;
    const choose = (/** @type {string} */ key) => { decisions.set(task.key, key); };

    function offer() {
      const typed = input.value.trim();
      const keys = found(data, typed).map((one) => one.key);
      if (!named && /^[0-9]+$/.test(typed) && !keys.includes(typed)) keys.push(typed);
      others.textContent = "";
      others.append(...keys.map((key) => settling.choice(shownOf(key), key, choose)));
      return keys;
    }

    input.type = "text";
    input.autocomplete = "off";
    input.addEventListener("input", offer);
    input.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== "Enter" || event.isComposing || event.keyCode === 229 || event.repeat) return;
      event.preventDefault();
      event.stopPropagation();
      const keys = offer();
      if (keys.length === 1) choose(keys[0]);
      if (decisions.has(task.key)) next();
    });
    task.candidates.forEach((key) => { group.append(settling.choice(shownOf(key), key, choose)); });
    group.append(settling.choice(ASIDE, "", choose));
    return {
      node, task, suggest() {},
      show() {
        const owner = decisions.of(task.key);
        dom.all(node, ".mz-choice").forEach((button) => {
          button.setAttribute("aria-pressed", String(owner !== undefined && button.getAttribute("data-value") === owner));
        });
        if (task.candidates.length) group.firstElementChild.classList.toggle("is-suggested", owner === undefined);
        tell(owner === "" ? ASIDE : shownOf(owner || ""), task.number ? "考号读作 " + task.number + "（? 看不清，_ 没有涂）" : "请看图认人");
      },
      press(event) {
        if (event.key === "Backspace") decisions.takeBack(task.key);
        else if (event.key === "Enter") {
          if (!decisions.has(task.key) && task.candidates.length) choose(task.candidates[0]);
          if (decisions.has(task.key)) next();
        } else if (event.key === "0") choose("");
        else return false;
        return true;
      }
    };
  };

  settling.copyCard = function (task, decisions, next) {
    const node = settling.card(task, task.title, [task.why]);
    const group = node.appendChild(dom.make("div", "mz-choices"));
    const tell = settling.verdict(node, decisions, task.key);
    const shownOf = (/** @type {string} */ picture) => task.sources[task.pictures.indexOf(picture)];
    task.pictures.forEach((picture, n) => {
      group.append(settling.choice("用第 " + (n + 1) + " 张：" + shownOf(picture), picture, (value) => { decisions.set(task.key, value); }));
    });
    return {
      node, task, suggest() {},
      show() {
        const picture = decisions.of(task.key);
        dom.all(group, "button").forEach((button) => { button.setAttribute("aria-pressed", String(button.getAttribute("data-value") === picture)); });
        tell("用 " + shownOf(picture), "选一张；键：1、2……");
      },
      press(event) {
        const at = /^[1-9]$/.test(event.key) ? Number(event.key) - 1 : -1;
        if (event.key === "Enter" && decisions.has(task.key)) next();
        else if (event.key === "Backspace") decisions.takeBack(task.key);
        else if (task.pictures[at]) decisions.set(task.key, task.pictures[at]);
        else return false;
        return true;
      }
    };
  };
})();
