/* 我的: what this device remembers, and the way to forget it. */
"use strict";

(() => {
  const site = window.mingze;
  const { dom } = site;

  /* What is said of it: the beginnings of the names it is kept under */
  const KEPT = {
    "看过的岗位": ["role"], "上次看到的位置": ["last"], "标记已学的职责": ["learned/"], "显示模式": ["mode"], "字号": ["size"],
    "简约模式": ["simple"], "注音": ["ruby"], "朗读的快慢": ["rate"], "最近搜过的词": ["searches/"],
    "自测的作答记录和收藏": ["quiz/", "answers/", "star/"], "考试的作答和得分": ["exam/", "done/"], "没交的答卷": ["sheets/"],
    "现场答题的场次": ["hall/"]
  };
  /* A path of this site; what else may stand in the store is not made a link */
  const PATH = /^[a-z0-9-]+(\/[a-z0-9-]+)*\/index\.html(#[a-z0-9-]+)?$/;

  site.component("my-device", (element, store) => {
    const part = dom.parts(element);
    const base = element.getAttribute("data-base");

    /** @returns {?{path: string}} a remembered place, or null where there is none or it is damaged */
    function place(name, titleKey) {
      const value = store.recall(name);
      return value && typeof value[titleKey] === "string" && PATH.test(value.path) ? value : null;
    }

    function fill(link, found, title) {
      link.href = base + found.path;
      link.querySelector("b").textContent = title;
    }

    /** @returns {string} 2026年11月21日, or "" for what is no date */
    function day(when) {
      const date = new Date(when);
      if (typeof when !== "number" || isNaN(date.getTime())) return "";
      return date.getFullYear() + "年" + (date.getMonth() + 1) + "月" + date.getDate() + "日";
    }

    function show() {
      const role = place("role", "name");
      const last = place("last", "title");
      part("role").hidden = !role;
      part("no-role").hidden = !!role;
      part("last").hidden = !last;
      if (role) fill(part("role").querySelector("a"), role, role.name);
      if (last) {
        const link = part("last").querySelector("a");
        fill(link, last, last.title);
        link.querySelector("span").textContent = day(last.when) ? "上次看到这里，" + day(last.when) : "上次看到这里";
      }
      const kept = Object.keys(KEPT).filter((words) => KEPT[words].some((beginning) => store.names(beginning).length > 0));
      part("kept").textContent = kept.length
        ? "现在记着：" + kept.join("、") + "。"
        : "现在什么也没有记。";
    }

    function ask(asking) {
      part("ask").hidden = asking;
      part("confirm").hidden = !asking;
    }

    const actions = {
      "forget-role"() {
        store.remember("role", undefined);
        show();
        part("no-role").querySelector("a").focus();
      },
      ask() {
        ask(true);
        element.querySelector('[data-action="keep"]').focus();
      },
      keep() {
        ask(false);
        element.querySelector('[data-action="ask"]').focus();
      },
      erase() {
        store.forgetAll();
          ask(false);
        show();
        part("kept").textContent = "已清除。现在什么也没有记。";
        part("kept").focus();
      }
    };
    element.addEventListener("click", (event) => {
      const button = event.target.closest("[data-action]");
      const action = button && actions[button.getAttribute("data-action")];
      if (action) action(); // a component inside has buttons of its own
    });
    store.watch("", show);
    part("unkept").hidden = store.lasts();
    show();
    part("without").hidden = true;
    part("live").hidden = false;
  });
})();
