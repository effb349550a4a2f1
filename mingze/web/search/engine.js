/*
 * From a query to results: hits of all its parts, in order, with the lines they stand in.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { finding: find } = site;
  const CLAUSE = 300;
  const OWN_ROLE = 4;
  const LATER_KIND = 0.2; // what each place further down the list of kinds costs
  const SNIPPET = 72;
  const BEFORE = 20;
  const FIRST = 5; // so many first results shall hold what different words of the same letters lead to
  /** @type {SearchIndex} */
  let index;

  function ready() {
    index = index || find.unpack(site.searchData);
    return index;
  }

  /** Search this index from now on, and not the one that stands in a single file. */
  find.use = function (made) {
    index = made;
  };

  /** @returns the index that is searched at once */
  find.index = ready;

  function any(/** @type {Hits} */ hits) {
    return hits.some(Boolean);
  }

  /** @returns {hits is Hit[]} */
  function areAll(/** @type {Hits} */ hits) {
    return hits.every(Boolean);
  }

  /** Hits of one part: as typed; else by sound; else with other characters or punctuation. */
  function hitsOf(/** @type {QueryPart} */ part) {
    let hits = find.literal(part.text, index);
    if (part.letters) {
      const sounding = find.pinyin(part.letters, index);
      return hits.map((hit, n) => {
        const other = sounding[n];
        return !hit || (other && other.worth > hit.worth) ? other : hit;
      });
    }
    if (!any(hits)) hits = find.further(part.text, index);
    return any(hits) ? hits : find.loose(part.text, index);
  }

  /**
   * @param {SearchIndex} index
   * @param {(part: QueryPart) => Hits} hitsOf
   * @returns {FoundRecord[]} records of an index that hold every part
   */
  function together(/** @type {QueryPart[]} */ parts, index, hitsOf) {
    const all = parts.map(hitsOf);
    return index.records.reduce((/** @type {FoundRecord[]} */ out, record, n) => {
      const hits = all.map((hits, p) => hits[n] || (parts.length > 1 ? find.inRole(parts[p].text, record, index) : null));
      if (!areAll(hits) || !all.some((hits) => hits[n])) return out;
      out.push({
        n,
        worth: hits.reduce((sum, hit) => sum + hit.worth, 0) / hits.length,
        weight: hits[0].weight,
        needles: hits.map((hit) => hit.needle)
      });
      return out;
    }, []);
  }

  /** Put the clauses at these places first, and what speaks of them after that. */
  function withClauses(/** @type {number[]} */ clauses, /** @type {FoundRecord[]} */ results, /** @type {SearchIndex} */ index) {
    if (!clauses.length) return results;
    const label = find.bare(index.records[clauses[0]].counted.title.split(" ")[0]);
    const known = Object.create(null);
    results.forEach((result) => { known[result.n] = result; });
    function add(/** @type {FoundRecord} */ result) {
      if (known[result.n]) return;
      known[result.n] = result;
      results.push(result);
    }
    together([{ text: label, letters: null }], index, hitsOf).forEach(add);
    clauses.forEach((n, place) => {
      add({ n, worth: 0, needles: [label] });
      known[n].worth = CLAUSE - place;
    });
    return results;
  }

  /** @returns {number[]} where the clauses stand that a number names, in the instrument it names */
  function clausesNamed(/** @type {string} */ whole, /** @type {SearchIndex} */ index) {
    const named = find.clauseNamed(whole);
    return named.key ? find.clausesAt(named.key, index.records, find.instruments(named.name, index.records)) : [];
  }

  /** @returns {Result[]} what is found, the best first */
  function ranked(/** @type {FoundRecord[]} */ found, /** @type {SearchIndex} */ index, /** @type {string | undefined} */ role) {
    const own = index.roles.map((names) => names[0]).indexOf(role || "");
    const results = /** @type {Result[]} */ (found);
    results.forEach((result) => {
      const record = index.records[result.n];
      result.index = index;
      result.kind = record.kind;
      result.score = result.worth - LATER_KIND * record.order + (own >= 0 && record.role === own ? OWN_ROLE : 0);
    });
    return results.sort((a, b) => b.score - a.score || a.n - b.n);
  }

  /** Among the first results let different words that the same letters may mean have one each. */
  function mixed(/** @type {FoundRecord[]} */ results) {
    const seen = Object.create(null);
    const first = results.filter((result) => {
      const isNew = result.weight !== undefined && !seen[result.needles[0]];
      if (isNew) seen[result.needles[0]] = true;
      return isNew;
    }).slice(0, FIRST);
    if (first.length < 2) return results;
    return first.concat(results.filter((result) => first.indexOf(result) < 0));
  }

  /** @returns {Stretch[]} stretches of a text that are one of the needles, in order and apart */
  function marks(/** @type {string} */ counted, /** @type {string[]} */ needles) {
    /** @type {Stretch[]} */
    const out = [];
    needles.forEach((needle) => { out.push.apply(out, find.placesIn(counted, needle)); });
    out.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    return out.filter((mark, n) => out.slice(0, n).every((earlier) => earlier[1] <= mark[0]));
  }

  /** @returns {{ text: string, marks: Stretch[] }} the line a needle stands in, cut to what fits; else how the record begins */
  function snippet(/** @type {SearchRecord} */ record, /** @type {string[]} */ needles) {
    /** @type {("body" | "more")[]} */
    const places = ["body", "more"];
    for (let p = 0; p < places.length; p += 1) {
      const counted = record.counted[places[p]];
      for (let m = 0; m < needles.length; m += 1) {
        const found = find.placesIn(counted, needles[m])[0];
        if (found) return cut(record[places[p]], counted, found[0], needles);
      }
    }
    return cut(record.body || record.more, record.body ? record.counted.body : record.counted.more, 0, needles);
  }

  /** @returns {{ text: string, marks: Stretch[] }} */
  function cut(/** @type {string} */ text, /** @type {string} */ counted, /** @type {number} */ at, /** @type {string[]} */ needles) {
    const lineStart = text.lastIndexOf("\n", at - 1) + 1;
    const lineEnd = text.indexOf("\n", at) < 0 ? text.length : text.indexOf("\n", at);
    const start = Math.max(lineStart, Math.min(at - BEFORE, lineEnd - SNIPPET));
    const end = Math.min(lineEnd, start + SNIPPET);
    const before = start > lineStart ? "…" : "";
    return {
      text: before + text.slice(start, end) + (end < lineEnd ? "…" : ""),
      marks: marks(counted.slice(start, end), needles).map((mark) => [mark[0] + before.length, mark[1] + before.length])
    };
  }

  /**
   * @param {string} text as typed
   * @param {string | undefined} role the reader's own
   * @returns what is found, the best first
   */
  find.search = function (text, role) {
    ready();
    const query = find.parse(text, index.forms);
    if (!query.parts.length) return [];
    let results = query.joined && query.joined.letters ? together([query.joined], index, hitsOf) : [];
    if (!results.length) results = together(query.parts, index, hitsOf);
    results = withClauses(clausesNamed(query.whole, index), results, index);
    return /** @type {Result[]} */ (mixed(ranked(results, index, role)));
  };

  /** @returns what of another index holds one word of each part as it stands, the best first */
  find.within = function (parts, index) {
    const each = parts.map((words) => ({ text: words[0], letters: null, words }));
    return ranked(together(each, index, (part) => (
      parts[each.indexOf(/** @type {any} */ (part))].map((word) => find.literal(word, index)).reduce((best, hits) => (
        best.map((hit, n) => { const other = hits[n]; return !hit || (other && other.worth > hit.worth) ? other : hit; })
      ))
    )), index, "");
  };

  /** @returns the clauses of another index that a key leads to, in these instruments */
  find.clausesWithin = function (key, within, index) {
    const clauses = find.clausesAt(key, index.records, within);
    return ranked(clauses.map((n, place) => ({ n, worth: CLAUSE - place, needles: [] })), index, "");
  };

  /** @returns a result as readers see it: url, title, kind, kindName, path, snippet, score, and its marks */
  find.describe = function (result) {
    const record = result.index.records[result.n];
    const found = snippet(record, result.needles);
    return {
      url: site.base + record.url,
      title: record.title,
      kind: record.kind,
      kindName: index.kinds[record.order][1],
      path: record.path,
      badge: record.badge,
      snippet: found.text,
      score: result.score,
      marks: {
        title: marks(record.counted.title, result.needles),
        path: marks(record.counted.path, result.needles),
        snippet: found.marks
      }
    };
  };

  /** @returns what to search for where a text finds nothing */
  find.instead = function (text, most) {
    ready();
    const query = find.parse(text, index.forms);
    const single = query.parts.length > 1
      ? query.parts.filter((part) => any(hitsOf(part))).map((part) => part.text)
      : [];
    const all = single.concat(find.soundAlike(query.whole, index), find.nearest(query.whole, index, most));
    return all.filter((one, n) => all.indexOf(one) === n).slice(0, most);
  };
})();
