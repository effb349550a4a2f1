/*
 * Between the screen's window and the presenter's: a BroadcastChannel, or where there is none (old browsers, pages from a
 * disk) messages between a window and the one that opened it.
 */
"use strict";

(() => {
  const { hall } = window.mingze;
  const NAME = "mingze-hall";

  /**
   * @param heard what the other window says
   */
  hall.channel = function (heard) {
    const channel = location.protocol !== "file:" && window.BroadcastChannel ? new BroadcastChannel(NAME) : null;
    let peer = window.opener;

    if (channel) channel.onmessage = function (event) { heard(event.data); };
    window.addEventListener("message", (event) => {
      if (channel || !event.data || event.data.to !== NAME || !event.source || event.source === window) return;
      // pages from a disk have no origin to compare: only the window this one opened, or that opened it, is heard
      if (location.protocol !== "file:" && event.origin !== location.origin) return;
      peer = event.source;
      heard(event.data.said);
    });

    return {
      open(address) {
        peer = window.open(address, NAME, "width=1000,height=760") || peer;
        return Boolean(peer);
      },
      send(said) {
        if (channel) channel.postMessage(said);
        else if (peer && !peer.closed) peer.postMessage({ to: NAME, said }, location.protocol === "file:" ? "*" : location.origin);
      }
    };
  };
})();
