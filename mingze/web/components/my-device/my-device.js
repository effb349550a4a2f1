/* 我的: what this device remembers, and the way to forget it. */
"use strict";

var KEPT = {
  role: "看过的岗位", last: "上次看到的位置", learned: "标记已学的职责", mode: "显示模式", size: "字号", simple: "简约模式", ruby: "注音", rate: "朗读的快慢", searches: "最近搜过的词",
  quiz: "自测的作答记录和收藏", exams: "考试的作答和得分", sheets: "没交的答卷"
};
/* A path of this site; what else may stand in the store is not made a link */
var PATH = /^[a-z0-9-]+(\/[a-z0-9-]+)*\/index\.html(#[a-z0-9-]+)?$/;

window.mingze.component("my-device", function (element, store) {
  var base = element.getAttribute("data-base");

  /** @param {string} name */
  function part(name) {
    return element.querySelector('[data-part="' + name + '"]');
  }

  /** @returns {?{path: string}} a remembered place, or null where there is none or it is damaged */
  function place(name, titleKey) {
    var value = store.recall(name);
    return value && typeof value[titleKey] === "string" && PATH.test(value.path) ? value : null;
  }

  function fill(link, found, title) {
    link.href = base + found.path;
    link.querySelector("b").textContent = title;
  }

  /** @returns {string} 2026年11月21日, or "" for what is no date */
  function day(when) {
    var date = new Date(when);
    if (typeof when !== "number" || isNaN(date.getTime())) return "";
    return date.getFullYear() + "年" + (date.getMonth() + 1) + "月" + date.getDate() + "日";
  }

  function show() {
    var role = place("role", "name");
    var last = place("last", "title");
    part("role").hidden = !role;
    part("no-role").hidden = !!role;
    part("last").hidden = !last;
    if (role) fill(part("role").querySelector("a"), role, role.name);
    if (last) {
      var link = part("last").querySelector("a");
      fill(link, last, last.title);
      link.querySelector("span").textContent = day(last.when) ? "上次看到这里，" + day(last.when) : "上次看到这里";
    }
    var kept = Object.keys(KEPT).filter(function (name) { return store.recall(name) !== undefined; });
    part("kept").textContent = kept.length
      ? "现在记着：" + kept.map(function (name) { return KEPT[name]; }).join("、") + "。"
      : "现在什么也没有记。";
  }

  function ask(asking) {
    part("ask").hidden = asking;
    part("confirm").hidden = !asking;
  }

  var actions = {
    "forget-role": function () {
      store.remember("role", undefined);
      show();
      part("no-role").querySelector("a").focus();
    },
    ask: function () {
      ask(true);
      element.querySelector('[data-action="keep"]').focus();
    },
    keep: function () {
      ask(false);
      element.querySelector('[data-action="ask"]').focus();
    },
    erase: function () {
      store.forgetAll();
      document.dispatchEvent(new CustomEvent("mingze:forgotten"));
      ask(false);
      show();
      part("kept").textContent = "已清除。现在什么也没有记。";
      part("kept").focus();
    }
  };
  element.addEventListener("click", function (event) {
    var button = event.target.closest("[data-action]");
    var action = button && actions[button.getAttribute("data-action")];
    if (action) action(); // a component inside has buttons of its own
  });
  document.addEventListener("mingze:remembered", show);
  // another tab, or the way back to this page, may have changed what is remembered
  window.addEventListener("storage", show);
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) show();
  });
  part("unkept").hidden = store.lasts();
  show();
  part("without").hidden = true;
  part("live").hidden = false;
});
