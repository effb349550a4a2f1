/* Stands first on every page that an engine walks over: what goes wrong there is kept for the test to read. */
(function () {
  "use strict";
  function note(text) {
    var all = JSON.parse(sessionStorage.getItem("probe") || "[]");
    sessionStorage.setItem("probe", JSON.stringify(all.concat(text + " @" + location.pathname.slice(-40))));
  }
  var leaving = false; // what was still on its way is given up, and Firefox tells so
  window.addEventListener("beforeunload", function () { leaving = true; });
  window.addEventListener("error", function (event) {
    var loaded = event.target !== window && (event.target.src || event.target.href);
    if (loaded && leaving) return;
    note(loaded ? "not loaded: " + loaded : "error: " + event.message + " " + event.lineno + ":" + event.colno);
  }, true);
  window.addEventListener("unhandledrejection", function (event) { note("rejection: " + event.reason); });
  document.addEventListener("securitypolicyviolation", function (event) { note("policy: " + event.violatedDirective + " " + event.blockedURI); });
  window.addEventListener("pageshow", function (event) { window.probePersisted = event.persisted; leaving = false; });
  var error = console.error;
  console.error = function () {
    note("console: " + Array.prototype.join.call(arguments, " "));
    error.apply(console, arguments);
  };
})();
