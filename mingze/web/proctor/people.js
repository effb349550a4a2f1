/*
 * Who sits an examination: a row each, changed where it stands, so that nothing moves under a finger; one person's own matters.
 */
"use strict";

(() => {
  const { dom, live } = window.mingze;
  const MORE = 10; // minutes

  /** @returns {string} 10:32 */
  function clock(/** @type {number} */ ms) {
    const date = new Date(ms);
    return date.getHours() + ":" + ("0" + date.getMinutes()).slice(-2);
  }

  function state(/** @type {any} */ it, /** @type {any} */ one) {
    const extra = one.extra ? "，延长 " + one.extra + " 分钟" : "";
    if (one.handed) return "已交卷 " + clock(one.handed) + extra;
    if (it.seen.phase === "over") return "没有交" + extra;
    return (one.present ? "在场" : "不在线") + extra;
  }

  function cells(/** @type {any} */ it, /** @type {any} */ one) {
    return [one.unit, one.form, one.answered + " / " + it.seen.total, state(it, one)];
  }

  /** Fill the rows; a row is made once. */
  function rows(/** @type {any} */ it) {
    const body = it.part("people");
    /** @type {Record<string, boolean>} */
    const there = {};
    it.seen.people.forEach((/** @type {any} */ one) => {
      let row = it.rows[one.id];
      if (!row) {
        row = it.rows[one.id] = body.appendChild(dom.make("tr"));
        const name = dom.make("button", "mz-proctor__name", one.name);
        name.type = "button";
        name.addEventListener("click", () => { it.choose(one.id, true); });
        row.appendChild(dom.make("td", "", name));
        cells(it, one).forEach(() => { row.appendChild(dom.make("td")); });
      }
      there[one.id] = true;
      row.className = one.handed ? "is-handed" : one.present ? "" : "is-away";
      row.firstChild.firstChild.textContent = one.name;
      cells(it, one).forEach((words, n) => { if (row.children[n + 1].textContent !== words) row.children[n + 1].textContent = words; });
      row.hidden = !it.fits(one);
    });
    Object.keys(it.rows).filter((id) => !there[id]).forEach((id) => {
      it.rows[id].remove();
      delete it.rows[id];
      if (String(it.chosen) === id) it.choose(null);
    });
    it.part("nobody").textContent = it.seen.people.length ? "" : "还没有人签到。";
  }

  function button(/** @type {any} */ it, /** @type {string} */ words, /** @type {string} */ action, /** @type {() => unknown} */ act) {
    const made = it.part("one").appendChild(dom.button(words, action, "mz-button--quiet"));
    made.addEventListener("click", act);
  }

  /** What can be done for one person. */
  function matters(/** @type {any} */ it, /** @type {any} */ one) {
    const box = it.part("one");
    box.textContent = "";
    box.appendChild(dom.make("h2", "", [one.name, one.unit].filter(Boolean).join("　")));
    box.appendChild(dom.make("p", "", "续答码 " + one.resume + "：换了手机、清了记录的，签到时填姓名和这个。"));
    if (it.seen.phase !== "wait" && !it.seen.ended) {
      const minutes = dom.make("input");
      minutes.type = "number";
      minutes.min = "1";
      minutes.max = "600";
      minutes.value = String(MORE);
      box.appendChild(dom.make("label", "", ["延长（分钟） ", minutes, " "]));
      button(it, "延长", "extend-one", () => it.act({ do: "extend", minutes: Number(minutes.value), person: one.id }));
      if (one.handed) button(it, "退回试卷，让他接着答", "return", () => it.act({ do: "return", person: one.id }));
    }
    button(it, "移除", "remove", () => it.sure("移除 " + one.name + "？他的答案不再算，答卷里没有他。", () => it.ask("POST", "person", { id: one.id, remove: true }).then(it.poll)));
    button(it, "收起", "shut", () => {
      const name = it.rows[one.id];
      it.choose(null);
      if (name) name.querySelector("button").focus();
    });
  }

  /** Who is expected and has not come. */
  function missing(/** @type {any} */ it) {
    const box = it.part("missing");
    box.hidden = !it.seen.expected;
    if (!it.seen.expected) return;
    it.ask("GET", "attendance").then((/** @type {any} */ answer) => {
      const units = Array.isArray(answer.said) ? answer.said : [];
      /** @type {string[]} */
      const names = [].concat(...units.map((/** @type {any} */ one) => one.missing.map((/** @type {string[]} */ line) => line[1] + (one.unit ? "（" + one.unit + "）" : ""))));
      const said = "应到 " + it.seen.expected + "，未到 " + names.length;
      if (box.firstChild.textContent !== said) box.firstChild.textContent = said;
      if (box.lastChild.textContent !== names.join("、")) box.lastChild.textContent = names.join("、");
    });
  }

  /** Adds the list of people to the page. */
  live.examPeople = function (it) {
    it.rows = {};
    it.chosen = null;
    it.fits = function (/** @type {any} */ one) {
      const asked = it.part("find").value.trim();
      return (!asked || (one.name + one.unit).indexOf(asked) >= 0) && !(it.part("unhanded").checked && one.handed);
    };
    it.choose = function (/** @type {number | null} */ id, /** @type {boolean} */ isMeant) {
      const one = it.seen.people.filter((/** @type {any} */ other) => other.id === id)[0];
      it.chosen = one ? id : null;
      it.part("one").hidden = !one;
      if (!one) return;
      matters(it, one);
      it.told = JSON.stringify([one.handed, it.seen.phase, it.seen.ended]);
      if (isMeant) it.part("one").focus();
    };
    it.people = function () {
      const one = it.seen.people.filter((/** @type {any} */ other) => other.id === it.chosen)[0];
      rows(it);
      missing(it);
      if (one && it.told !== JSON.stringify([one.handed, it.seen.phase, it.seen.ended])) it.choose(it.chosen);
    };
    it.part("find").addEventListener("input", () => { rows(it); });
    it.part("unhanded").addEventListener("change", () => { rows(it); });
  };
})();
