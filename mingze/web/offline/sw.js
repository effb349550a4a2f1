/*
 * The service worker: an edition of the site on the reader's device. The build puts EDITION before this text
 * (mingze/publish/worker.py): {version, files: {path: fingerprint}, shell: [path], along: {path: [path]}}. On a site divided
 * into units these tell what is everybody's, and units: {id: fingerprint} of the lists that tell the same of each unit
 * (assets/units/<id>/kept.json); a device fetches and keeps those of the units it is told of.
 *
 * Pages come from the network first: the text of a regulation should be the newest one. Where the network fails or is
 * slow, the kept copy is shown and says so. Scripts come from what is kept, so that a weak signal is asked for one
 * file a page. Nothing is kept whose bytes are not those of this edition: no error page, no login page of a hotel, no
 * half-finished upload. A kept file is named by its fingerprint, so that the next edition fetches only what changed.
 */
"use strict";

/* global EDITION */
const SCOPE = self.registration.scope;
const PREFIX = "mingze:" + SCOPE + ":"; // caches belong to the whole origin: those of its other sites are left alone
const CACHE = PREFIX + EDITION.version;
const AWAY = SCOPE + "offline/index.html";
const MOVED = SCOPE + "?moved"; // kept while the server is known to hold another edition
const PATIENCE_MS = 3000;
const AT_ONCE = 3; // fetches side by side: the page the reader is on goes first

