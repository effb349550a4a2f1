/*
 * Sign-in by the hall's roster: the unit, then the name by characters or pinyin; one tap signs in.
 */
"use strict";

(() => {
  const { dom, live } = window.mingze;
  const SHOWN = 40; // names at once: who sees more types a letter

  /** Whether what was typed finds a line [no, name, pinyin, initials, there]; several ways to type have a space between them. */
  function fits(/** @type {any[]} */ line, /** @type {string} */ typed) {
    const asked = typed.toLowerCase().replace(/[\s']/g, "");
    return !asked || line[1].indexOf(typed.trim()) >= 0 || (" " + line[2] + " " + line[3]).indexOf(" " + asked) >= 0;
  }

  /**
   * @param {any} part the form's part for it
   * @param {string} address
   * @param {(no: string, name: string) => void} chosen
   * @param {(name: string) => void} returning somebody chose a name that has signed in already: it is theirs, on another phone
   * @param {(words: string) => void} fault
   */
  live.roster = function (part, address, chosen, returning, fault) {
    const unit = part.querySelector("[name=roster_unit]");
    const typed = part.querySelector("[name=roster_name]");
    const list = part.querySelector("[data-part=names]");
    /** @type {any[][]} */
    let lines = [];

    function draw() {
      const found = lines.filter((line) => fits(line, typed.value));
      list.textContent = "";
      found.slice(0, SHOWN).forEach((line) => {
        const button = list.appendChild(dom.make("li")).appendChild(dom.make("button", "mz-live__name", line[1] + (line[4] ? "（已签到；是我，换了手机）" : "")));
        button.type = "button";
        button.classList.toggle("is-there", line[4]);
        button.addEventListener("click", () => { if (line[4]) returning(line[1]); else chosen(line[0], line[1]); });
      });
      if (found.length > SHOWN) list.appendChild(dom.make("li", "mz-meta", "还有 " + (found.length - SHOWN) + " 人，再输一个字母"));
      if (!found.length && lines.length) list.appendChild(dom.make("li", "mz-meta", "这个单位没有这样的名字，看看单位选对了没有"));
    }

    function load() {
      const asked = unit.value;
      return live.ask("GET", address + "roster?unit=" + encodeURIComponent(asked), "").done.then((answer) => {
        if (asked !== unit.value) return; // another unit was chosen meanwhile
        if (answer.status !== 200) return fault("没有取到名单，请再选一次单位");
        fault("");
        lines = answer.said;
        draw();
      });
    }

    unit.addEventListener("change", load);
    typed.addEventListener("input", draw);
    live.ask("GET", address + "roster", "").done.then((answer) => {
      if (answer.status !== 200) return;
      unit.textContent = "";
      answer.said.forEach((/** @type {string} */ name) => { unit.add(new Option(name || "没有写单位", name)); });
      load();
    });
  };
})();
