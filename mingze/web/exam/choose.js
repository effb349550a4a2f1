/*
 * Which questions a paper takes from its banks: mingze/drawing.py takes the same for paper.
 */
"use strict";

(() => {
  const { quiz } = window.mingze;

  function own(/** @type {By<any> | null | undefined} */ object, /** @type {string} */ key) {
    return object && Object.prototype.hasOwnProperty.call(object, key) ? object[key] : [];
  }

  const ATTEMPTS = 64;
  const NEAR = 1000; // one question that helps another weighs more than all depths of a paper together

  /** @returns {string[]} ids with the questions of each group in its place, in their order */
  quiz.expand = function (ids, groups) {
    return [].concat.apply([], ids.map((id) => {
      const members = own(groups, id);
      return members.length ? members : id;
    }));
  };

  /** One try at drawing a whole paper: ids by section, and how many wishes it breaks. */
  function draw(/** @type {Pool[]} */ sections, /** @type {By<string[]>} */ apart, /** @type {string} */ seed) {
    const taken = Object.create(null);
    let broken = 0;

    function isTaken(/** @type {string} */ id) {
      return taken[id];
    }

    const chosen = sections.map((section) => {
      const depths = section.depths || [];
      /** @type {Record<number, number>} */
      let room = { 0: section.count };
      const all = Object.create(null);
      Object.keys(section.banks).forEach((bank) => {
        section.banks[bank].forEach((id) => { all[id] = true; });
      });
      depths.forEach((quota) => {
        room[quota[0]] = quota[1];
        room[0] -= quota[1];
      });
      const pool = quiz.order(Object.keys(all), seed, "");
      /** @type {string[]} */
      const ids = [];

      /** @returns {number} how many of these questions are still wanted */
      function take(/** @type {number} */ most, /** @type {string[]} */ allowed) {
        [[0, 0], [0, 1], [1, 1]].forEach((pass) => {
          pool.forEach((id) => {
            const members = quiz.expand([id], section.groups);
            if (members.length > most || members.some(isTaken) || allowed.indexOf(id) < 0) return;
            const near = members.some((one) => own(apart, one).some(isTaken));
            /** @type {Record<number, number>} */
            const left = Object.assign({}, room); // by depth, with this one taken; depths without a quota count as 0
            let over = 0;
            members.forEach((one) => {
              const depth = own(section.levels, one) in room ? own(section.levels, one) : 0;
              over += Number(depths.length && left[depth] <= 0);
              left[depth] -= 1;
            });
            if ((near && !pass[0]) || (over && !pass[1])) return;
            ids.push(id);
            broken += (near ? NEAR : 0) + over;
            members.forEach((one) => { taken[one] = true; });
            room = left;
            most -= members.length;
          });
        });
        return most;
      }

      let left = section.count;
      section.quotas.forEach((quota) => { left += take(quota[1], own(section.banks, quota[0])) - quota[1]; });
      take(left, pool);
      return ids;
    });
    return { chosen, broken };
  }

  /**
   *   a quota is [bank, at least], one of depths [depth, exactly]; levels has the depth of each id where depths has any;
   *   an id may name a group, whose questions groups has: they are taken together; all numbers count questions
   * @param apart ids that must not stand beside an id
   * @returns ids by section, in the order in which they were taken; the same for every form of a seed
   */
  quiz.choose = function (sections, apart, seed) {
    let best = draw(sections, apart, seed);
    for (let attempt = 1; best.broken && attempt < ATTEMPTS; attempt += 1) {
      const other = draw(sections, apart, seed + "#" + attempt);
      if (other.broken < best.broken) best = other;
    }
    return best.chosen;
  };
})();
