/*
 * What this device remembers of the learning: one small record a question, under the site's key.
 *
 * A record is {n: answers, r: right ones, t: time of the last in ms, ok: 1 where the last was right,
 * w: right answers still wanted before it leaves the wrong-answer book, c: its FSRS card, star: 1}.
 */
"use strict";

(function () {
  window.mingze = window.mingze || {};
  var quiz = (window.mingze.quiz = window.mingze.quiz || {});
  var TO_CLEAR = 2;

  function isRecord(value) {
    return value && typeof value === "object" && !Array.isArray(value);
  }

  function count(value) {
    return typeof value === "number" && isFinite(value) && value >= 0 ? value : 0;
  }

  /** What is kept, without what is damaged: a record of another shape counts as none. */
  function clean(kept) {
    var out = {};
    if (!isRecord(kept)) return out;
    Object.keys(kept).forEach(function (id) {
      var one = kept[id];
      if (!/^[a-z0-9-]{1,64}$/.test(id) || !isRecord(one)) return;
      out[id] = { n: count(one.n), r: Math.min(count(one.r), count(one.n)), t: count(one.t) };
      if (one.ok) out[id].ok = 1;
      if (count(one.w)) out[id].w = Math.min(count(one.w), TO_CLEAR);
      if (isRecord(one.c)) out[id].c = one.c;
      if (one.star) out[id].star = 1;
    });
    return out;
  }

  /** @returns {Object} the records of one site, over the store of the core */
  quiz.records = function (store) {
    function all() {
      return clean(store.recall("quiz"));
    }

    /** Change one record; what other tabs wrote to the others meanwhile is kept. Returns false where nothing lasts. */
    function change(id, how) {
      var records = all();
      var record = records[id] || { n: 0, r: 0, t: 0 };
      how(record);
      if (record.n || record.star) records[id] = record;
      else delete records[id];
      return store.remember("quiz", records);
    }

    return {
      all: all,

      /** Note an answer; part of the mark counts as wrong. */
      answer: function (id, right, now) {
        return change(id, function (record) {
          record.n += 1;
          record.t = now;
          if (right) record.r += 1;
          if (right) record.ok = 1;
          else delete record.ok;
          if (!right) record.w = TO_CLEAR;
          else if (record.w) record.w -= 1;
          if (!record.w) delete record.w;
          record.c = quiz.fsrs.review(record.c || null, right, now);
        });
      },

      /** @returns {boolean} whether the question is starred now */
      star: function (id, on) {
        change(id, function (record) {
          if (on) record.star = 1;
          else delete record.star;
        });
        return on;
      },

      /**
       * Take records from elsewhere: of each question the one answered later, stars from either.
       * @returns {{count: number, kept: boolean}} how many came from there, and whether they last
       */
      merge: function (foreign) {
        var records = all();
        var others = clean(foreign);
        var taken = Object.keys(others).filter(function (id) {
          var star = (records[id] && records[id].star) || others[id].star;
          var later = !records[id] || others[id].t > records[id].t;
          if (later) records[id] = others[id];
          if (star) records[id].star = 1;
          return later;
        });
        return { count: taken.length, kept: store.remember("quiz", records) };
      },

      /** Ids of the wrong-answer book, those answered longest ago first. */
      wrong: function () {
        var records = all();
        return Object.keys(records)
          .filter(function (id) { return records[id].w; })
          .sort(function (a, b) { return records[a].t - records[b].t; });
      },

      /** Ids to review before the end of the local day, the most overdue first. */
      due: function (now) {
        var records = all();
        var midnight = new Date(now);
        midnight.setHours(24, 0, 0, 0);
        return Object.keys(records)
          .filter(function (id) { return records[id].c && records[id].c.due < midnight.getTime(); })
          .sort(function (a, b) { return records[a].c.due - records[b].c.due; });
      },

      /**
       * Whether a duty is new, being learned, or mastered: its questions' last answers are right, three at least.
       * @param {string[]} ids of the questions on the duty
       * @returns {"new"|"learning"|"mastered"}
       */
      standing: function (ids) {
        var records = all();
        var met = ids.filter(function (id) { return records[id] && records[id].n; });
        var right = met.filter(function (id) { return records[id].ok; });
        if (!met.length) return "new";
        return right.length === met.length && right.length >= Math.min(3, ids.length) ? "mastered" : "learning";
      }
    };
  };
})();
