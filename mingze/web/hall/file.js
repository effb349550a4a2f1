/*
 * A session as a file, to go on with it elsewhere.
 */
"use strict";

(function () {
  var hall = window.mingze.hall;
  var FORMAT = "mingze-hall/1";

  function site() {
    return document.querySelector("meta[name=mingze-site]").content;
  }

  /** @returns {string} the name under which a text was saved as a file */
  hall.save = function (name, type, text) {
    var link = document.createElement("a");
    link.href = "data:" + type + ";charset=utf-8," + encodeURIComponent(text);
    link.download = name.replace(/[\\/:*?"<>|\s]+/g, "-");
    link.click();
    return link.download;
  };

  /** 现场-党委主要负责人-20261122-0905 */
  hall.nameOf = function (run) {
    var date = new Date(run.begun);
    function two(n) { return ("0" + n).slice(-2); }
    return "现场-" + run.title + "-" + date.getFullYear() + two(date.getMonth() + 1) + two(date.getDate()) + "-" + two(date.getHours()) + two(date.getMinutes());
  };

  hall.saveRun = function (run) {
    return hall.save(hall.nameOf(run) + ".json", "application/json", JSON.stringify({ format: FORMAT, site: site(), run: run }));
  };

  /** @returns {?Object} the session in a file's text; null where it is none of this site */
  hall.readRun = function (text) {
    try {
      var file = JSON.parse(text.replace(/^\ufeff/, ""));
      return file.format === FORMAT && file.site === site() ? hall.sound(file.run) : null;
    } catch (error) {
      return null;
    }
  };
})();
