/*
 * The index as it comes (mingze/search/emit.py says how it is laid out), made ready for searching.
 */
"use strict";

(() => {
  const { finding: find } = window.mingze;
  const FIRST = 32; // the digits of the codes: printable ASCII without " and \
  const FIELDS = 5;
  const MARK = { part: "\x1e", field: "\x1f", same: "\x1d" };
  // signs that say something (90%, A&B); those that end a sentence keep its words from those of the next one
  const MEANT = "%‰‱&@#§。！？!?；;\n" + MARK.part + MARK.field + MARK.same;
  // quotes, brackets, dashes, points, accents, spaces, what is not seen: they mean nothing where texts are compared
  const NOTHING = "(?:(?![" + MEANT + "])[\\p{P}\\p{M}\\p{Z}\\p{Cc}\\p{Cf}\\p{Sk}\\s|~\u115f\u1160\u2800\u3164\uffa0])";
  const RUN = new RegExp(NOTHING + "+", "gu");

  /** @returns {Array<number>} the value of each ASCII character as a digit */
  function digits() {
    const values = [];
    for (let code = FIRST, n = 0; code < 127; code += 1) {
      if (code !== 34 && code !== 92) values[code] = n++;
    }
    return values;
  }

  /**
   * Read coded text, as it stands and as it counts when it is compared; both have the same length.
   * @param {string} coded
   * @param alphabet the characters, and `counted` what they count as
   * @param {number} single how many of them have a code of one digit
   * @returns the text and the compared text
   */
  find.decode = function (coded, alphabet, counted, single) {
    const values = digits();
    const base = values.filter((value) => value !== undefined).length;
    let text = "";
    let folded = "";
    for (let at = 0; at < coded.length; at += 1) {
      let n = values[coded.charCodeAt(at)];
      if (n === base - 1) {
        n = single + (base - 1 - single) * base;
        n += (values[coded.charCodeAt(at + 1)] * base + values[coded.charCodeAt(at + 2)]) * base + values[coded.charCodeAt(at + 3)];
        at += 3;
      } else if (n >= single) {
        at += 1;
        n = single + (n - single) * base + values[coded.charCodeAt(at)];
      }
      text += alphabet[n];
      folded += counted[n];
    }
    return [text, folded];
  };

  /** @returns {boolean} whether marks say something all the same: 1.5 is not 15 */
  function isBetweenDigits(/** @type {string} */ run, /** @type {number} */ at, /** @type {string} */ text) {
    return run.length === 1 && /[0-9]/.test(text.charAt(at - 1)) && /[0-9]/.test(text.charAt(at + 1));
  }

  /** @returns {string} a text, as it counts, without the marks that mean nothing: what searches compare */
  find.bare = function (text) {
    return text.replace(RUN, (run, at, whole) => isBetweenDigits(run, at, whole) ? run.replace(/[\p{Pd}~]/u, "-") : "");
  };

  /** @returns where a bare text stands in one that has its marks: [start, end] of each place */
  find.placesIn = function (text, needle) {
    const bare = find.bare(text);
    /** @type {Stretch[]} */
    const out = [];
    /** @type {Later} */
    let from = null;
    for (let at = bare.indexOf(needle); needle && at >= 0; at = bare.indexOf(needle, at + needle.length)) {
      from = from || positions(text);
      out.push([from[at], from[at + needle.length - 1] + 1]);
    }
    return out;
  };

  /** @returns {Array<number>} for each character of the bare text where it stands in the text */
  function positions(/** @type {string} */ text) {
    /** @type {number[]} */
    const out = [];
    let at = 0;
    function take(/** @type {number} */ end) {
      for (; at < end; at += 1) out.push(at);
    }
    text.replace(RUN, (run, start, whole) => {
      take(start);
      if (!isBetweenDigits(run, start, whole)) at = start + run.length;
      return "";
    });
    take(text.length);
    return out;
  }

  /** @returns {string} a text that is not coded, as it counts when it is compared */
  function folded(/** @type {string} */ text, /** @type {By<string>} */ forms) {
    const other = Object.keys(forms).map((character) => character.replace(/[\\\]^-]/g, "\\$&")).join("");
    return other ? text.replace(new RegExp("[" + other + "]", "gu"), (character) => forms[character]) : text;
  }

  /** @returns readings by character; given is a text a Chinese character, in the order of the alphabet */
  find.soundsOf = function (data, alphabet) {
    const sounds = Object.create(null);
    const given = data.sounds ? data.sounds.split(" ") : [];
    let next = 0;
    alphabet.forEach((character) => {
      if (character < "\u3400" || character > "\u9fff" || next >= given.length) return;
      const parts = given[next++].split(",");
      if (!parts[0]) return;
      const here = parts[0].split("/");
      sounds[character] = { here, all: parts[1] ? here.concat(parts[1].split("/")) : here };
    });
    return sounds;
  };

  /** @returns {RecordTexts} one record's fields by name; its body may stand with an earlier record */
  function placesOf(/** @type {string[]} */ fields, /** @type {number} */ at, /** @type {number} */ same) {
    return {
      title: fields[at], path: fields[at + 1], body: fields[same], more: fields[at + 3],
      also: fields[at + 4] ? fields[at + 4].split(MARK.part) : []
    };
  }

  /** @param data `mingze.searchData`  @returns records with their texts, and the tables of characters */
  find.unpack = function (data) {
    const alphabet = data.alphabet === undefined ? null : Array.from(data.alphabet);
    const to = Array.from(alphabet ? find.decode(data.forms[1], alphabet, alphabet, data.single)[0] : data.forms[1]);
    const forms = Object.create(null);
    Array.from(data.forms[0]).forEach((character, n) => { forms[character] = to[n]; });
    const texts = alphabet
      ? find.decode(data.text, alphabet, alphabet.map((character) => forms[character] || character), data.single)
      : [data.text, folded(data.text, forms)];
    const shown = texts[0].split(MARK.field);
    const counted = texts[1].split(MARK.field);
    const bare = find.bare(texts[1]).split(MARK.field);
    const anchors = data.anchor.split(" ");
    const keys = data.key.split(" ");
    const added = data.added || [];
    const kinds = data.kinds || window.mingze.searchData.kinds; // a part of an index leaves them to the whole
    const records = data.kind.map((kind, n) => {
      const at = n * FIELDS;
      const same = shown[at + 2].charAt(0) === MARK.same ? Number(shown[at + 2].slice(1)) * FIELDS + 2 : at + 2;
      const page = data.pages[data.page[n]];
      return {
        kind: kinds[kind][0],
        order: kind,
        role: data.role[n],
        url: anchors[n] === "-" ? page : page + "#" + anchors[n],
        badge: data.badges[data.badge[n]],
        key: keys[n] === "-" ? "" : keys[n],
        added: added.indexOf(n) >= 0,
        title: shown[at],
        path: shown[at + 1],
        body: shown[same],
        more: shown[at + 3],
        counted: placesOf(counted, at, same),
        bare: placesOf(bare, at, same)
      };
    });
    return { records, kinds, roles: data.roles, forms, further: data.further || "", sounds: find.soundsOf(data, alphabet || []) };
  };
})();
