/*
 * A session as a file, to go on with it elsewhere.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { hall } = site;
  const FORMAT = "mingze-hall/1";

  /** 现场-党委主要负责人-20261122-0905 */
  hall.nameOf = function (run) {
    const date = new Date(run.begun);
    function two(/** @type {number} */ n) { return ("0" + n).slice(-2); }
    return "现场-" + run.title + "-" + date.getFullYear() + two(date.getMonth() + 1) + two(date.getDate()) + "-" + two(date.getHours()) + two(date.getMinutes());
  };

  /** @param said where it is told what came of it */
  hall.saveRun = function (run, said) {
    site.save(said, {
      name: hall.nameOf(run) + ".json", type: "application/json", text: JSON.stringify({ format: FORMAT, site: site.id, run }),
      note: "在别的电脑上可以打开它接着来。"
    });
  };

  /**
   * @returns the session in a file's text, with what the file's `actions` did where the live hall's server wrote it;
   *   null where it is none of this site
   */
  hall.readRun = function (text) {
    try {
      const file = JSON.parse(text.replace(/^\ufeff/, ""));
      const run = file.format === FORMAT && file.site === site.id ? hall.sound(file.run) : null;
      return run && file.actions ? hall.replayed(run, file.actions) : run;
    } catch (error) {
      return null;
    }
  };
})();
