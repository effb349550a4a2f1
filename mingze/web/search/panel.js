/*
 * A search field with its results, in the dialog or on the page: typing, arrows, Enter, and what stands there when
 * nothing is typed or found.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { dom, finding: find } = site;
  const INSTEAD = 6;
  const FIRST = 2; // so many groups fill a screen
  const AFTER = 60; // ms; a key typed meanwhile makes them needless

  /** What is found, or stands there instead. */
  function drawing(/** @type {SearchPanel} */ it) {
    Object.assign(it, {
      draw() {
        const text = it.field.value.trim();
        it.root.removeAttribute("data-found");
        it.text = text;
        it.asked = (it.asked || 0) + 1;
        if (!text) {
          find.offerAdded(it, []);
          return it.empty();
        }
        if (find.spread) return find.spread(it, text);
        const role = it.store.recall("role");
        const all = find.search(text, role && role.id);
        find.offerAdded(it, all);
        const results = find.wanted(it, all);
        it.status.textContent = all.length ? find.counted(it, results.length, all.length) : "没有找到“" + text + "”";
        if (all.length) it.root.setAttribute("data-found", "");
        if (results.length) it.fill(find.groups(results, it.heading));
        else it.fill(all.length ? find.noneAdded() : it.nothing(text));
      },

      /** Show parts, or what makes them: those below the first screen come after it has been drawn. */
      fill(parts) {
        it.place.textContent = "";
        clearTimeout(it.later);
        const rest = parts.slice();
        function add(/** @type {number} */ count) {
          rest.splice(0, count).forEach((part) => { it.place.append(typeof part === "function" ? part() : part); });
        }
        add(it.root.mzAt ? rest.length : FIRST);
        if (rest.length) it.later = setTimeout(() => { add(rest.length); }, AFTER);
      }
    });
  }

  /** What stands there when nothing is typed or found. */
  function offering(/** @type {SearchPanel} */ it) {
    Object.assign(it, {
      /** A list of words to search for, each a button. */
      words(title, texts, further) {
        const items = texts.map((text) => dom.make("li", "", find.button(text, "take", "mz-find__word")));
        return dom.make("section", "", [dom.make(it.heading, "mz-find__kind", title), dom.make("ul", "mz-find__words", items)].concat(further || []));
      },

      /** What may be typed, shown with words and numbers of this site. */
      examples() {
        const given = site.searchData.examples;
        return ["汉字：", "拼音或首字母：", "条款："].map((what, n) => {
          const more = n ? "" : "，几个词用空格隔开";
          return given[n].length ? dom.make("li", "", what + given[n].join("、") + more) : "";
        }).filter(Boolean);
      },

      empty() {
        const recent = find.recent(it.store);
        it.status.textContent = "";
        it.fill([
          recent.length ? it.words("最近搜过", recent, find.button("清除最近搜过的", "forget")) : "",
          dom.make("div", "mz-find__help", [
            dom.make("p", "", "可以这样找："),
            dom.make("ul", "", it.examples())
          ])
        ]);
      },

      nothing(text) {
        const others = find.instead(text, INSTEAD);
        const index = dom.make("a", "mz-button mz-button--quiet", "看全站目录");
        index.href = site.base + "search/index.html#index_";
        return [
          others.length ? it.words("相近的说法", others) : dom.make("p", "", "可以少打几个字，或者换个说法。"),
          dom.make("p", "", index)
        ];
      }
    });
  }

  /** The way through it by keys. */
  function moving(/** @type {SearchPanel} */ it) {
    Object.assign(it, {
      move(step) {
        const stops = dom.all(it.place, "a, button");
        const at = stops.indexOf(/** @type {Part} */ (document.activeElement));
        const next = at + step;
        if (next < 0) it.field.focus();
        else if (stops[next]) stops[next].focus();
      },

      /** Enter in the field: with a keyboard to the first result; on a touch screen the typing keys go and the list stays. */
      enter() {
        const first = it.place.querySelector("a.mz-hit");
        find.rememberSearch(it.store, it.field.value);
        if (!first) return;
        if (matchMedia("(pointer: coarse)").matches) first.focus();
        else first.click();
      },

      listen() {
        it.field.addEventListener("input", () => {
          it.draw();
          it.root.mzChanged({ text: it.field.value, at: "" });
        });
        it.root.querySelector("form").addEventListener("submit", (event) => {
          event.preventDefault();
          it.enter();
        });
        it.root.addEventListener("keydown", (event) => {
          if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
          if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
          if (event.target !== it.field && !it.place.contains(event.target)) return;
          event.preventDefault();
          it.move(event.key === "ArrowDown" ? 1 : -1);
        });
        it.place.addEventListener("click", (event) => {
          const hit = event.target.closest("a.mz-hit");
          const action = dom.pressed(event, "[data-action]");
          if (hit) {
            find.rememberSearch(it.store, it.field.value);
            it.root.mzChanged({ text: it.field.value, at: hit.href });
            if (it.root.localName === "dialog" && hit.href.split("#")[0] === location.href.split("#")[0]) it.root.mzLeave();
          } else if (action && action.getAttribute("data-action") === "take") {
            it.field.value = action.textContent;
            it.field.focus();
            it.draw();
            it.root.mzChanged({ text: it.field.value, at: "" });
          } else if (action && action.getAttribute("data-action") === "forget") {
            find.forgetSearches(it.store);
            it.field.focus();
            it.draw();
            it.status.textContent = "最近搜过的已清除。";
          }
        });
      }
    });
  }

  /**
   * @param root holds the field and the parts `status` and `results`
   * @param store what this device remembers
   * @param changed told what is typed and which result was followed
   * @param {string | undefined} at the address of the result to put the focus on
   */
  find.panel = function (root, store, changed, at) {
    const it = /** @type {SearchPanel} */ ({ root, store, changed, at });
    drawing(it);
    offering(it);
    moving(it);
    it.field = it.root.querySelector("input");
    it.status = it.root.querySelector('[data-part="status"]');
    it.place = it.root.querySelector('[data-part="results"]');
    it.later = 0;
    it.heading = it.root.localName === "dialog" ? "h3" : "h2";
    it.root.mzChanged = it.changed;
    it.root.mzAt = it.at;
    if (!it.root.mzPanel) {
      it.root.mzPanel = it.draw;
      it.listen();
      if (find.chooser) find.chooser(it);
      // the first search by letters takes several times as long as the next: so let it be one nobody waits for
      (window.requestIdleCallback || setTimeout)(() => { find.search("aq"); });
    }
    it.root.mzPanel();
    it.root.mzAt = "";
    it.last = it.at && dom.all(it.place, "a").filter((link) => link.href === it.at)[0];
    if (it.last) it.last.focus();
  };
})();
