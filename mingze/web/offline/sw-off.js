/* In the place of the service worker where a site keeps none: it removes the one that was, and all it kept. */
"use strict";

self.addEventListener("install", () => {
  self.skipWaiting();
});

self.addEventListener("activate", (event) => {
  const prefix = "mingze:" + self.registration.scope + ":";
  event.waitUntil(
    caches.keys().then((names) => {
      const ours = names.filter((name) => name.startsWith(prefix));
      return Promise.all(ours.map((name) => caches.delete(name)));
    }).then(() => self.registration.unregister())
  );
});
