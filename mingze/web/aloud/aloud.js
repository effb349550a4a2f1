/*
 * Reads a part of the page aloud, sentence by sentence: Chrome falls silent in utterances of more than 15 seconds. The
 * sentence being read is marked without touching the page's elements. Loaded when the reader first asks for it.
 * Only voices of the device itself are used: the others send the text to a server.
 */
"use strict";

(() => {
  const site = window.mingze;
  const speech = window.speechSynthesis;
  const root = document.documentElement;
  // characters: 15 seconds at the slowest rate
  const LONGEST = 50;
  const player = document.querySelector(".mz-player");
  const line = player.querySelector("p");
  const hold = player.querySelector("[data-aloud=hold]");
  const RATES = /** @type {By<number>} */ ({ slow: 0.75, fast: 1.3 });
  // ms; what is spoken at once after cancel() may be lost
  const SETTLING = 80;
  // ms; the list comes late, in some browsers never, in others in two lots: the Chinese voices after the English ones
  const WAIT_FOR_VOICES = 2000;
  const WAIT_FOR_SOUND = 5000;
  const NO_VOICE = "这台设备没有装中文语音，读不出来。可以在系统设置里添加，或换一个浏览器。";
  const SKIPPED = "script, style, svg, nav, dialog, button, input, select, textarea, rt, rp, [hidden], [aria-hidden=true], "
    + ".mz-screen, .mz-sources, .mz-related, .mz-edit, .mz-ref";
  const INLINE = /^(A|B|CODE|EM|RUBY|SPAN|STRONG|TIME)$/;

  // --- What is read

  /** An answer is read only where its question was answered. */
  function withheld(/** @type {Part} */ answer) {
    const feedback = answer.parentNode.querySelector(".mz-feedback");
    return !feedback || !feedback.getAttribute("data-result");
  }

  function silent(/** @type {Part} */ element, /** @type {CSSStyleDeclaration} */ style) {
    return element.matches(SKIPPED) || style.display === "none" || style.visibility === "hidden"
      || (element.tagName === "DETAILS" && !element.open) || (element.matches(".mz-answer") && withheld(element));
  }

  /** @returns {{text: string, range: Range} | null} what is spoken of a part of the text, and where it stands; null where that is nothing */
  function spokenPart(/** @type {string} */ part, /** @type {AloudPlaces} */ where) {
    const text = part.replace(/\s+/g, " ").replace(/ ?，[ ，]*/g, "，").replace(/^[ ，]+|[ ，]+$/g, "");
    const seen = /** @type {[Text, number][]} */ (where.filter((place, n) => place && /\S/.test(part[n])));
    if (!/[0-9A-Za-z\u3400-\u9fff]/.test(text) || !seen.length) return null;
    const range = document.createRange();
    range.setStart(seen[0][0], seen[0][1]);
    range.setEnd(seen[seen.length - 1][0], seen[seen.length - 1][1] + 1);
    return { text, range };
  }

  /**
   * @returns {Array<{text: string, range: Range}>} the sentences of an element that the reader can see, in their order
   */
  function sentences(/** @type {Part} */ element) {
    const found = /** @type {Spoken[]} */ ([]);
    // badges whose meaning was said
    const told = /** @type {By<true>} */ ({});
    let text = "";
    // where each character of `text` stands; null for what is only spoken
    let places = /** @type {AloudPlaces} */ ([]);

    function flush() {
      const pieces = text.match(/[^。！？；!?;]+[。！？；!?;]*[”’）》」』]*|[。！？；!?;]+/g) || [];
      let at = 0;
      pieces.forEach((sentence) => {
        parts(sentence).forEach((part) => {
          const spoken = spokenPart(part, places.slice(at, at + part.length));
          if (spoken) found.push(spoken);
          at += part.length;
        });
      });
      text = "";
      places = [];
    }

    function pause(words = "，") {
      text += words;
      for (let n = 0; n < words.length; n += 1) places.push(null);
    }

    function walk(/** @type {any} */ node) {
      if (node.nodeType === Node.TEXT_NODE) {
        for (let n = 0; n < node.data.length; n += 1) places.push([node, n]);
        text += node.data;
      }
      if (node.nodeType !== Node.ELEMENT_NODE) return;
      const style = getComputedStyle(node);
      if (silent(node, style)) return;
      const inline = INLINE.test(node.tagName);
      // a number, a badge: a breath around it
      const apart = inline && style.display !== "inline" && style.display !== "ruby";
      if (!inline) flush();
      if (apart) pause();
      Array.prototype.forEach.call(node.childNodes, walk);
      if (node.title && node.matches(".mz-badge") && !told[node.title]) {
        told[node.title] = true;
        pause("，" + node.title.replace(/。$/, ""));
      }
      if (apart) pause();
      if (!inline) flush();
    }

    walk(element);
    flush();
    return found;
  }

  /** @returns {number} where a sentence that is too long is broken */
  function breath(/** @type {string} */ sentence) {
    const comma = Math.max(...["，", "、", "：", ","].map((sign) => sentence.lastIndexOf(sign, LONGEST - 1)));
    return comma > 0 ? comma + 1 : LONGEST;
  }

  /** Break what is too long for one breath, at a comma where there is one. */
  function parts(/** @type {string} */ sentence) {
    const out = [];
    while (sentence.length > LONGEST) {
      const end = breath(sentence);
      out.push(sentence.slice(0, end));
      sentence = sentence.slice(end);
    }
    return out.concat(sentence);
  }

  /** Whether a sentence can still be seen: the page may have changed since it was found. */
  function inSight(/** @type {Spoken} */ sentence) {
    const element = /** @type {Part} */ (sentence.range.startContainer.parentNode);
    return element.getClientRects().length && !element.closest("details:not([open]) > :not(summary)");
  }

  // --- The mark

  /** @type {Later} */
  let marked = null;

  function mark(/** @type {Spoken} */ sentence) {
    unmark();
    if (window.Highlight && window.CSS && CSS.highlights) CSS.highlights.set("mz-aloud", new Highlight(sentence.range));
    else {
      marked = /** @type {Part} */ (sentence.range.startContainer.parentNode).closest("p, li, h1, h2, h3, h4, dt, dd, td, legend, label");
      if (marked) marked.classList.add("mz-aloud-block");
    }
    const box = sentence.range.getBoundingClientRect();
    const floor = player.getBoundingClientRect().top;
    if (box.top >= 0 && box.bottom <= floor) return;
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    window.scrollBy({ top: box.top - floor / 4, behavior: calm ? "auto" : "smooth" });
  }

  function unmark() {
    if (window.CSS && CSS.highlights) CSS.highlights.delete("mz-aloud");
    if (marked) marked.classList.remove("mz-aloud-block");
    marked = null;
  }

  /** Say something instead of reading. */
  function tell(/** @type {string} */ message) {
    stop();
    player.hidden = false;
    hold.hidden = true;
    line.textContent = message;
  }

  // --- Reading

  let queue = /** @type {Spoken[]} */ ([]);
  let at = 0;
  // what an earlier turn still reports is not heard
  let turn = 0;
  /** @type {Later} */
  let voice = null;
  // Chrome forgets to report on what nothing holds
  /** @type {Later} */
  let utterance = null;
  // the button of what is being read
  /** @type {Later} */
  let from = null;
  // what stood on it
  let name = "";
  // the button tapped last, but for those of the player
  /** @type {Later} */
  let asked = null;
  let held = false;

  function rate() {
    return RATES[site.store.recall("rate")] || 1;
  }

  /** Read the sentence at `at`, then the next ones. */
  function read(after = false) {
    if (!after) quiet();
    const mine = (turn += 1);
    setTimeout(() => {
      if (mine !== turn) return;
      while (at < queue.length && !inSight(queue[at])) at += 1;
      if (at === queue.length) return stop();
      utterance = new SpeechSynthesisUtterance(queue[at].text);
      utterance.lang = "zh-CN";
      if (voice) utterance.voice = voice;
      utterance.rate = rate();
      let heard = Boolean(voice);
      utterance.onstart = function () { heard = true; };
      utterance.onend = function () {
        if (mine !== turn) return;
        at += 1;
        read(true);
      };
      utterance.onerror = function () {
        if (mine === turn) tell(voice ? "朗读中断了，可以再点一次。" : NO_VOICE);
      };
      if (!heard) setTimeout(() => { if (!heard && mine === turn) tell(NO_VOICE); }, WAIT_FOR_SOUND);
      mark(queue[at]);
      speech.resume();
      speech.speak(utterance);
    }, after ? 0 : SETTLING);
  }

  /** Hold, or go on. pause() ends the utterance on Android: so the sentence is begun again. */
  function toggle() {
    held = !held;
    show();
    if (held) quiet();
    else read();
  }

  function show() {
    hold.textContent = held ? "继续" : "暂停";
    line.textContent = held ? "已暂停" : "正在朗读";
  }

  function quiet() {
    turn += 1;
    speech.cancel();
  }

  function stop() {
    quiet();
    unmark();
    if (player.contains(document.activeElement)) {
      // the button in the dialog is out of sight by now
      (asked.getClientRects().length ? asked : document.querySelector("[data-reading]")).focus();
    }
    player.hidden = true;
    root.classList.remove("mz-aloud");
    if (from) from.textContent = name;
    from = null;
  }

  function find() {
    queue = sentences(from.closest(".mz-duty") || document.getElementById("main_"));
  }

  function begin() {
    from = asked;
    name = from.textContent;
    find();
    if (!queue.length) return tell("这里没有可以朗读的文字。");
    from.textContent = "停止朗读";
    root.classList.add("mz-aloud");
    player.hidden = hold.hidden = held = false;
    at = 0;
    show();
    read();
  }

  /**
   * Find a voice of this device that speaks Chinese, Putonghua before others; then read, or say that there is none.
   * @param {(() => boolean)} wanted whether the reader still waits
   */
  function findVoice(wanted, /** @type {number} */ since) {
    if (!wanted()) return;
    const all = speech.getVoices();
    const own = all.filter((one) => one.localService && /^(zh|cmn)/i.test(one.lang));
    voice = own.filter((one) => !/HK|TW|Hant/i.test(one.lang))[0] || own[0] || null;
    if (voice) return begin();
    if (Date.now() - since > WAIT_FOR_VOICES) return all.length ? tell(NO_VOICE) : begin(); // a browser that tells no voices may still speak
    player.hidden = false;
    hold.hidden = true;
    line.textContent = "正在准备语音……";
    setTimeout(() => { findVoice(wanted, since); }, 100);
  }

  site.aloud = function (button) {
    if (button === hold) return toggle();
    const again = button === from || button.getAttribute("data-aloud") === "stop";
    if (!again) asked = button;
    stop();
    const mine = turn;
    if (!again) findVoice(() => mine === turn, Date.now());
  };

  site.store.watch("rate", () => {
    if (from && !held && utterance.rate !== rate()) read();
  });
  // readings were put above characters: the sentences are the same, their places are not
  document.addEventListener("mingze:rewritten", () => { if (from) find(); });
  window.addEventListener("pagehide", stop);
})();
