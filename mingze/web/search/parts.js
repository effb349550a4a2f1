/*
 * A large site's index in parts: shards of units, which are searched whole, and pieces, which are opened to look.
 * mingze/search/divided.py and shards.py say how they are laid out.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { finding: find } = site;
  const SITE = "site_"; // what belongs to no unit
  const MOST_SHARED = 2; // shards of it that every reader loads
  const SECTION = 12;
  const TOGETHER = 2; // pieces of a file
  /** @type {By<SearchIndex>} */
  const opened = {};
  /** @type {Later} */
  let table = null;
  /** @type {SearchIndex} */
  let whole;
  find.own = [];
  find.settled = Promise.resolve();

  /** @returns {Promise<SearchData>} a shard or a piece, as it comes */
  function part(/** @type {string} */ name, /** @type {string} */ file) {
    const there = () => site.searchParts && site.searchParts[name];
    // who asked first for the file may have asked for another piece
    return site.load("search/" + file + ".js", there).then(() => /** @type {SearchData} */ (there()));
  }

  function nameOf(/** @type {number} */ unit, /** @type {number} */ piece) {
    return "pieces/" + site.searchData.units[unit][0] + "." + piece;
  }

  /** @returns {string} the file that holds a piece of a unit */
  find.fileOf = function (unit, piece) {
    return nameOf(unit, Math.floor(piece / TOGETHER));
  };

  /** @returns whether a piece is here already */
  find.isHere = function (unit, piece) {
    return !!site.searchParts && !!site.searchParts[nameOf(unit, piece)];
  };

  /** @returns {Promise<SearchIndex>} a piece of a unit (by its place in the list) */
  find.piece = function (unit, piece) {
    const name = nameOf(unit, piece);
    if (opened[name]) return Promise.resolve(opened[name]);
    return part(name, find.fileOf(unit, piece)).then((data) => opened[name] = find.unpack(data));
  };

  /** Take a part into what is searched at once. */
  function add(/** @type {SearchIndex} */ index) {
    const before = whole.roles.length;
    index.records.forEach((record) => {
      if (record.role >= 0) record.role += before;
      whole.records.push(record);
    });
    whole.roles = whole.roles.concat(index.roles);
    Object.assign(whole.forms, index.forms);
    delete whole.names;
  }

  /** What is read of letters, for everything that is searched at once. */
  function tell() {
    if (table) Object.assign(whole, { forms: Object.assign(whole.forms, table.forms), further: table.further, sounds: table.sounds });
  }

  /** @returns {number} where a unit stands in the list, -1 where there is none such */
  function place(/** @type {string} */ id) {
    return site.searchData.units.map((unit) => unit[0]).indexOf(id);
  }

  /** @returns {Promise<SearchIndex[]>} all shards of a unit */
  function shards(/** @type {number} */ unit) {
    const [id, , count] = site.searchData.units[unit];
    return Promise.all(Array.from({ length: count }, (_, n) => part("units/" + id + "." + n, "units/" + id + "." + n))).then((all) => all.map(find.unpack));
  }

  /**
   * Take the reader's own unit, and what belongs to the whole site, for what is searched at once.
   * @returns {Promise<void>} settled once the own unit is here, or, without one, what belongs to all
   */
  find.open = function () {
    const units = site.searchData.units;
    const own = place(site.unit());
    const shared = place(SITE);
    /** @type {SearchIndex} */
    const mine = whole = { records: [], kinds: site.searchData.kinds, roles: [], forms: Object.create(null), further: "", sounds: {} };
    /** @type {number[]} */
    const held = find.own = [];
    find.use(whole);
    tell();
    /** @returns {Promise<void>} */
    function take(/** @type {number} */ unit) {
      return shards(unit).then((indices) => {
        if (mine !== whole) return; // another unit was chosen meanwhile
        indices.forEach(add);
        held.push(unit);
        find.told();
      });
    }
    const first = own < 0 ? Promise.resolve() : take(own);
    // what is everybody's comes after the reader's own, on whose line it would stand; until then it is found like what other units hold
    const all = first.then(() => shared >= 0 && units[shared][2] <= MOST_SHARED ? take(shared) : undefined);
    find.settled = all.catch(() => {});
    return own < 0 ? all : first;
  };

  /** @returns {Promise<LetterTable>} readings and other forms of all characters of the site */
  find.letterTable = function () {
    if (table) return Promise.resolve(table);
    return site.load("search/letters.js", () => site.searchLetters).then((/** @type {SearchData} */ data) => {
      const alphabet = Array.from(data.alphabet || "");
      const to = Array.from(data.forms[1]);
      /** @type {By<string>} */
      const forms = Object.create(null);
      Array.from(data.forms[0]).forEach((character, n) => { forms[character] = to[n]; });
      table = { sounds: find.soundsOf(data, alphabet), forms, further: data.further };
      if (whole) tell();
      return table;
    });
  };

  find.hasTable = function () {
    return !!table;
  };

  /** @returns {Array<[number, number]>} unit and first piece of every section, in their order */
  find.sections = function () {
    /** @type {[number, number][]} */
    const out = [];
    site.searchData.units.forEach((unit, n) => {
      for (let piece = 0; piece < unit[3]; piece += SECTION) out.push([n, piece]);
    });
    return out;
  };
})();
