/*
 * Answers in writing: the words of gaps are typed in, the points of a short answer given, beside the picture.
 */
"use strict";

(() => {
  const { dom, settling } = window.mingze;
  const NONE = "空着";

  /** Fields that Enter leads through; the last one leads to the next card. Enter that ends a composition is none. */
  function lead(/** @type {Part[]} */ inputs, /** @type {(n: number) => boolean} */ take, /** @type {() => void} */ next) {
    inputs.forEach((input, n) => {
      input.addEventListener("change", () => { take(n); });
      input.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
        if (event.key !== "Enter" || event.isComposing || event.keyCode === 229) return;
        event.preventDefault();
        event.stopPropagation();
        if (event.repeat || !take(n)) return;
        if (inputs[n + 1]) inputs[n + 1].focus();
        else next();
      });
    });
  }

  function inputOf(/** @type {string} */ about, /** @type {string} */ mode) {
    const input = dom.make("input");
    input.type = "text";
    input.inputMode = mode;
    input.autocomplete = "off";
    input.setAttribute("aria-label", about);
    return input;
  }

  /** A card opens at its first field, since something must be typed. */
  function opened(/** @type {Part} */ node, /** @type {Part[]} */ inputs) {
    node.addEventListener("focus", (/** @type {FocusEvent} */ event) => { if (event.target === node) inputs[0].focus({ preventScroll: true }); });
  }

  settling.gapsCard = function (task, decisions, next) {
    const node = settling.card(task, task.title, [task.bare ? "看来没有写" : ""]);
    const inputs = task.gaps.map((_, /** @type {number} */ n) => inputOf("第 " + (n + 1) + " 空", "text"));
    /** @type {(string | null | undefined)[]} what each gap says so far; null where it was left empty */
    const said = task.gaps.map(() => undefined);

    function put(/** @type {number} */ n, /** @type {string | null} */ words) {
      said[n] = words;
      if (said.every((one) => one !== undefined)) decisions.set(task.key, said.slice());
      else show();
    }

    function show() {
      const settled = decisions.of(task.key);
      if (settled) settled.forEach((/** @type {string | null} */ words, /** @type {number} */ n) => { said[n] = words; });
      inputs.forEach((input, n) => {
        if (document.activeElement !== input || said[n]) input.value = said[n] || "";
        input.placeholder = said[n] === null ? NONE : "";
      });
      tell(said.map((words) => words || NONE).join("；"), task.gaps.length > 1 ? "每个空都要填，没有写的按 Enter" : "照着打字；没有写的按 Enter");
    }

    task.gaps.forEach((accepted, n) => {
      const line = node.appendChild(dom.make("div", "mz-settle__gap", [dom.make("span", "", task.gaps.length > 1 ? "第 " + (n + 1) + " 空" : "写的是"), inputs[n]]));
      accepted.slice(0, 2).forEach((words) => { line.append(settling.choice(words, words, (value) => { put(n, value); })); });
      line.append(settling.choice(NONE, "", () => { put(n, null); }));
    });
    const tell = settling.verdict(node, decisions, task.key);
    lead(inputs, (n) => { put(n, inputs[n].value.trim() || null); return true; }, next);
    opened(node, inputs);
    return {
      node, task, show, suggest() {}, press: () => false,
      forget() { said.fill(undefined); }
    };
  };

  settling.pointsCard = function (task, decisions, next) {
    const node = settling.card(task, task.title, [task.bare ? "看来没有写" : ""]);
    const inputs = task.points.map(([text]) => inputOf(text, "decimal"));
    /** @type {(number | undefined)[]} */
    const given = task.points.map(() => undefined);
    const fault = dom.make("p", "mz-settle__fault");

    function put(/** @type {number} */ n, /** @type {number} */ points) {
      given[n] = points;
      fault.textContent = "";
      if (given.every((one) => one !== undefined)) decisions.set(task.key, given.slice());
      else show();
    }

    function take(/** @type {number} */ n) {
      const text = inputs[n].value.trim().replace(/[０-９．。]/g, (/** @type {string} */ c) => ("．。".includes(c) ? "." : String.fromCharCode(c.charCodeAt(0) - 0xfee0)));
      const points = Number(text);
      if (text && points >= 0 && points <= task.points[n][1] && Number.isInteger(points * 2)) {
        put(n, points);
        return true;
      }
      fault.textContent = "“" + task.points[n][0] + "”要给 0 到 " + task.points[n][1] + " 分，可以有半分。";
      return false;
    }

    function show() {
      const settled = decisions.of(task.key);
      if (settled) settled.forEach((/** @type {number} */ points, /** @type {number} */ n) => { given[n] = points; });
      inputs.forEach((input, n) => { if (given[n] !== undefined) input.value = String(given[n]); else if (document.activeElement !== input) input.value = ""; });
      const sum = given.reduce((/** @type {number} */ all, one) => all + (one || 0), 0);
      const most = task.points.reduce((/** @type {number} */ all, one) => all + one[1], 0);
      tell(sum + " 分，满分 " + most + " 分", "每个得分点都要给分");
    }

    task.points.forEach(([text, most], n) => {
      node.append(dom.make("div", "mz-settle__point", [
        dom.make("span", "", [text, dom.make("span", "mz-settle__why", "满 " + most + " 分")]), inputs[n],
        settling.choice("0", "0", () => { put(n, 0); }), settling.choice(String(most), String(most), () => { put(n, most); })
      ]));
    });
    node.append(fault, dom.make("div", "mz-choices", [settling.choice("没有写，全记 0 分", "0", () => { task.points.forEach((_, n) => { put(n, 0); }); })]));
    const tell = settling.verdict(node, decisions, task.key);
    lead(inputs, take, next);
    opened(node, inputs);
    return {
      node, task, show, suggest() {}, press: () => false,
      forget() { given.fill(undefined); fault.textContent = ""; }
    };
  };
})();
