/*
 * What every card of the page for people has: its pictures, what stands below them, and how it is left.
 */
"use strict";

(() => {
  const { dom, settling } = window.mingze;

  /** A picture that a press makes larger: it is cut from a scan, and some hands are small. */
  function picture(/** @type {SettlingCrop} */ crop, /** @type {string} */ about) {
    const button = dom.make("button", "mz-crop");
    const image = button.appendChild(dom.make("img"));
    button.type = "button";
    button.setAttribute("aria-pressed", "false");
    button.setAttribute("aria-label", about + "，按一下放大");
    image.src = crop.src;
    image.width = crop.width;
    image.height = crop.height;
    image.alt = "";
    button.addEventListener("click", () => {
      button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
    });
    return button;
  }

  /**
   * @param {SettlingTask} task
   * @param {string} title
   * @param {string[]} about what else stands beside the title: kind, why it waits
   */
  settling.card = function (task, title, about) {
    const node = dom.make("article", "mz-settle", [
      dom.make("h3", "", [title, ...about.filter(Boolean).map((words) => dom.make("span", "mz-settle__why", words))]),
      ...task.crops.map((crop, n) => picture(crop, title + "的图" + (task.crops.length > 1 ? "（" + (n + 1) + "）" : ""))),
      dom.make("p", "mz-settle__source mz-meta", task.source)
    ]);
    node.tabIndex = 0;
    node.setAttribute("data-key", task.key);
    node.setAttribute("aria-label", title);
    return node;
  };

  /** A control that one choice of several is made with. */
  settling.choice = function (words, value, how) {
    const button = dom.make("button", "mz-choice", words);
    button.type = "button";
    button.setAttribute("data-value", value);
    button.addEventListener("click", () => { how(value); });
    return button;
  };

  /** The last line of a card: what holds, what is suggested, how it is taken back. */
  settling.verdict = function (node, decisions, key) {
    const line = node.appendChild(dom.make("p", "mz-settle__state"));
    const words = line.appendChild(dom.make("span"));
    const back = line.appendChild(dom.button("撤掉", "drop", "mz-button--quiet"));
    line.setAttribute("role", "status");
    back.addEventListener("click", () => { decisions.takeBack(key); node.focus(); });
    return (/** @type {string} */ settled, /** @type {string} */ waiting) => {
      const is = decisions.has(key);
      node.setAttribute("data-state", is ? "settled" : "open");
      words.textContent = is ? "✓ 已定：" + settled : waiting;
      back.hidden = !is;
    };
  };
})();
