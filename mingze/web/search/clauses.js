/*
 * Clause numbers: 第五条, 5条6项, 5(6), art5-item6, 第二章 and their like lead straight to the clause.
 */
"use strict";

(function () {
  var find = window.mingze.finding;
  var N = "([0-9]{1,4}|[零〇一二两三四五六七八九十百千]{1,9})";
  var BEFORE = "^(.*?)"; // the name of an instrument, whole or short, before the number
  var SPOKEN = new RegExp(BEFORE + "第?" + N + "条(?:之" + N + ")?(?:第?" + N + "款)?(?:第?\\(?" + N + "\\)?项?)?(?:第?" + N + "目)?$");
  var BRIEF = /^(.*?)([0-9]{1,4})\(([0-9]{1,4})\)$/;
  var KEY = /^()art([0-9]{1,4})(?:z([0-9]{1,4}))?(?:-?para([0-9]{1,4}))?(?:-?item([0-9]{1,4}))?(?:-?sub([0-9]{1,4}))?$/;
  var CHAPTER = new RegExp(BEFORE + "第?" + N + "章(?:第?" + N + "节)?$");
  var ANY = /^(?:规定|办法|细则|条例|制度|责任制|清单|意见|通知|文件|条文)$/; // what people call any instrument
  var DIGITS = "零一二三四五六七八九";

  /** @returns {number} 十五 and 15 as 15 */
  function number(text) {
    if (/^[0-9]+$/.test(text)) return Number(text);
    var sum = 0;
    var digit = 0;
    Array.from(text.replace(/〇/g, "零").replace(/两/g, "二")).forEach(function (character) {
      var unit = { 十: 10, 百: 100, 千: 1000 }[character];
      if (unit) {
        sum += (digit || 1) * unit;
        digit = 0;
      } else {
        digit = digit * (sum ? 1 : 10) + DIGITS.indexOf(character);
      }
    });
    return sum + digit;
  }

  function key(names, found) {
    return names
      .map(function (name, n) { return found[n + 2] ? name + number(found[n + 2]) : ""; })
      .filter(Boolean)
      .join("-")
      .replace("-z", "z");
  }

  /** @returns {{key: string, name: string}} the clause key a text names, "" for none, and what it calls the instrument */
  find.clauseNamed = function (text) {
    var bare = text.replace(/ /g, "");
    var found;
    var ways = [[SPOKEN, ["art", "z", "para", "item", "sub"]], [KEY, ["art", "z", "para", "item", "sub"]], [BRIEF, ["art", "item"]], [CHAPTER, ["ch", "sec"]]];
    for (var n = 0; n < ways.length; n += 1) {
      found = ways[n][0].exec(bare);
      if (found) return { key: key(ways[n][1], found), name: found[1].replace(/[《》]/g, "").replace(/^[本该]/, "") };
    }
    return { key: "", name: "" };
  };

  /** Whether the characters of a name stand in a title in their order: 食安规定 in 食品安全责任制规定. */
  function shortens(name, title) {
    var at = -1;
    return Array.from(name).every(function (character) { return (at = title.indexOf(character, at + 1)) >= 0; });
  }

  /** @returns {?Array<string>} where the instruments stand that a name may mean; null for every one, [] for none */
  find.instruments = function (name, records) {
    if (!name) return null;
    var found = records.reduce(function (out, record) {
      var page = /^(regulation\/[^/]+\/)index\.html$/.exec(record.url);
      var is = page && [record.counted.title].concat(record.counted.also).some(function (title) { return shortens(name, title); });
      return is ? out.concat(page[1]) : out;
    }, []);
    return found.length || !ANY.test(name) ? found : null;
  };

  /**
   * @param {?Array<string>} within addresses of instruments, null for all
   * @returns {Array<number>} the records a key leads to; where a part of it is not there, those of what holds it
   */
  find.clausesAt = function (wanted, records, within) {
    function belongs(record) {
      return !within || within.some(function (place) { return record.url.slice(0, place.length) === place; });
    }
    function among(test) {
      return records.reduce(function (out, record, n) { return record.key && test(record.key) && belongs(record) ? out.concat(n) : out; }, []);
    }
    var parts = wanted.split("-");
    while (parts.length) {
      var exact = parts.join("-");
      var found = among(function (key) { return key === exact; });
      // 第二条第（三）项 where the article has several paragraphs
      if (!found.length && /^art.*-item[0-9]+$/.test(exact)) {
        var ends = new RegExp("^" + parts[0] + "-para[0-9]+-" + parts[parts.length - 1] + "$");
        found = among(function (key) { return ends.test(key); });
      }
      if (found.length) return found;
      parts.pop();
    }
    return [];
  };
})();
