/*
 * Where one part of a query stands in each record, and how good a place that is.
 */
"use strict";

(() => {
  const { finding: find } = window.mingze;
  const WHOLE = 100; // a title, or another name, that is just this
  const START = 80;
  const TITLE = 70;
  const PATH = 50;
  const BODY = 40;
  const MORE = 25;
  const ROLE = 20;
  /** @type {("path" | "body" | "more")[]} */
  const AFTER = ["path", "body", "more"]; // places that come after a record's names
  const BETWEEN = "[\\p{P}\\p{S}]*";
  const STEADY = 0.5; // how much of a pinyin hit's worth does not depend on how common the words are
  const RARE_READING = 0.4;

  /** How good a stretch of a name is. */
  function inName(/** @type {string} */ name, /** @type {number} */ start, /** @type {number} */ end) {
    if (start === 0) return end === name.length ? WHOLE : START + (2 * end) / name.length;
    return TITLE + (2 * (end - start)) / name.length;
  }

  /** @returns {number} how good a stretch of one of a record's places is */
  function worth(/** @type {string} */ name, /** @type {string} */ text, /** @type {number} */ start, /** @type {number} */ end) {
    if (name === "title") return inName(text, start, end);
    if (name === "also") return inName(text, start, end) - 2;
    if (name === "path") return PATH;
    return name === "body" ? BODY - Math.min(2, start / 200) : MORE - Math.min(2, start / 400);
  }

  /** @returns {NamedText[]} the named texts of a record, the best place first; made once */
  function placesOf(/** @type {SearchRecord} */ record) {
    if (record.places) return record.places;
    const bare = record.bare;
    /** @type {NamedText[]} */
    const places = [{ name: "title", text: bare.title }];
    bare.also.forEach((text) => { places.push({ name: "also", text }); });
    AFTER.forEach((name) => { places.push({ name, text: bare[name] }); });
    return record.places = places.filter((place) => place.text);
  }

  /** @returns {Hits} by record, its best stretch {worth, needle} found by `next(text)` → [start, end] or null */
  function firstHits(/** @type {SearchIndex} */ index, /** @type {(text: string) => Stretch | null} */ next) {
    return index.records.map((record) => {
      /** @type {Later} */
      let best = null;
      placesOf(record).forEach((place) => {
        const found = next(place.text);
        if (!found) return;
        const value = worth(place.name, place.text, found[0], found[1]);
        if (!best || value > best.worth) best = { worth: value, needle: place.text.slice(found[0], found[1]) };
      });
      return best;
    });
  }

  /** @returns hits of a text as it is typed */
  find.literal = function (text, index) {
    return firstHits(index, (place) => {
      const start = place.indexOf(text);
      return start < 0 ? null : [start, start + text.length];
    });
  };

  /** @returns hits of a text whose signs, or those of the place, do not count, nor where its sentences end */
  find.loose = function (text, index) {
    const characters = Array.from(text).filter((c) => !new RegExp("^" + BETWEEN + "$", "u").test(c));
    if (characters.length < 2) return [];
    const pattern = new RegExp(characters.reduce((out, c) => 
       out + (/[0-9]$/.test(out) && /[0-9]/.test(c) ? "" : BETWEEN) + c // 15 is not 1.5
    ), "u");
    return firstHits(index, (place) => {
      const found = pattern.exec(place);
      return found ? [found.index, found.index + found[0].length] : null;
    });
  };

  /** @returns what each character may stand for beside itself, as it counts */
  function others(/** @type {SearchIndex} */ index) {
    const other = Object.create(null);
    for (let n = 0; n < index.further.length; n += 2) other[index.further[n]] = find.fold(index.further[n + 1], index.forms);
    return other;
  }

  /** @returns a text with every such character as the other one, "" where there is none */
  find.otherwise = function (text, index) {
    const other = others(index);
    const out = Array.from(text).map((c) => other[c] || c).join("");
    return out === text ? "" : out;
  };

  /** @returns hits of a text in which characters may stand for further ones (答覆 for 答复) */
  find.further = function (text, index) {
    const other = others(index);
    const source = Object.keys(other).reduce((out, c) => out.replace(new RegExp(c, "g"), "[" + c + other[c] + "]"), text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
    if (source.indexOf("[") < 0) return [];
    const pattern = new RegExp(source);
    return firstHits(index, (place) => {
      const found = pattern.exec(place);
      return found ? [found.index, found.index + found[0].length] : null;
    });
  };

  /** Everything letters could mean: what stands where, and how often. */
  function candidates(/** @type {Letters} */ letters, /** @type {SearchIndex} */ index) {
    const scan = find.letters(letters.typed, letters.breaks, index.sounds, false);
    const found = Object.create(null);
    const alone = letters.typed.length === 1;
    /** @type {Later} */
    let own;
    /** @type {NamedText} */
    let place;
    function visit(/** @type {number} */ start, /** @type {number} */ end) {
      if (alone && start > 0) return;
      const needle = place.text.slice(start, end);
      const value = worth(place.name, place.text, start, end);
      const entry = found[needle] || (found[needle] = { count: 0, best: 0 });
      entry.count += 1;
      if (value > entry.best) entry.best = value;
      own = own || Object.create(null);
      if (!(own[needle] >= value)) own[needle] = value;
    }
    const hits = index.records.map((record) => {
      own = null;
      const places = placesOf(record);
      for (let n = 0; n < places.length; n += 1) {
        place = places[n];
        if (!alone || place.name === "title") scan(place.text, visit);
      }
      return own;
    });
    return { found, hits };
  }

  /** Give each candidate its weight: common words, names, whole syllables and usual readings before others. */
  function weigh(/** @type {By<Candidate>} */ found, /** @type {Letters} */ letters, /** @type {SearchIndex} */ index) {
    const usual = find.letters(letters.typed, letters.breaks, index.sounds, true);
    const needles = Object.keys(found);
    const fewest = needles.reduce((least, needle) => Math.min(least, needle.length), Infinity);
    needles.forEach((needle) => {
      const entry = found[needle];
      let isUsual = false;
      usual(needle, (start) => { isUsual = isUsual || start === 0; });
      const named = entry.best >= WHOLE - 2 ? 6 : entry.best >= START - 2 ? 2 : entry.best >= TITLE - 2 ? 1 : 0;
      entry.weight = (Math.log(1 + entry.count) + named) * Math.pow(fewest / needle.length, 2) * (isUsual ? 1 : RARE_READING);
      if (needle === letters.typed) entry.weight *= 2;
    });
    return needles.reduce((most, needle) => Math.max(most, found[needle].weight), 0);
  }

  /** @returns hits of pinyin; each tells the `weight` of the words it stands for */
  find.pinyin = function (letters, index) {
    const all = candidates(letters, index);
    const most = weigh(all.found, letters, index);
    return all.hits.map((own) => {
      if (!own) return null;
      return Object.keys(own).reduce((/** @type {Later} */ best, needle) => {
        const weight = all.found[needle].weight / most;
        const worth = own[needle] * (STEADY + (1 - STEADY) * weight);
        return !best || worth > best.worth ? { worth, needle, weight } : best;
      }, null);
    });
  };

  /** @returns words of the site that sound like a text and are as long, the likeliest first */
  find.soundAlike = function (text, index) {
    const spelled = Array.from(text).map((c) => index.sounds[c] ? index.sounds[c].here[0] : c);
    /** @type {number[]} */
    const breaks = [];
    spelled.reduce((at, syllable) => {
      breaks.push(at);
      return at + syllable.length;
    }, 0);
    const typed = spelled.join("");
    if (text.length < 2 || typed === text || typed.length > find.MOST_LETTERS) return [];
    const letters = { typed, breaks: breaks.slice(1) };
    const found = candidates(letters, index).found;
    weigh(found, letters, index);
    return Object.keys(found)
      .filter((needle) => needle.length === text.length)
      .sort((a, b) => found[b].weight - found[a].weight);
  };

  /** @returns the hit of a text in the names of a record's role; they help a query of several words */
  find.inRole = function (text, record, index) {
    const names = record.role >= 0 ? index.roles[record.role].slice(1) : [];
    const found = names.some((name) => find.bare(find.fold(name, index.forms)).indexOf(text) >= 0);
    return found ? { worth: ROLE, needle: text } : null;
  };
})();
