/*
 * A site divided into units: the reader's own ones first in every list, a box to find one by its name, and pages that work
 * on the data of all units the reader has opened: each unit's data come in a file of their own, when they are wanted.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { dom } = site;
  const ID = /^[a-z0-9-]{1,80}$/;
  /** @type {By<any>} */
  const arrived = {};

  site.units = {
    /** Called by the files: `assets/units/<unit>/<kind>.js`. */
    data(/** @type {string} */ kind, /** @type {string} */ id, /** @type {any} */ data) {
      arrived[kind + "/" + id] = data;
    }
  };

  /** @returns {OwnUnit[]} the units this device has opened, the last one first; what is damaged is none */
  function opened(/** @type {Store} */ store) {
    return store.names("unit/").map((name) => Object.assign({ id: name.slice(5) }, store.recall(name)))
      .filter((one) => ID.test(one.id) && typeof one.name === "string")
      .sort((a, b) => (b.when || 0) - (a.when || 0));
  }

  function card(/** @type {string} */ href, /** @type {string} */ title, /** @type {string} */ words) {
    const link = dom.make("a", "mz-card", [dom.make("b", "", title), " ", dom.make("span", "", words)]);
    link.href = href;
    return dom.make("li", "", link);
  }

  function plain(/** @type {string} */ text) {
    return text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
  }

  /** The list of all units. */
  site.component("units", (root, store) => {
    const part = dom.parts(root);
    const field = root.querySelector("input");
    const levels = dom.all(root, "details");
    const items = dom.all(root, ".mz-units__list > li").map((item) => ({ item, text: plain(item.textContent) }));
    const first = levels.map((level) => level.open);

    function own() {
      const found = opened(store);
      part("own").textContent = "";
      found.slice(0, 3).forEach((one, n) => {
        part("own").append(card(root.getAttribute("data-base") + "units/" + one.id + "/" + root.getAttribute("data-page"), one.name, n ? "打开过的单位" : "我的单位"));
      });
      part("own").hidden = !found.length;
    }

    function find() {
      const wanted = plain(field.value);
      const shown = items.filter((one) => {
        one.item.hidden = !one.text.includes(wanted);
        return !one.item.hidden;
      });
      levels.forEach((level, n) => {
        const some = dom.all(level, ".mz-units__list > li").some((item) => !item.hidden);
        level.hidden = !some;
        level.open = wanted ? some : first[n];
      });
      part("found").textContent = !wanted ? "" : shown.length ? "找到 " + shown.length + " 个。" : "没有名称里带这几个字的单位，请少输几个字。";
    }

    if (field) {
      part("find").hidden = false;
      field.addEventListener("input", find);
    }
    own();
    store.watch("unit/", own);
  });

  /** @returns {Promise<boolean>} whether the service worker keeps what belongs to a unit */
  function kept(/** @type {Part} */ root, /** @type {string} */ id) {
    if (location.protocol === "file:" || !window.caches) return Promise.resolve(false);
    const list = new URL(root.getAttribute("data-base") + "assets/units/" + id + "/kept.json", location.href).href;
    return caches.match(list, { ignoreSearch: true }).then(Boolean, () => false);
  }

  /** 我的: the units opened here. */
  site.component("own-units", (root, store) => {
    function show() {
      const found = opened(store);
      const list = root.querySelector("[data-part=own]");
      root.hidden = !found.length;
      list.textContent = "";
      found.forEach((one) => {
        const item = list.appendChild(card(root.getAttribute("data-base") + "units/" + one.id + "/index.html", one.name, "打开本单位的岗位"));
        kept(root, one.id).then((there) => { if (there) item.querySelector("span").textContent = "已经存在这台设备上，断了网也能看"; });
      });
    }
    show();
    store.watch("unit/", show);
  });

  /** How data of two units become one, by kind. */
  const joining = {
    practice(/** @type {any} */ all, /** @type {any} */ one) {
      ["roles", "themes", "types"].forEach((name) => { Object.assign(all[name], one[name]); });
      Object.keys(one.questions).forEach((id) => {
        const there = all.questions[id]; // of a bank of several units: what it is about there too
        all.questions[id] = there ? Object.assign({}, there, { roles: Array.from(new Set(there.roles.concat(one.questions[id].roles))) }) : one.questions[id];
      });
    },

    outline(/** @type {any} */ all, /** @type {any} */ one) {
      all.roles = all.roles.concat(one.roles);
      Object.assign(all.questions, one.questions);
      one.themes.forEach((/** @type {any} */ theme) => {
        const same = all.themes.filter((/** @type {any} */ other) => other.name === theme.name)[0];
        if (same) same.questions = Array.from(new Set(same.questions.concat(theme.questions)));
        else all.themes.push(theme);
      });
    }
  };

  /** Offer in the form what the data of the units brought. */
  function offer(/** @type {Part} */ inner, /** @type {any} */ data) {
    ["role", "theme", "type"].forEach((name) => {
      const select = inner.querySelector("select[name=" + name + "]");
      if (!select) return;
      const there = dom.all(select, "option").map((option) => option.value);
      Object.keys(data[name + "s"]).filter((id) => there.indexOf(id) < 0).forEach((id) => {
        const option = dom.make("option", "", data[name + "s"][id]);
        option.value = id;
        select.append(option);
      });
    });
  }

  /** @returns {number} how many questions with a record here stand in none of the data */
  function strangers(/** @type {Store} */ store, /** @type {By<any>} */ questions) {
    const ids = store.names("quiz/").map((name) => name.split("/")[1]);
    return new Set(ids.filter((id) => !Object.prototype.hasOwnProperty.call(questions, id))).size;
  }

  site.component("unit-data", (root, store) => {
    const kind = /** @type {"practice" | "outline"} */ (root.getAttribute("data-kind"));
    const inner = root.querySelector("[data-late]");
    const block = inner.querySelector("script[" + root.getAttribute("data-block") + "]");
    const said = root.querySelector("[data-part=unit-said]");
    const data = JSON.parse(block.textContent);
    const wanted = opened(store);
    /** @type {string[]} */
    const missing = [];
    Promise.all(wanted.map((one) => site.load("units/" + one.id + "/" + kind + ".js", () => arrived[kind + "/" + one.id]).catch(() => { missing.push(one.name); }))).then((found) => {
      found.filter(Boolean).forEach((one) => { joining[kind](data, one); });
      block.textContent = JSON.stringify(data);
      if (kind === "practice") offer(inner, data);
      const others = strangers(store, data.questions);
      const words = [];
      if (missing.length) words.push("没有取到" + missing.join("、") + "的数据，可能是网络不通，也可能这个单位已经不在本站。");
      if (others) words.push("另有 " + others + " 题的记录不在这里：它们属于这台设备没有打开过的单位，打开那里的岗位页就会列进来。");
      if (kind === "practice" && !Object.keys(data.questions).length) {
        inner.hidden = true;
        words.unshift("先选单位：打开自己的岗位页以后，今日复习、错题本、收藏都在这里。");
        said.textContent = words.join("");
        return undefined;
      }
      said.textContent = words.join("");
      inner.removeAttribute("data-late");
      inner.setAttribute("data-module", root.getAttribute("data-name"));
      return site.load(/** @type {string} */ (root.getAttribute("data-script")));
    }).catch(dom.report);
  });
})();
