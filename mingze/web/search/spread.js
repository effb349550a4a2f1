/*
 * The search of a large site on the page: the reader's own unit at once, then the others; which unit that is.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { dom, finding: find } = site;
  const PAUSE = 250; // ms after the last key before other units are asked
  /** @type {By<Promise<Elsewhere>>} */
  const asked = {};
  /** @type {SearchPanel | undefined} */
  let panel;

  function unitName(/** @type {number} */ unit) {
    return site.searchData.units[unit][1] || "全站共用的内容";
  }

  /** @returns {boolean} whether the reader has a unit, and it is here */
  function holdsOwn() {
    return find.own.some((unit) => site.searchData.units[unit][1] !== "");
  }

  /** @returns {Promise<Result[]>} what the own unit holds; letters, and characters written otherwise, want the table of letters */
  function own(/** @type {string} */ text, /** @type {string | undefined} */ role) {
    const found = find.search(text, role);
    const isLetters = find.parse(text, find.index().forms).parts.some((part) => part.letters);
    if (find.hasTable() || (found.length && !isLetters)) return Promise.resolve(found);
    return find.letterTable().then(() => find.search(text, role), () => found);
  }

  /** @returns {Promise<Elsewhere>} what other units hold; asked once */
  function others(/** @type {string} */ text) {
    const name = text + "\n" + find.own.join();
    asked[name] = asked[name] || find.elsewhere(text).catch((error) => {
      delete asked[name];
      throw error;
    });
    return asked[name];
  }

  /** What is found, for other scripts: the own unit's first, then what a first look into others gave. */
  find.ask = function (text, role) {
    return find.settled.then(() => own(text, role)).then((mine) => others(text).then((it) => mine.concat(...it.units.map((one) => one.results)), () => mine));
  };

  /**
   * @param {string} text
   * @param {number} mine
   * @param {Elsewhere=} it
   * @returns {string} how many, and where they stand
   */
  function said(text, mine, it) {
    const here = mine ? (holdsOwn() ? "本单位和共用的内容里 " : "共用的内容里 ") + mine + " 个" : "";
    if (!it) return here || "正在全站里找……";
    const left = find.unitsLeft(it);
    const open = left ? "还有 " + left + " 个单位可能有" : "";
    if (!mine && !it.count) return left ? "看了 " + it.opened + " 处，没有“" + text + "”；" + open : "全站没有找到“" + text + "”";
    return [here, it.count ? "别的单位 " + it.count + " 个" : "", open].filter(Boolean).join("，");
  }

  /** @returns {Element} what other units hold, a unit at a time, and the way to the rest */
  function section(/** @type {SearchPanel} */ it, /** @type {string} */ text, /** @type {number} */ mine, /** @type {Elsewhere} */ found) {
    const part = dom.make("section", "mz-find__others");
    const inner = it.heading === "h3" ? "h4" : "h3";
    function fill() {
      const left = find.unitsLeft(found);
      part.textContent = "";
      if (!found.count && !left) return;
      part.append(dom.make(it.heading, "mz-find__part", "全站"));
      found.units.forEach((one) => {
        const results = find.wanted(it, one.results);
        if (results.length) part.append(find.unitGroup(unitName(one.unit), results, inner));
      });
      if (!left) return;
      const more = find.button("在别的单位里接着找（还有 " + left + " 个可能有）", "others");
      more.addEventListener("click", () => { next(more); });
      part.append(dom.make("p", "", more));
    }
    /** Look into some more units; the focus goes to the first thing that is new, else to the way on. */
    function next(/** @type {Part} */ more) {
      const known = dom.all(part, "a.mz-hit").map((link) => link.href);
      it.status.textContent = "正在找……";
      more.setAttribute("aria-disabled", "true");
      find.openMore(found).then(() => {
        if (!part.isConnected) return;
        fill();
        it.status.textContent = said(text, mine, found);
        const links = dom.all(part, "a.mz-hit");
        const first = links.filter((link) => known.indexOf(link.href) < 0)[0] || part.querySelector("[data-action=others]") || links[0];
        if (first) first.focus();
        else it.field.focus();
      }, () => {
        more.removeAttribute("aria-disabled");
        it.status.textContent = "没有载入，可能是网络不通；可以再按一次。";
      });
    }
    fill();
    return part;
  }

  /** Ask other units once the reader pauses, and show what they hold below what is there. */
  function later(/** @type {SearchPanel} */ it, /** @type {string} */ text, /** @type {Result[]} */ mine) {
    const asked = it.asked;
    it.pause = setTimeout(() => {
      others(text).then((found) => {
        if (it.asked !== asked) return;
        find.offerAdded(it, mine.concat(...found.units.map((one) => one.results)));
        it.status.textContent = said(text, mine.length, found);
        it.root.toggleAttribute("data-found", mine.length + found.count > 0);
        if (!mine.length && !found.count && !found.left.length) {
          it.place.textContent = "";
          it.nothing(text).forEach((part) => { it.place.append(part); });
        } else it.place.append(section(it, text, mine.length, found));
        it.place.removeAttribute("aria-busy");
        arrived(it);
      }, () => {
        if (it.asked !== asked) return;
        it.status.textContent = (mine.length ? said(text, mine.length) + "；" : "") + "别的单位没有载入，可能是网络不通。";
        it.place.append(dom.make("p", "", again(it)));
        it.place.removeAttribute("aria-busy");
      });
    }, PAUSE);
  }

  function again(/** @type {SearchPanel} */ it) {
    const button = find.button("再试一次", "again");
    button.addEventListener("click", () => {
      it.field.focus();
      it.draw();
    });
    return button;
  }

  /** The way back puts the focus on the result that was followed, which may come with the other units'. */
  function arrived(/** @type {SearchPanel} */ it) {
    const last = it.at && dom.all(it.place, "a").filter((link) => link.href === it.at)[0];
    it.at = "";
    if (last) last.focus();
  }

  /** More has come to be searched at once: what is typed is looked for again, unless the reader is among its results. */
  find.told = function () {
    if (panel && panel.text && !panel.place.contains(document.activeElement)) panel.draw();
  };

  /** Show what a text finds. */
  find.spread = function (it, text) {
    const role = it.store.recall("role");
    it.place.setAttribute("aria-busy", "true");
    const asked = it.asked;
    clearTimeout(it.pause);
    own(text, role && role.id).then((mine) => {
      if (it.asked !== asked) return;
      find.offerAdded(it, mine);
      it.status.textContent = said(text, mine.length);
      it.root.toggleAttribute("data-found", mine.length > 0);
      it.fill(find.groups(find.wanted(it, mine), it.heading));
      later(it, text, mine);
    });
  };

  /** Let the reader say which unit is theirs; it is remembered. */
  find.chooser = function (it) {
    const own = site.unit();
    const names = site.searchData.units.map((unit) => ({ id: unit[0], name: unit[1] })).filter((unit) => unit.name);
    const known = names.some((unit) => unit.id === own);
    const choices = (known ? [] : [{ id: "", name: "还没有选" }]).concat(names).map((unit) => {
      const option = dom.make("option", "", unit.name);
      option.value = unit.id;
      option.selected = unit.id === own;
      return option;
    });
    const select = dom.make("select", "mz-find__units", choices);
    select.addEventListener("change", () => {
      const chosen = names.filter((unit) => unit.id === select.value)[0];
      if (!chosen) return;
      it.store.remember("unit/" + chosen.id, { name: chosen.name, when: Date.now() });
      it.status.textContent = "正在载入……";
      find.open().then(() => { it.draw(); }).catch(() => { it.status.textContent = "没有载入这个单位的内容，可能是网络不通。"; });
    });
    it.status.before(dom.make("label", "mz-find__own", ["本单位：", select]));
    panel = it;
  };
})();
