/*
 * The page on which people decide what the reader of answer sheets could not: one stage after another, a few cards at a time.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { dom, settling } = site;
  const CARDS = { row: settling.rowCard, gaps: settling.gapsCard, points: settling.pointsCard, owner: settling.ownerCard, copy: settling.copyCard };
  const FILE = "核对结果.json";

  /** @param {SettlingPage} it */
  function moving(it) {
    Object.assign(it, {
      open(/** @type {SettlingTask[]} */ tasks) { return tasks.filter((task) => !it.decisions.has(task.key)).length; },

      openOf(/** @type {SettlingStage} */ stage) { return stage.units.reduce((all, unit) => all + it.open(unit.tasks), 0); },

      go(stage, unit) {
        it.at = { stage, unit };
        it.draw();
      },

      /** The next that is open behind a card: on this sheet, in this stage, in a later one, from the beginning. */
      next(/** @type {SettlingCard} */ from) {
        const later = it.cards.slice(it.cards.indexOf(from) + 1).concat(it.cards).find((card) => !it.decisions.has(card.task.key));
        if (later) return it.focus(later);
        const places = it.places();
        const here = places.findIndex((place) => place.stage === it.at.stage && place.unit === it.at.unit);
        const place = places.slice(here + 1).concat(places).find((one) => it.open(it.data.stages[one.stage].units[one.unit].tasks));
        if (!place) return it.say("都定好了。请存下核对结果。", "save");
        it.go(place.stage, place.unit);
        return it.focus(it.cards.find((card) => !it.decisions.has(card.task.key)) || it.cards[0]);
      },

      places() {
        return it.data.stages.reduce((/** @type {SettlingPlace[]} */ all, stage, s) => all.concat(stage.units.map((_, unit) => ({ stage: s, unit }))), []);
      },

      focus(/** @type {SettlingCard} */ card) {
        card.node.focus({ preventScroll: true });
        card.node.scrollIntoView({ block: "center" });
      },

      say(words, action) {
        it.part("said").textContent = words;
        if (action) it.action(action).focus();
      }
    });
  }

  /** @param {SettlingPage} it */
  function drawing(it) {
    Object.assign(it, {
      draw() {
        const stage = it.data.stages[it.at.stage];
        const unit = stage.units[it.at.unit];
        const place = it.part("cards");
        it.cards = unit.tasks.map((task) => {
          /** @type {SettlingCard} */
          const card = CARDS[task.kind](task, it.decisions, () => { it.next(card); }, it.data);
          return card;
        });
        place.textContent = "";
        place.append(...it.cards.map((card) => card.node));
        it.part("about").textContent = stage.about;
        it.part("unit").textContent = unit.title;
        it.part("note").textContent = unit.note;
        it.part("reference").hidden = !unit.reference;
        it.part("reference-text").textContent = unit.reference;
        it.part("where").textContent = "第 " + (it.at.unit + 1) + " 份，共 " + stage.units.length + " 份";
        it.action("before").disabled = it.at.unit === 0;
        it.action("after").disabled = it.at.unit === stage.units.length - 1;
        it.cards.forEach((card) => { card.show(); });
        it.count();
      },

      count() {
        const stage = it.data.stages[it.at.stage];
        const open = it.data.stages.reduce((all, one) => all + it.openOf(one), 0);
        dom.all(it.part("stages"), "button").forEach((button, n) => {
          const left = it.openOf(it.data.stages[n]);
          button.textContent = it.data.stages[n].name + (left ? " " + left : " 完");
          button.setAttribute("aria-pressed", String(n === it.at.stage));
        });
        const tasks = stage.units[it.at.unit].tasks;
        const suggested = tasks.filter((task) => !it.decisions.has(task.key) && task.kind === "row" && task.suggestion !== null).length;
        it.action("suggest").hidden = !suggested;
        it.action("suggest").textContent = "这张卡没定的都照建议（" + suggested + "）";
        it.part("left").textContent = open ? "还有 " + open + " 处要看" : "都定好了";
        const unsaved = it.decisions.unsaved();
        it.part("unsaved").textContent = unsaved ? unsaved + " 处还没有存进文件" + (it.decisions.keeps() ? "，先记在这个浏览器里" : "，这个浏览器也记不住，请勤存") : "";
      },

      changed(key) {
        const card = it.cards.find((one) => one.task.key === key);
        if (card && !it.decisions.has(key) && card.forget) card.forget();
        if (card) card.show();
        it.count();
      }
    });
  }

  /** @param {SettlingPage} it */
  function files(it) {
    it.action("save").addEventListener("click", () => {
      site.save(it.part("said"), { name: FILE, type: "application/json", text: it.decisions.text(), note: "把它交给 mingze read-sheets 的 --settled，再运行一次。" });
      it.decisions.saved();
      it.count();
    });
    it.part("file").addEventListener("change", () => {
      const [file] = it.part("file").files;
      if (!file) return;
      file.text().then((/** @type {string} */ text) => {
        const came = it.decisions.take(text);
        it.draw();
        it.say(came ? "并进来 " + came.taken + " 处。" + (came.different ? "有 " + came.different + " 处这里已经定了、那份不一样，留的是这里的。" : "") : "“" + file.name + "”不是这个站点的核对结果，什么也没有改。");
        it.part("file").value = "";
      }).catch(dom.report);
    });
    window.addEventListener("beforeunload", (event) => { if (it.decisions.unsaved() && !it.decisions.keeps()) event.preventDefault(); });
  }

  /** @param {SettlingPage} it */
  function hands(it) {
    it.part("stages").append(...it.data.stages.map((stage, n) => settling.choice(stage.name, String(n), () => { it.go(n, 0); })));
    it.action("before").addEventListener("click", () => { it.go(it.at.stage, it.at.unit - 1); });
    it.action("after").addEventListener("click", () => { it.go(it.at.stage, it.at.unit + 1); });
    it.action("suggest").addEventListener("click", () => {
      it.cards.forEach((card) => { card.suggest(); });
      it.next(it.cards[it.cards.length - 1]);
    });
    it.action("open").addEventListener("click", () => { it.part("file").click(); });
    document.addEventListener("keydown", (event) => {
      const node = dom.pressed(event, "[data-key]");
      const card = it.cards.find((one) => one.node === node);
      const held = event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.isComposing;
      // a field takes its own keys; Enter on a button presses it
      if (!card || held || dom.pressed(event, "input") || (event.key === "Enter" && dom.pressed(event, "button"))) return;
      if (card.press(event)) event.preventDefault();
    });
  }

  function begin(/** @type {Part} */ root) {
    const data = dom.json(document.body, "#settling-data");
    root.hidden = false;
    if (!data.stages.length) return;
    const it = /** @type {SettlingPage} */ ({ data, part: dom.parts(root), action: dom.actions(root), cards: /** @type {SettlingCard[]} */ ([]), at: { stage: 0, unit: 0 } });
    moving(it);
    drawing(it);
    it.decisions = settling.decisions(data, (key) => { it.changed(key); });
    files(it);
    hands(it);
    const first = it.places().find((place) => it.open(data.stages[place.stage].units[place.unit].tasks)) || { stage: 0, unit: 0 };
    it.go(first.stage, first.unit);
  }

  // on a disk storage that is asked for before the first frame looks empty (docs/decisions/015)
  requestAnimationFrame(() => { begin(document.querySelector("[data-settling]")); });
})();
