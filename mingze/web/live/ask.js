/*
 * Requests of a phone: XMLHttpRequest, because old webviews can give up nothing else.
 */
"use strict";

(() => {
  const site = window.mingze;
  const GIVEN_UP = 25000; // ms

  site.live = /** @type {any} */ ({});

  /**
   * @param {string} method
   * @param {string} address below that of the hall
   * @param {string} key of the phone, "" for none
   * @param {any=} body sent as JSON
   * @returns {{done: Promise<Heard>, stop: () => void}} status 0 where no answer came
   */
  site.live.ask = function (method, address, key, body) {
    const request = new XMLHttpRequest();
    /** @type {Promise<Heard>} */
    const done = new Promise((told) => {
      function end() {
        const left = request.status ? request.getResponseHeader("X-Mingze-Left") : null;
        const handed = request.status ? request.getResponseHeader("X-Mingze-Handed") : null;
        told({ status: request.status, said: read(request.responseText), left: left === null ? -1 : Number(left), handed: handed === "1" });
      }
      request.open(method, address);
      request.timeout = GIVEN_UP;
      if (key) request.setRequestHeader("X-Mingze-Key", key);
      if (body !== undefined) request.setRequestHeader("Content-Type", "application/json");
      request.onload = request.onerror = request.onabort = request.ontimeout = end;
      request.send(body === undefined ? null : JSON.stringify(body));
    });
    return { done, stop() { request.abort(); } };
  };

  function read(/** @type {string} */ text) {
    try {
      return JSON.parse(text) || {};
    } catch (error) {
      return {}; // a page of something in between
    }
  }

  /**
   * Wait after each failure, each phone another time: 0.2 to 1 s, as a server that died is back within the second;
   * after three of them longer and longer, up to 10 s.
   * @returns {{next: () => number, calm: () => void}}
   */
  site.live.patience = function () {
    let failed = 0;
    return {
      next() {
        failed = Math.min(failed + 1, 8);
        return Math.min(10000, (200 + 800 * Math.random()) * Math.pow(2, Math.max(0, failed - 3)));
      },
      calm() { failed = 0; }
    };
  };
})();
