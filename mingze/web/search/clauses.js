/*
 * Clause numbers: 第五条, 5条6项, 5(6), art5-item6, 第二章 and their like lead straight to the clause.
 */
"use strict";

(() => {
  const { finding: find } = window.mingze;
  const N = "([0-9]{1,4}|[零〇一二两三四五六七八九十百千]{1,9})";
  const BEFORE = "^(.*?)"; // the name of an instrument, whole or short, before the number
  const SPOKEN = new RegExp(BEFORE + "第?" + N + "条(?:之" + N + ")?(?:第?" + N + "款)?(?:第?\\(?" + N + "\\)?项?)?(?:第?" + N + "目)?$");
  const BRIEF = /^(.*?)([0-9]{1,4})\(([0-9]{1,4})\)$/;
  const KEY = /^()art([0-9]{1,4})(?:z([0-9]{1,4}))?(?:-?para([0-9]{1,4}))?(?:-?item([0-9]{1,4}))?(?:-?sub([0-9]{1,4}))?$/;
  const CHAPTER = new RegExp(BEFORE + "第?" + N + "章(?:第?" + N + "节)?$");
  const ANY = /^(?:规定|办法|细则|条例|制度|责任制|清单|意见|通知|文件|条文)$/; // what people call any instrument
  const DIGITS = "零一二三四五六七八九";

  /** @returns {number} 十五 and 15 as 15 */
  function number(/** @type {string} */ text) {
    if (/^[0-9]+$/.test(text)) return Number(text);
    let sum = 0;
    let digit = 0;
    Array.from(text.replace(/〇/g, "零").replace(/两/g, "二")).forEach((character) => {
      const unit = { 十: 10, 百: 100, 千: 1000 }[character];
      if (unit) {
        sum += (digit || 1) * unit;
        digit = 0;
      } else {
        digit = digit * (sum ? 1 : 10) + DIGITS.indexOf(character);
      }
    });
    return sum + digit;
  }

  function key(/** @type {string[]} */ names, /** @type {RegExpExecArray} */ found) {
    return names
      .map((name, n) => found[n + 2] ? name + number(found[n + 2]) : "")
      .filter(Boolean)
      .join("-")
      .replace("-z", "z");
  }

  /** @returns the clause key a text names, "" for none, and what it calls the instrument */
  find.clauseNamed = function (text) {
    const bare = text.replace(/ /g, "");
    let found;
    /** @type {[RegExp, string[]][]} */
    const ways = [[SPOKEN, ["art", "z", "para", "item", "sub"]], [KEY, ["art", "z", "para", "item", "sub"]], [BRIEF, ["art", "item"]], [CHAPTER, ["ch", "sec"]]];
    for (let n = 0; n < ways.length; n += 1) {
      found = ways[n][0].exec(bare);
      if (found) return { key: key(ways[n][1], found), name: found[1].replace(/[《》]/g, "").replace(/^[本该]/, "") };
    }
    return { key: "", name: "" };
  };

  /** Whether the characters of a name stand in a title in their order: 食安规定 in 食品安全责任制规定. */
  find.shortens = function (name, title) {
    let at = -1;
    return Array.from(name).every((character) => (at = title.indexOf(character, at + 1)) >= 0);
  };

  /** @returns where the instruments stand that a name may mean; null for every one, [] for none */
  find.instruments = function (name, records) {
    if (!name) return null;
    const found = records.reduce((/** @type {string[]} */ out, record) => {
      const page = /^(regulation\/[^/]+\/)index\.html$/.exec(record.url);
      const is = page && [record.counted.title].concat(record.counted.also).some((title) => find.shortens(name, title));
      return is ? out.concat(page[1]) : out;
    }, []);
    return found.length || !ANY.test(name) ? found : null;
  };

  function isKey(/** @type {string} */ wanted) {
    return (/** @type {string} */ key) => key === wanted;
  }

  function matches(/** @type {RegExp} */ pattern) {
    return (/** @type {string} */ key) => pattern.test(key);
  }

  /**
   * @param within addresses of instruments, null for all
   * @returns the records a key leads to; where a part of it is not there, those of what holds it
   */
  find.clausesAt = function (wanted, records, within) {
    function belongs(/** @type {SearchRecord} */ record) {
      return !within || within.some((place) => record.url.slice(0, place.length) === place);
    }
    function among(/** @type {(key: string) => boolean} */ test) {
      return records.reduce((/** @type {number[]} */ out, record, n) => record.key && test(record.key) && belongs(record) ? out.concat(n) : out, []);
    }
    const parts = wanted.split("-");
    while (parts.length) {
      let found = among(isKey(parts.join("-")));
      // 第二条第（三）项 where the article has several paragraphs
      if (!found.length && /^art.*-item[0-9]+$/.test(parts.join("-"))) {
        found = among(matches(new RegExp("^" + parts[0] + "-para[0-9]+-" + parts[parts.length - 1] + "$")));
      }
      if (found.length) return found;
      parts.pop();
    }
    return [];
  };
})();