/** @returns {string | null} the path below the scope, without query and anchor; null outside it */
function pathOf(/** @type {string} */ address) {
  const url = address.split(/[?#]/)[0];
  if (!url.startsWith(SCOPE)) return null;
  const path = url.slice(SCOPE.length);
  return path === "" || path.endsWith("/") ? path + "index.html" : path;
}

/** @returns {string} the address under which this edition's copy of a file is kept */
function keyOf(/** @type {string} */ path) {
  return SCOPE + path + "?" + EDITION.files[path];
}

/** @returns {path is string} */
function known(/** @type {string | null} */ path) {
  return Object.prototype.hasOwnProperty.call(EDITION.files, /** @type {string} */ (path));
}

/** @returns {Promise<string>} the first 16 hexadecimal digits of a SHA-256 */
async function fingerprint(/** @type {ArrayBuffer} */ bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest.subarray(0, 8), (byte) => (byte + 256).toString(16).slice(1)).join("");
}

/** An answer of the same bytes; `fetch` has unpacked them, and an answer that was redirected may not be a page. */
function answer(/** @type {BodyInit} */ bytes, /** @type {Response} */ like) {
  const headers = new Headers(like.headers);
  headers.delete("content-encoding");
  headers.delete("content-length");
  headers.delete("vary"); // what the server would give to others does not matter here
  return new Response(bytes, { status: like.status, statusText: like.statusText, headers });
}

/** Keep an answer; a device that is full keeps none and shows it all the same. */
async function keep(/** @type {string} */ path, /** @type {Response} */ response) {
  try {
    await (await caches.open(CACHE)).put(keyOf(path), response);
  } catch (error) {
    // the quota is used up
  }
}

/** @returns {Promise<Response | undefined>} what is kept under an address; nothing where the browser's store is out of order */
function inCache(/** @type {string} */ address) {
  return caches.match(address, { cacheName: CACHE }).catch(() => undefined);
}

/** @returns {Promise<Response | undefined>} this edition's copy of a file; asking makes no cache where there is none */
async function kept(/** @type {string | null} */ path) {
  return known(path) ? inCache(keyOf(path)) : undefined;
}

/**
 * Put a file of this edition into its cache: from an older edition's where it has not changed, else from the server.
 * Rejected where the server does not give exactly this file, or the device is full.
 */
async function obtain(/** @type {Cache} */ cache, /** @type {string} */ path) {
  if (await cache.match(keyOf(path))) return;
  let found = await caches.match(keyOf(path));
  if (!found) {
    const response = await fetch(SCOPE + path, { cache: "no-cache" });
    if (!response.ok) throw new Error(response.status + " " + path);
    const bytes = await response.arrayBuffer();
    if (await fingerprint(bytes) !== EDITION.files[path]) throw new Error("not of this edition: " + path);
    found = answer(bytes, response);
  }
  await cache.put(keyOf(path), found);
}

/** Obtain files, a few at a time. Rejected with the first that fails; what was obtained stays for the next try. */
async function obtainAll(/** @type {string[]} */ paths) {
  const waiting = paths.slice();
  const cache = await caches.open(CACHE);
  async function work() {
    while (waiting.length) await obtain(cache, /** @type {string} */ (waiting.shift()));
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

function listOf(/** @type {string} */ unit) {
  return "assets/units/" + unit + "/kept.json";
}

/** Know what a unit's list tells, once it is kept. @returns {Promise<string[]>} what is to be kept of the unit */
async function learn(/** @type {string} */ unit) {
  const list = await inCache(keyOf(listOf(unit)));
  if (!list) return [];
  const told = await list.json();
  Object.assign(EDITION.files, told.files);
  Object.assign(EDITION.along, told.along);
  return told.shell;
}

/** @returns {Promise<string[]>} the units whose lists are kept, by this edition or an older one */
async function unitsKept() {
  const found = new Set();
  for (const name of (await caches.keys()).filter((one) => one.startsWith(PREFIX))) {
    for (const request of await (await caches.open(name)).keys()) {
      const [, unit] = /^assets\/units\/([a-z0-9-]+)\/kept\.json$/.exec(pathOf(request.url) || "") || [];
      if (unit && known(listOf(unit))) found.add(unit);
    }
  }
  return Array.from(found);
}

/** Keep what belongs to a unit: its list first, then what that names. */
async function keepUnit(/** @type {string} */ unit) {
  if (!known(listOf(unit))) return;
  await obtainAll([listOf(unit)]);
  await obtainAll(await learn(unit));
}

Object.keys(EDITION.units || {}).forEach((unit) => { EDITION.files[listOf(unit)] = /** @type {Record<string, string>} */ (EDITION.units)[unit]; });
/** Done once the lists that are kept are known. */
const learned = EDITION.units ? unitsKept().then((units) => Promise.all(units.map(learn))).catch(() => {}) : Promise.resolve();

/** Take over what readers had visited and this edition has unchanged, then remove the older editions. */
async function succeed() {
  const own = await caches.open(CACHE);
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  for (const name of names) {
    try {
      const old = await caches.open(name);
      for (const request of await old.keys()) {
        const path = pathOf(request.url);
        if (known(path) && request.url === keyOf(path)) await own.put(request, /** @type {Response} */ (await old.match(request)));
      }
    } catch (error) {
      // the device is full: what was visited will be fetched again
    }
    await caches.delete(name);
  }
}

/** Say in a page where it comes from, before it is drawn: `kept` (no network), `slow` or `newer` (than this edition). */
async function marked(/** @type {Response} */ response, /** @type {string} */ how) {
  const text = await response.text();
  return answer(text.replace(/<html\b/, '<html data-served="' + how + '"'), response);
}

async function hasMoved() {
  return !!(await inCache(MOVED));
}

async function setMoved(/** @type {boolean} */ moved) {
  if (moved === await hasMoved()) return;
  try {
    const cache = await caches.open(CACHE);
    if (moved) await cache.put(MOVED, new Response(""));
    else await cache.delete(MOVED);
  } catch (error) {
    // the device is full, or the store out of order: what comes from the network is shown all the same
  }
}

/**
 * What is shown without a network where nothing is kept, not even the page that says so: cleaning programs and full
 * devices empty the store and leave the worker. Made here, so that it needs nothing.
 */
function bare(/** @type {string} */ path) {
  const html = '<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">' +
    '<title>没有网络</title><body style="max-width:36rem;margin:2rem auto;padding:0 1rem;font:20px/1.75 sans-serif;color:#211d19;background:#fbf8f1">' +
    "<main><h1>现在没有网络</h1><p>这台设备上存的内容也没有了（可能是清理软件清掉的），所以这一页打不开。学习记录不在其中。</p>" +
    '<p>连上网络以后：</p><ul><li style="padding:.5rem 0"><a href="' + SCOPE + (known(path) ? path : "") + '">再打开这一页</a></li>' +
    '<li style="padding:.5rem 0"><a href="' + SCOPE + 'index.html">回首页</a></li></ul></main></body></html>';
  return new Response(html, { status: 503, headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" } });
}

/** Say that there is no network, and which page was wanted: on the site's own page where it is kept. */
async function away(/** @type {string} */ path) {
  if (AWAY === SCOPE + path || !(await kept(pathOf(AWAY)))) return bare(path);
  return Response.redirect(AWAY + "?page=" + encodeURIComponent(path));
}

/** Fetch a page and keep it if it is this edition's. Rejected without a network, and by a server that is out of order. */
async function fromServer(/** @type {Request} */ request, /** @type {string} */ path) {
  const response = await fetch(request, { cache: "no-cache" });
  if (response.status >= 500) throw new Error(response.status + " " + path);
  if (!response.ok) return response; // a redirection, or no such page any more
  if (EDITION.units && !known(path)) return response; // of a unit that is not kept here
  const bytes = await response.arrayBuffer();
  const same = known(path) && (await fingerprint(bytes)) === EDITION.files[path];
  await setMoved(!same);
  if (!same) return marked(answer(bytes, response), "newer");
  await keep(path, answer(bytes, response));
  return answer(bytes, response);
}

async function page(/** @type {FetchEvent} */ event, /** @type {string} */ path) {
  const network = fromServer(event.request, path);
  event.waitUntil(network.catch(() => {})); // it may lose the race below, and is kept all the same
  const copy = await kept(path);
  if (!copy) {
    return network.catch(() => away(path));
  }
  const slow = new Promise((resolve) => { setTimeout(resolve, PATIENCE_MS, "slow"); });
  const first = await Promise.race([network, slow]).catch(() => "kept");
  return typeof first === "string" ? marked(copy, first) : first;
}

/** Scripts and pictures. Once the server holds another edition its pages need its scripts, if they can be had. */
async function asset(/** @type {Request} */ request, /** @type {string} */ path) {
  const copy = await kept(path);
  if (copy && !(await hasMoved())) return copy;
  try {
    const response = await fetch(request, { cache: "no-cache" });
    if (!response.ok) return copy || response;
    const bytes = await response.arrayBuffer();
    if ((await fingerprint(bytes)) === EDITION.files[path]) await keep(path, answer(bytes, response));
    return answer(bytes, response);
  } catch (error) {
    return copy || Response.error();
  }
}

self.addEventListener("install", (event) => {
  const lists = EDITION.units ? unitsKept().then((units) => obtainAll(units.map(listOf))) : null;
  event.waitUntil(Promise.all([obtainAll(EDITION.shell), lists]));
});

self.addEventListener("activate", (event) => {
  const lists = EDITION.units ? unitsKept().then((units) => Promise.all(units.map(learn))) : learned;
  event.waitUntil(lists.then(succeed).then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const path = event.request.method === "GET" ? pathOf(event.request.url) : null;
  if (path === null) return;
  const listed = Boolean(known(path));
  if (event.request.mode === "navigate") {
    if (path.endsWith(".html")) event.respondWith(EDITION.units ? learned.then(() => page(event, path)) : page(event, path));
  } else if (listed) event.respondWith(asset(event.request, path));
  else if (EDITION.units && path.startsWith("assets/")) {
    event.respondWith(learned.then(() => known(path) ? asset(event.request, path) : fetch(event.request)));
  }
});

/**
 * From offline.js: {keep: address} of the page on show, with what belongs to it; {activate: true} ends the wait.
 * From units/unit.js: {unit: id} of a unit that this device is to keep.
 */
self.addEventListener("message", (event) => {
  if (event.data.activate) self.skipWaiting();
  if (event.data.unit) event.waitUntil(keepUnit(event.data.unit).catch(() => {}));
  const path = event.data.keep ? pathOf(event.data.keep) : null;
  if (path === null) return;
  event.waitUntil(learned.then(() => known(path) ? obtainAll([path].concat(EDITION.along[path] || [])) : undefined).catch(() => {}));
});
