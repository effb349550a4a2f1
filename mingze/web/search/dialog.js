/*
 * The way into the search: a dialog at once, with the focus in its field; what searches is loaded only now.
 * Without a script the links lead to the page with the site's index.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { dom } = site;

  const SPREAD = "search-spread.js"; // what searches a large site

  /** @type {Later} */
  let loading = null;
  let isReady = false;
  /** @type {Part} */
  let dialog;
  /** @type {Later} */
  let opener = null;
  let pushed = false;

  site.base = site.assets.replace(/assets\/$/, "");

  /** @returns {string} the unit of a large site the reader was with last (units/unit.js), "" for none */
  site.unit = function () {
    return site.store.names("unit/").map((name) => ({ id: name.slice(5), when: (site.store.recall(name) || {}).when || 0 }))
      .reduce((last, one) => one.when > last.when ? one : last, { id: "", when: 0 }).id;
  };

  /** Ask at once for what a reader with a unit will need: all of it comes in one round trip. */
  function ahead() {
    const unit = site.unit();
    if (!unit) return;
    document.head.append(make("link", { rel: "preload", as: "script", href: site.assets + SPREAD })); // it runs after the others
    site.load("search/units/" + unit + ".0.js", () => (site.searchParts || {})["units/" + unit + ".0"]).catch(() => {});
  }

  /** Load the search and its index, once; a failure may be tried again. */
  function load() {
    if (!loading) ahead();
    loading = loading || Promise.all([
      site.load("search-client.js"),
      site.load("search.js")
    ]).then(() => site.searchData.units && site.load(SPREAD)).then(() => site.finding.spread && site.finding.open()).catch((error) => {
      loading = null;
      throw error;
    });
    return loading;
  }

  /** @param {Content=} content */
  function make(/** @type {string} */ tag, /** @type {By<string>} */ attributes, content) {
    const element = dom.make(tag, "", content);
    Object.keys(attributes).forEach((name) => { element.setAttribute(name, attributes[name]); });
    return element;
  }

  function build() {
    dialog = make("dialog", { class: "mz-find", "aria-labelledby": "find_" }, [
      make("div", { class: "mz-find__head" }, [
        make("h2", { id: "find_", class: "mz-find__title" }, ["搜索"]),
        make("form", { role: "search", class: "mz-find__form" }, [
          make("input", {
            type: "search", name: "q", class: "mz-find__field", "aria-label": "搜索全站", enterkeyhint: "search", maxlength: "60",
            placeholder: "汉字、拼音、条款号", autocomplete: "off", autocapitalize: "off", spellcheck: "false"
          }),
          make("button", { type: "button", class: "mz-button mz-button--quiet", "data-action": "close" }, ["关闭"])
        ]),
        make("p", { class: "mz-find__status", role: "status", "data-part": "status" })
      ]),
      make("div", { class: "mz-find__results", "data-part": "results" })
    ]);
    document.body.append(dialog);
    dialog.querySelector("form").addEventListener("submit", (event) => { event.preventDefault(); });
    // a result on this very page: the address changes by itself, so the history stays
    dialog.mzLeave = function () {
      pushed = false;
      opener = null;
      hide();
    };
    dialog.addEventListener("close", closed);
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog || event.target.closest("[data-action=close]")) hide();
    });
    dialog.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.isComposing) {
        event.preventDefault();
        hide();
      }
    });
  }

  /** Keep what is typed with this place in the history, so that the way back finds it. */
  function keep(/** @type {SearchState} */ state, /** @type {"pushState" | "replaceState"} */ how) {
    try {
      history[how]({ mzSearch: state }, "");
      return true;
    } catch (error) {
      return false;
    }
  }

  function hide() {
    site.closeDialog(dialog);
  }

  /** After closing: the focus goes back where it was, and the history to before the dialog. */
  function closed() {
    if (opener && opener.isConnected) opener.focus();
    if (pushed) history.back();
    pushed = false;
  }

  /** @param {{text: string, at: string}=} kept what stood in the dialog when the reader left it */
  function show(kept) {
    if (!dialog) build();
    if (dialog.hasAttribute("open")) return;
    opener = document.activeElement === document.body ? null : document.activeElement;
    const field = dialog.querySelector("input");
    field.value = kept ? kept.text : "";
    site.openDialog(dialog);
    pushed = kept ? true : keep({ text: "", at: "" }, "pushState");
    if (!kept) field.focus();
    site.attachSearch(dialog, (state) => { if (pushed) keep(state, "replaceState"); }, kept && kept.at);
  }

  /**
   * Make a search field and its results work.
   * @param root holds the field and the parts `status` and `results`
   * @param changed told what is typed and which result was followed
   * @param {string | undefined} at the result to put the focus on
   */
  site.attachSearch = function (root, changed, at) {
    const status = root.querySelector('[data-part="status"]');
    if (!isReady) status.textContent = "正在准备……";
    return load().then(() => {
      isReady = true;
      site.finding.panel(root, site.store, changed, at);
      const typed = root.querySelector("input").value; // meanwhile
      if (typed && !at) changed({ text: typed, at: "" });
    }, () => {
      status.textContent = "没有载入搜索，可能是网络不通。";
      const place = root.querySelector('[data-part="results"]');
      place.textContent = "";
      place.append(
        make("p", {}, [
          make("button", { type: "button", class: "mz-button", "data-action": "again" }, ["再试一次"]), " ",
          make("a", { class: "mz-button mz-button--quiet", href: site.base + "search/index.html#index_" }, ["看全站目录"])
        ])
      );
      root.querySelector("[data-action=again]").addEventListener("click", () => {
        root.querySelector("input").focus();
        place.textContent = "";
        site.attachSearch(root, changed, at);
      });
    });
  };

  site.search = function (text) {
    const role = (site.store.recall("role") || {}).id;
    return load().then(() => site.finding.ask ? site.finding.ask(text, role) : site.finding.search(text, role))
      .then((/** @type {Result[]} */ found) => found.map(site.finding.describe));
  };

  function start() {
    const page = document.querySelector(".mz-page .mz-find__field");
    if (page) {
      page.focus();
      page.select();
    } else show();
  }

  // a finger goes down a tenth of a second before it has tapped
  document.addEventListener("pointerdown", (event) => {
    if (dom.pressed(event, "[data-search]") && !event.button) load().catch(() => {});
  });
  document.addEventListener("click", (event) => {
    const link = dom.pressed(event, "[data-search]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    link.focus();
    start();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (dom.pressed(event, "input, textarea, select, [contenteditable], dialog")) return;
    event.preventDefault();
    start();
  });

  /** @returns {Told} what was typed in the dialog when the reader left this place in the history; the page of the search keeps its own. */
  function keptHere() {
    return !document.querySelector("[data-module=search-page]") && history.state && history.state.mzSearch;
  }

  window.addEventListener("popstate", () => {
    const kept = keptHere();
    if (kept) show(kept);
    else if (dialog && dialog.hasAttribute("open")) {
      pushed = false;
      hide();
    }
  });
  // the back-forward cache may give a field back empty (WebKit does): what was typed stands in the history
  window.addEventListener("pageshow", (event) => {
    const kept = event.persisted && history.state && history.state.mzSearch;
    const root = dialog && dialog.open ? dialog : document.querySelector("[data-module=search-page]");
    const field = kept && root && root.querySelector("input");
    if (!field || field.value === kept.text) return;
    field.value = kept.text;
    if (root.mzPanel) root.mzPanel();
  });
  // a way back that loads the page anew finds the dialog as it was left
  if (keptHere()) show(keptHere());
  site.component("search-page", (root) => {
    const field = root.querySelector("input");
    const kept = (history.state && history.state.mzSearch) || { text: new URLSearchParams(location.search).get("q") || "", at: "" };
    const address = location.pathname;
    let started = false;
    field.value = kept.text;
    root.hidden = false;

    function begin(/** @type {string} */ at) {
      if (started) return;
      started = true;
      site.attachSearch(root, (state) => {
        try {
          history.replaceState({ mzSearch: state }, "", address + (state.text ? "?q=" + encodeURIComponent(state.text) : ""));
        } catch (error) {
          keep(state, "replaceState");
        }
      }, at);
    }

    field.addEventListener("focus", () => { begin(""); });
    root.querySelector("form").addEventListener("submit", (event) => { event.preventDefault(); });
    if (kept.text) begin(kept.at);
  });
})();
