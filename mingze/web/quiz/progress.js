/*
 * How far the reader is, and the way to carry the records to another device.
 */
"use strict";

(function () {
  var quiz = window.mingze.quiz;
  var WORDS = { new: "未学", learning: "在学", mastered: "掌握" };
  var FORMAT = "mingze-records/1";
  var SVG = "http://www.w3.org/2000/svg";
  var MOST = 20; // questions listed at once

  window.mingze.component("quiz-progress", function (element, store) {
    var outline = JSON.parse(element.querySelector("script[data-outline]").textContent);
    var site = document.querySelector("meta[name=mingze-site]").content;
    var device = document.querySelector("[data-module=my-device]");
    var base = device ? device.getAttribute("data-base") : "";
    var records = quiz.records(store);

    function part(name) {
      return element.querySelector('[data-part="' + name + '"]');
    }

    function make(tag, text, className) {
      var node = document.createElement(tag);
      if (text) node.textContent = text;
      if (className) node.className = className;
      return node;
    }

    function show() {
      var all = records.all();
      var known = Object.keys(all).filter(function (id) { return outline.questions[id]; });
      var met = known.filter(function (id) { return all[id].n; });
      part("none").hidden = known.length > 0;
      part("some").hidden = !known.length;
      if (!known.length) return;
      var answers = met.reduce(function (sum, id) { return sum + all[id].n; }, 0);
      var rights = met.reduce(function (sum, id) { return sum + all[id].r; }, 0);
      var total = Object.keys(outline.questions).length;
      part("total").textContent = "共 " + total + " 题，答过 " + met.length + " 题" +
        (answers ? "；作答 " + answers + " 次，答对 " + Math.round((100 * rights) / answers) + "%。" : "。");
      listQuestions("due", records.due(Date.now()));
      listQuestions("wrong", records.wrong());
      listQuestions("starred", known.filter(function (id) { return all[id].star; }));
      part("forecast").textContent = forecast(all);
      part("roles").textContent = "";
      outline.roles.forEach(function (role) { part("roles").appendChild(showRole(role)); });
    }

    function listQuestions(name, ids) {
      var here = ids.filter(function (id) { return outline.questions[id]; });
      var list = part(name).querySelector("ol");
      part(name).hidden = !here.length;
      list.textContent = "";
      here.slice(0, MOST).forEach(function (id) {
        var link = make("a", outline.questions[id].stem);
        link.href = base + outline.questions[id].path;
        var item = make("li");
        item.appendChild(link);
        list.appendChild(item);
      });
      if (here.length > MOST) list.appendChild(make("li", "另有 " + (here.length - MOST) + " 题，答完这些再列出。"));
    }

    /** How many questions come up in the days ahead. */
    function forecast(all) {
      var day = new Date();
      day.setHours(24, 0, 0, 0);
      var ahead = [1, 7].map(function (days) {
        var end = day.getTime() + days * 86400000;
        return Object.keys(all).filter(function (id) {
          return all[id].c && all[id].c.due >= day.getTime() && all[id].c.due < end;
        }).length;
      });
      return "明天还有 " + ahead[0] + " 题，七天内共 " + ahead[1] + " 题。";
    }

    function showRole(role) {
      var box = make("section");
      var standings = role.duties.map(function (duty) { return records.standing(duty.questions); });
      function count(name) {
        return standings.filter(function (standing) { return standing === name; }).length;
      }
      var words = role.duties.length + " 项职责：掌握 " + count("mastered") + "，在学 " + count("learning") + "，未学 " + count("new");
      box.appendChild(make("h4", role.name));
      box.appendChild(make("p", words, "mz-meta"));
      box.appendChild(bar(role.duties.length, [["mastered", count("mastered")], ["learning", count("learning")]], words));
      var list = make("ul", "", "mz-progress__duties");
      role.duties.forEach(function (duty, n) {
        var link = make("a");
        link.href = base + duty.path;
        link.appendChild(make("b", duty.title));
        link.appendChild(make("span", WORDS[standings[n]]));
        var item = make("li");
        item.appendChild(link);
        list.appendChild(item);
      });
      box.appendChild(list);
      return box;
    }

    /** A bar of parts out of a whole; its words stand beside it for whoever cannot see it. */
    function bar(whole, parts, words) {
      var svg = document.createElementNS(SVG, "svg");
      svg.setAttribute("class", "mz-progress__bar");
      svg.setAttribute("viewBox", "0 0 100 4");
      svg.setAttribute("preserveAspectRatio", "none");
      svg.setAttribute("aria-hidden", "true");
      function piece(from, width, name) {
        var rect = document.createElementNS(SVG, "rect");
        [["x", from], ["y", 0], ["width", width], ["height", 4]].forEach(function (pair) { rect.setAttribute(pair[0], pair[1]); });
        if (name) rect.setAttribute("class", "mz-progress__" + name);
        svg.appendChild(rect);
      }
      piece(0, 100, "");
      parts.reduce(function (from, one) {
        var width = (100 * one[1]) / whole;
        if (width) piece(from, width, one[0]);
        return from + width;
      }, 0);
      return svg;
    }

    function exported() {
      return JSON.stringify({ format: FORMAT, site: site, records: records.all() });
    }

    function say(text) {
      part("said").textContent = text;
    }

    /** Take records from another device: of each question the one answered later; stars from either. */
    function take(text) {
      var data;
      try {
        data = JSON.parse(text);
      } catch (error) {
        return say("这段内容读不出来：要的是从“存成文件”或“显示成文字”得到的全部内容，一个字也不少。");
      }
      if (!data || data.format !== FORMAT) return say("这不是学习记录。");
      if (data.site !== site) return say("这是另一个学习站的记录，没有导入。");
      var taken = records.merge(data.records);
      say(taken.kept ? "导入了 " + taken.count + " 道题的记录。" : "导入了，但这个浏览器不能保存，离开这一页就不再记得。");
      document.dispatchEvent(new CustomEvent("mingze:remembered"));
      show();
    }

    element.addEventListener("click", function (event) {
      var button = event.target.closest("[data-action]");
      var action = button && button.getAttribute("data-action");
      if (action === "save") {
        var link = document.createElement("a");
        link.href = "data:application/json;charset=utf-8," + encodeURIComponent(exported());
        link.download = "学习记录-" + site + ".json";
        link.click();
        say("存成了文件：" + link.download);
      } else if (action === "copy") {
        part("text").value = exported();
        part("text").focus();
        part("text").select();
        say("已选中，请复制。");
      } else if (action === "take") {
        take(part("text").value);
      }
    });
    part("file").addEventListener("change", function () {
      var file = part("file").files[0];
      if (!file) return;
      if (file.size > 5000000) return say("文件太大，不是学习记录。");
      var reader = new FileReader();
      reader.onload = function () { take(String(reader.result)); };
      reader.readAsText(file);
      part("file").value = "";
    });
    document.addEventListener("mingze:forgotten", show);
    window.addEventListener("storage", show);
    show();
  });
})();
