/*
 * What other units of a large site hold: pieces that may hold it are named by grams, opened a few at a time and looked
 * through. What has not been opened is told, so nothing is missed for good and nothing said that is not so.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { finding: find } = site;
  const AT_ONCE = 6; // files of pieces fetched at a time
  const LEAST = 2;
  const LINE = 59; // kB packed that a new query may cost; of ten thousand posts (docs/decisions/037-search-at-scale.md)
  const SCRIPT = 5.9; // kB of a script of grams, of such as are asked for together
  const FILE = 6.3; // kB of a file of pieces
  const INSTRUMENTS = 3; // whose clauses a number may mean

  /** @returns {IndexPiece[]} pieces that may hold a query, those with such a name first, then one of each unit before the second of any */
  function waiting(/** @type {{held: number[], named: number[]}} */ masks) {
    /** @type {By<number>} */
    const seen = {};
    /** @type {IndexPiece[]} */
    const out = [];
    find.sections().forEach(([unit, first], n) => {
      if (find.own.indexOf(unit) >= 0) return;
      for (let bit = 0; masks.held[n] >> bit; bit += 1) {
        if (!(masks.held[n] >> bit & 1)) continue;
        seen[unit] = (seen[unit] || 0) + 1;
        out.push({ unit, piece: first + bit, named: (masks.named[n] >> bit & 1) === 1, rank: seen[unit] });
      }
    });
    return out.sort((a, b) => Number(b.named) - Number(a.named) || a.rank - b.rank || a.unit - b.unit);
  }

  /** @returns {IndexPiece[]} the pieces that hold the clause of an instrument which a query names: 食安规定7条4项 */
  function clausePieces(/** @type {string} */ whole) {
    const named = find.clauseNamed(whole);
    if (!named.key || !named.name) return [];
    const fit = site.searchData.instruments.filter((one) => (
      find.own.indexOf(one[2]) < 0 && one[1].some((name) => find.shortens(named.name, find.fold(name, {})))
    ));
    /** @type {IndexPiece[][]} */
    const out = fit.slice(0, INSTRUMENTS).map((one) => (
      one[3].map((piece) => ({ unit: one[2], piece, named: true, rank: 0, clause: { key: named.key, within: ["regulation/" + one[0] + "/"] } }))
    ));
    return out.reduce((all, pieces) => all.concat(pieces), []);
  }

  /** @returns {Promise<string[][]>} for each part of a query the words it may stand for */
  function wordsOf(/** @type {Query} */ query, /** @type {boolean} */ withFurther) {
    const parts = query.joined && query.joined.letters ? [query.joined] : query.parts;
    return Promise.all(parts.map((part) => {
      if (part.letters) return find.wordsOf(part.letters).then((words) => [part.text].concat(words), () => [part.text]);
      const other = withFurther ? find.otherwise(part.text, find.index()) : "";
      return Promise.resolve(other ? [part.text, other] : [part.text]);
    }));
  }

  /** @returns {Result[]} what a piece holds of it */
  function heldBy(/** @type {Elsewhere} */ it, /** @type {IndexPiece} */ piece, /** @type {SearchIndex} */ index) {
    return piece.clause ? find.clausesWithin(piece.clause.key, piece.clause.within, index) : find.within(it.parts, index);
  }

  /** Put the results of a piece with those of its unit. */
  function put(/** @type {Elsewhere} */ it, /** @type {IndexPiece} */ piece, /** @type {Result[]} */ results) {
    it.opened += 1;
    if (!results.length) return;
    let of = it.units.filter((one) => one.unit === piece.unit)[0];
    if (!of) it.units.push(of = { unit: piece.unit, name: site.searchData.units[piece.unit][1], results: [] });
    results.forEach((result) => { of.results.push(result); });
    of.results.sort((a, b) => b.score - a.score);
    it.count += results.length;
  }

  /** @returns {number} how many files are opened at first, after so many scripts of grams */
  function atFirst(/** @type {number} */ scripts) {
    return Math.max(LEAST, Math.min(AT_ONCE, Math.floor((LINE - SCRIPT * scripts) / FILE)));
  }

  /**
   * @param {boolean} isSecond whether characters may be written otherwise (責任, 答覆): known once the table of letters is here
   * @returns {Promise<Elsewhere>} what a query may find in other units; nothing is opened yet
   */
  function begin(/** @type {string} */ text, isSecond) {
    const query = find.parse(text, find.index().forms);
    return wordsOf(query, isSecond).then((parts) => (
      (parts.length ? find.candidates(parts) : Promise.resolve({ held: [], named: [], scripts: 0 })).then((masks) => (
        { text, isSecond, parts, left: clausePieces(query.whole).concat(waiting(masks)), atFirst: atFirst(masks.scripts), units: [], count: 0, opened: 0 }
      ))
    ));
  }

  /** @returns {Promise<Elsewhere>} once the first pieces were opened */
  function look(/** @type {Elsewhere} */ it) {
    if (it.left.length && !it.opened) return find.openMore(it).then(look);
    if (it.left.length || it.count || it.isSecond) return Promise.resolve(it);
    return find.letterTable().then(() => begin(it.text, true)).then(look);
  }

  find.elsewhere = function (text) {
    return begin(text, false).then(look);
  };

  /** @returns {IndexPiece[]} what the next files hold */
  function next(/** @type {IndexPiece[]} */ pieces, /** @type {number} */ most) {
    const files = pieces.map((one) => find.fileOf(one.unit, one.piece));
    const first = files.filter((file, n) => files.indexOf(file) === n).slice(0, most);
    return pieces.filter((_, n) => first.indexOf(files[n]) >= 0);
  }

  /** Open the next pieces, and look; those that are here already cost nothing. Rejected where none arrives. */
  find.openMore = function (it) {
    const here = it.left.filter((piece) => find.isHere(piece.unit, piece.piece));
    const wanted = next(it.left.filter((piece) => here.indexOf(piece) < 0), it.opened ? AT_ONCE : it.atFirst);
    /** @type {any} */
    let failure = null;
    return Promise.all(here.concat(wanted).map((piece) => (
      find.piece(piece.unit, piece.piece).then((index) => ({ piece, index }), (error) => {
        failure = error;
        return null;
      })
    ))).then((all) => {
      // in their order, whichever came first
      all.forEach((one) => {
        if (!one || it.left.indexOf(one.piece) < 0) return;
        it.left.splice(it.left.indexOf(one.piece), 1);
        put(it, one.piece, heldBy(it, one.piece, one.index));
      });
      if (failure && !all.some(Boolean)) throw failure;
      return it;
    });
  };

  /** @returns {number} how many units may hold it beside what was opened */
  find.unitsLeft = function (it) {
    return it.left.filter((piece, n) => it.left.findIndex((other) => other.unit === piece.unit) === n).length;
  };
})();
