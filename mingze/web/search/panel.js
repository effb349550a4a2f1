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

  /**
   * @param {Element} root holds the field and the parts `status` and `results`
   * @param {Object} store what this device remembers
   * @param {function({text: string, at: string})} changed told what is typed and which result was followed
   * @param {string=} at the address of the result to put the focus on
   */
  find.panel = function (root, store, changed, at) {
    const field = root.querySelector("input");
    const status = root.querySelector('[data-part="status"]');
    const place = root.querySelector('[data-part="results"]');
    let later = 0;
    const heading = root.localName === "dialog" ? "h3" : "h2";
    root.mzChanged = changed;
    root.mzAt = at;
    if (!root.mzPanel) {
      root.mzPanel = draw;
      listen();
      // the first search by letters takes several times as long as the next: so let it be one nobody waits for
      (window.requestIdleCallback || setTimeout)(() => { find.search("aq"); });
    }
    root.mzPanel();
    root.mzAt = "";
    const last = at && dom.all(place, "a").filter((link) => link.href === at)[0];
    if (last) last.focus();

    function draw() {
      const text = field.value.trim();
      root.removeAttribute("data-found");
      if (!text) return empty();
      const role = store.recall("role");
      const results = find.search(text, role && role.id);
      status.textContent = results.length ? "找到 " + results.length + " 个结果" : "没有找到“" + text + "”";
      if (results.length) root.setAttribute("data-found", "");
      fill(results.length ? find.groups(results, heading) : nothing(text));
    }

    /** Show parts, or what makes them: those below the first screen come after it has been drawn. */
    function fill(parts) {
      place.textContent = "";
      clearTimeout(later);
      const rest = parts.slice();
      function add(count) {
        rest.splice(0, count).forEach((part) => { place.append(typeof part === "function" ? part() : part); });
      }
      add(root.mzAt ? rest.length : FIRST);
      if (rest.length) later = setTimeout(() => { add(rest.length); }, AFTER);
    }

    /** A list of words to search for, each a button. */
    function words(title, texts, further) {
      const items = texts.map((text) => dom.make("li", "", find.button(text, "take", "mz-find__word")));
      return dom.make("section", "", [dom.make(heading, "mz-find__kind", title), dom.make("ul", "mz-find__words", items)].concat(further || []));
    }

    /** What may be typed, shown with words and numbers of this site. */
    function examples() {
      const given = site.searchData.examples;
      return ["汉字：", "拼音或首字母：", "条款："].map((what, n) => {
        const more = n ? "" : "，几个词用空格隔开";
        return given[n].length ? dom.make("li", "", what + given[n].join("、") + more) : "";
      }).filter(Boolean);
    }

    function empty() {
      const recent = find.recent(store);
      status.textContent = "";
      fill([
        recent.length ? words("最近搜过", recent, find.button("清除最近搜过的", "forget")) : "",
        dom.make("div", "mz-find__help", [
          dom.make("p", "", "可以这样找："),
          dom.make("ul", "", examples())
        ])
      ]);
    }

    function nothing(text) {
      const others = find.instead(text, INSTEAD);
      const index = dom.make("a", "mz-button mz-button--quiet", "看全站目录");
      index.href = site.base + "search/index.html#index_";
      return [
        others.length ? words("相近的说法", others) : dom.make("p", "", "可以少打几个字，或者换个说法。"),
        dom.make("p", "", index)
      ];
    }

    function move(step) {
      const stops = dom.all(place, "a, button");
      const at = stops.indexOf(document.activeElement);
      const next = at + step;
      if (next < 0) field.focus();
      else if (stops[next]) stops[next].focus();
    }

    /** Enter in the field: with a keyboard to the first result; on a touch screen the typing keys go and the list stays. */
    function enter() {
      const first = place.querySelector("a.mz-hit");
      find.rememberSearch(store, field.value);
      if (!first) return;
      if (window.matchMedia && matchMedia("(pointer: coarse)").matches) first.focus();
      else first.click();
    }

    function listen() {
      field.addEventListener("input", () => {
        draw();
        root.mzChanged({ text: field.value, at: "" });
      });
      root.querySelector("form").addEventListener("submit", (event) => {
        event.preventDefault();
        enter();
      });
      root.addEventListener("keydown", (event) => {
        if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
        if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
        if (event.target !== field && !place.contains(event.target)) return;
        event.preventDefault();
        move(event.key === "ArrowDown" ? 1 : -1);
      });
      place.addEventListener("click", (event) => {
        const hit = event.target.closest("a.mz-hit");
        const action = event.target.closest("[data-action]");
        if (hit) {
          find.rememberSearch(store, field.value);
          root.mzChanged({ text: field.value, at: hit.href });
          if (root.localName === "dialog" && hit.href.split("#")[0] === location.href.split("#")[0]) root.mzLeave();
        } else if (action && action.getAttribute("data-action") === "take") {
          field.value = action.textContent;
          field.focus();
          draw();
          root.mzChanged({ text: field.value, at: "" });
        } else if (action && action.getAttribute("data-action") === "forget") {
          find.forgetSearches(store);
          field.focus();
          draw();
          status.textContent = "最近搜过的已清除。";
        }
      });
    }
  };
})();
