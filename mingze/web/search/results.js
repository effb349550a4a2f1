/*
 * Results on the page: by kind, marked, as links. Texts become text nodes, never markup.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { dom, finding: find } = site;
  const AT_FIRST = 5;
  const MORE = 20;
  /** @type {By<string>} */
  const NOTES = { question: "只列题干，题干里的说法不一定对" };

  find.button = function (text, action, name) {
    const button = dom.make("button", name || "mz-button mz-button--quiet", text);
    button.type = "button";
    button.setAttribute("data-action", action);
    return button;
  };

  /** @returns {Array<string|Element>} a text with its marks */
  function marked(/** @type {string} */ text, /** @type {Stretch[]} */ marks) {
    const out = [];
    let at = 0;
    marks.forEach((mark) => {
      out.push(text.slice(at, mark[0]), dom.make("mark", "", text.slice(mark[0], mark[1])));
      at = mark[1];
    });
    out.push(text.slice(at));
    return out.filter((part) => part !== "");
  }

  function entry(/** @type {Result} */ result) {
    const shown = find.describe(result);
    const link = dom.make("a", "mz-hit", [
      dom.make("b", "mz-hit__title", marked(shown.title, shown.marks.title)),
      shown.badge[0] ? dom.make("span", "mz-badge mz-badge--" + shown.badge[0], shown.badge[1]) : "",
      shown.path ? dom.make("span", "mz-hit__path", marked(shown.path, shown.marks.path)) : "",
      shown.snippet ? dom.make("span", "mz-hit__text", marked(shown.snippet, shown.marks.snippet)) : ""
    ]);
    link.href = shown.url;
    return dom.make("li", "", link);
  }

  /** One kind of results; the rest of a long list comes on demand. */
  function group(/** @type {string} */ kindName, /** @type {string} */ kind, /** @type {Result[]} */ results, /** @type {string} */ title) {
    const list = dom.make("ul", "mz-hits", results.slice(0, AT_FIRST).map(entry));
    const heading = dom.make(title, "mz-find__kind", [kindName, " ", dom.make("span", "mz-find__count", String(results.length))]);
    const section = dom.make("section", "", [heading, NOTES[kind] ? dom.make("p", "mz-find__note", NOTES[kind]) : "", list]);
    let shown = AT_FIRST;
    if (results.length > shown) {
      const more = find.button("", "more");
      const say = function () { more.textContent = "再看" + kindName + "（还有 " + (results.length - shown) + " 个）"; };
      say();
      const add = function () {
        const added = results.slice(shown, shown + MORE).map(entry);
        added.forEach((item) => { list.append(item); });
        shown += added.length;
        added[0].firstChild.focus();
        if (shown >= results.length) more.remove();
        else say();
      };
      more.addEventListener("click", () => { site.begin(more, add); });
      section.append(more);
    }
    return section;
  }

  /** A section of what one unit holds. */
  find.unitGroup = function (name, results, title) {
    return group(name, "", results, title);
  };

  /** @returns makers of a section for each kind, in the order of their best results */
  find.groups = function (results, title) {
    /** @type {string[]} */
    const kinds = [];
    /** @type {By<Result[]>} */
    const byKind = {};
    results.forEach((result) => {
      if (!byKind[result.kind]) {
        byKind[result.kind] = [];
        kinds.push(result.kind);
      }
      byKind[result.kind].push(result);
    });
    return kinds.map((kind) => function () { return group(find.describe(byKind[kind][0]).kindName, kind, byKind[kind], title); });
  };
})();
