/* In the place of the service worker where a site keeps none: it removes the one that was, and all it kept. */
"use strict";

self.addEventListener("install", function () {
  self.skipWaiting();
});

self.addEventListener("activate", function (event) {
  var prefix = "mingze:" + self.registration.scope + ":";
  event.waitUntil(
    caches.keys().then(function (names) {
      var ours = names.filter(function (name) { return name.startsWith(prefix); });
      return Promise.all(ours.map(function (name) { return caches.delete(name); }));
    }).then(function () { return self.registration.unregister(); })
  );
});
