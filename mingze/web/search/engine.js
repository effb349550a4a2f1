/*
 * From a query to results: hits of all its parts, in order, with the lines they stand in.
 */
"use strict";

(function () {
  var find = window.mingze.finding;
  var CLAUSE = 300;
  var OWN_ROLE = 4;
  var LATER_KIND = 0.2; // what each place further down the list of kinds costs
  var SNIPPET = 72;
  var BEFORE = 20;
  var FIRST = 5; // so many first results shall hold what different words of the same letters lead to
  var index = null;

  function ready() {
    index = index || find.unpack(window.mingze.searchData);
    return index;
  }

  function any(hits) {
    return hits.some(Boolean);
  }

  /** Hits of one part: as typed; else by sound; else with other characters or punctuation. */
  function hitsOf(part) {
    var hits = find.literal(part.text, index);
    if (part.letters) {
      var sounding = find.pinyin(part.letters, index);
      return hits.map(function (hit, n) {
        var other = sounding[n];
        return !hit || (other && other.worth > hit.worth) ? other : hit;
      });
    }
    if (!any(hits)) hits = find.further(part.text, index);
    return any(hits) ? hits : find.loose(part.text, index);
  }

  /** @returns {Array<{n: number, worth: number, needles: Array<string>}>} records that hold every part */
  function together(parts) {
    var all = parts.map(hitsOf);
    return index.records.reduce(function (out, record, n) {
      var hits = all.map(function (hits, p) {
        return hits[n] || (parts.length > 1 ? find.inRole(parts[p].text, record, index) : null);
      });
      if (!hits.every(Boolean) || !all.some(function (hits) { return hits[n]; })) return out;
      out.push({
        n: n,
        worth: hits.reduce(function (sum, hit) { return sum + hit.worth; }, 0) / hits.length,
        weight: hits[0].weight,
        needles: hits.map(function (hit) { return hit.needle; })
      });
      return out;
    }, []);
  }

  /** Put the clause a number names first, and what speaks of it after that. */
  function withClause(whole, results) {
    var named = find.clauseNamed(whole);
    var clauses = named.key ? find.clausesAt(named.key, index.records, find.instruments(named.name, index.records)) : [];
    if (!clauses.length) return results;
    var label = find.bare(index.records[clauses[0]].counted.title.split(" ")[0]);
    var known = Object.create(null);
    results.forEach(function (result) { known[result.n] = result; });
    function add(result) {
      if (known[result.n]) return;
      known[result.n] = result;
      results.push(result);
    }
    together([{ text: label, letters: null }]).forEach(add);
    clauses.forEach(function (n, place) {
      add({ n: n, worth: 0, needles: [label] });
      known[n].worth = CLAUSE - place;
    });
    return results;
  }

  /** Among the first results let different words that the same letters may mean have one each. */
  function mixed(results) {
    var seen = Object.create(null);
    var first = results.filter(function (result) {
      var isNew = result.weight !== undefined && !seen[result.needles[0]];
      if (isNew) seen[result.needles[0]] = true;
      return isNew;
    }).slice(0, FIRST);
    if (first.length < 2) return results;
    return first.concat(results.filter(function (result) { return first.indexOf(result) < 0; }));
  }

  /** @returns {Array<Array<number>>} stretches of a text that are one of the needles, in order and apart */
  function marks(counted, needles) {
    var out = [];
    needles.forEach(function (needle) { out.push.apply(out, find.placesIn(counted, needle)); });
    out.sort(function (a, b) { return a[0] - b[0] || b[1] - a[1]; });
    return out.filter(function (mark, n) {
      return out.slice(0, n).every(function (earlier) { return earlier[1] <= mark[0]; });
    });
  }

  /** @returns {{text: string, marks: Array}} the line a needle stands in, cut to what fits; else how the record begins */
  function snippet(record, needles) {
    var places = ["body", "more"];
    for (var p = 0; p < places.length; p += 1) {
      var counted = record.counted[places[p]];
      for (var m = 0; m < needles.length; m += 1) {
        var found = find.placesIn(counted, needles[m])[0];
        if (found) return cut(record[places[p]], counted, found[0], needles);
      }
    }
    return cut(record.body || record.more, record.body ? record.counted.body : record.counted.more, 0, needles);
  }

  function cut(text, counted, at, needles) {
    var lineStart = text.lastIndexOf("\n", at - 1) + 1;
    var lineEnd = text.indexOf("\n", at) < 0 ? text.length : text.indexOf("\n", at);
    var start = Math.max(lineStart, Math.min(at - BEFORE, lineEnd - SNIPPET));
    var end = Math.min(lineEnd, start + SNIPPET);
    var before = start > lineStart ? "…" : "";
    return {
      text: before + text.slice(start, end) + (end < lineEnd ? "…" : ""),
      marks: marks(counted.slice(start, end), needles).map(function (mark) {
        return [mark[0] + before.length, mark[1] + before.length];
      })
    };
  }

  /**
   * @param {string} text as typed
   * @param {string=} role the reader's own
   * @returns {Array<{n: number, kind: string, score: number, needles: Array<string>}>} what is found, the best first
   */
  find.search = function (text, role) {
    ready();
    var query = find.parse(text, index.forms);
    if (!query.parts.length) return [];
    var results = query.joined && query.joined.letters ? together([query.joined]) : [];
    if (!results.length) results = together(query.parts);
    results = withClause(query.whole, results);
    var own = index.roles.map(function (names) { return names[0]; }).indexOf(role);
    results.forEach(function (result) {
      var record = index.records[result.n];
      result.kind = record.kind;
      result.score = result.worth - LATER_KIND * record.order + (own >= 0 && record.role === own ? OWN_ROLE : 0);
    });
    results.sort(function (a, b) { return b.score - a.score || a.n - b.n; });
    return mixed(results);
  };

  /** @returns {Object} a result as readers see it: url, title, kind, kindName, path, snippet, score, and its marks */
  find.describe = function (result) {
    var record = index.records[result.n];
    var found = snippet(record, result.needles);
    return {
      url: window.mingze.base + record.url,
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

  /** @returns {Array<string>} what to search for where a text finds nothing */
  find.instead = function (text, most) {
    ready();
    var query = find.parse(text, index.forms);
    var single = query.parts.length > 1
      ? query.parts.filter(function (part) { return any(hitsOf(part)); }).map(function (part) { return part.text; })
      : [];
    var all = single.concat(find.soundAlike(query.whole, index), find.nearest(query.whole, index, most));
    return all.filter(function (one, n) { return all.indexOf(one) === n; }).slice(0, most);
  };
})();
