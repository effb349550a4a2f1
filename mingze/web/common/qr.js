/*
 * QR codes made on the device (ISO/IEC 18004:2015): UTF-8 in byte mode, level M, versions 1 to 15.
 * No ECI header: phones expect none, and take the bytes for UTF-8.
 */
"use strict";

(() => {
  const site = window.mingze;
  const MOST = 15;
  // by version (table 9): check bytes of a block, and how many blocks
  const CHECK_BYTES = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24];
  const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10];
  // modules of white around the code
  const QUIET = 4;
  // powers of 2, and of what power a number is, in GF(256) over x^8 + x^4 + x^3 + x^2 + 1
  /** @type {number[]} */
  const power = [];
  /** @type {number[]} */
  const log = [];
  for (let n = 0, value = 1; n < 255; n += 1) {
    power[n] = value;
    log[value] = n;
    value = (value << 1) ^ (value > 127 ? 0x11d : 0);
  }

  function times(/** @type {number} */ a, /** @type {number} */ b) {
    return a && b ? power[(log[a] + log[b]) % 255] : 0;
  }

  /** @returns {number[]} the check bytes of a block (Reed-Solomon) */
  function checkBytes(/** @type {number[]} */ block, /** @type {number} */ count) {
    // (x - 1)(x - 2)(x - 4) …: the factor of 1 first, the leading one last
    const divisor = power.slice(0, count).reduce(
      (product, root) => [0].concat(product).map((factor, k) => factor ^ times(product[k], root)), [1]
    ).reverse();
    return block.reduce((rest, byte) => {
      const factor = byte ^ rest[0];
      return rest.slice(1).concat(0).map((old, k) => old ^ times(divisor[k + 1], factor));
    }, new Array(count).fill(0));
  }

  /** @returns {number} a number with the check bits of a BCH code behind it */
  function withCheckBits(/** @type {number} */ number, /** @type {number} */ count, /** @type {number} */ divisor) {
    let rest = number << count;
    for (let bit = 17; bit >= count; bit -= 1) if (rest >> bit) rest ^= divisor << (bit - count);
    return (number << count) | rest;
  }

  /** Rows of an empty code: its patterns as 0 and 1, undefined where the data go. */
  function empty(/** @type {number} */ version) {
    const size = 4 * version + 17;
    /** @type {Bits} */
    const rows = [];
    for (let i = 0; i < size; i += 1) rows.push(new Array(size).fill(undefined));

    /** A square around a centre, light at these distances from it. */
    function square(/** @type {number} */ cy, /** @type {number} */ cx, /** @type {number} */ radius, /** @type {number[]} */ light) {
      for (let y = -radius; y <= radius; y += 1) {
        for (let x = -radius; x <= radius; x += 1) {
          const row = rows[cy + y];
          if (row && cx + x in row) row[cx + x] = light.indexOf(Math.max(Math.abs(y), Math.abs(x))) < 0 ? 1 : 0;
        }
      }
    }

    sign(rows, version, 0, 0);
    square(3, 3, 4, [2, 4]);
    square(3, size - 4, 4, [2, 4]);
    square(size - 4, 3, 4, [2, 4]);
    const step = 2 * Math.ceil((size - 13) / 2 / (1 + Math.floor(version / 7)));
    const centres = [6];
    for (let i = size - 7; i > 14; i -= step) centres.push(i);
    centres.forEach((y) => {
      centres.forEach((x) => { if (rows[y][x] === undefined) square(y, x, 2, [1]); });
    });
    for (let i = 8; i < size - 8; i += 1) rows[6][i] = rows[i][6] = 1 - i % 2;
    return rows;
  }

  /** Write what the code says of itself: mask and level, from version 7 its version; zeros keep the places while masks are tried. */
  function sign(/** @type {Bits} */ rows, /** @type {number} */ version, /** @type {number} */ format, /** @type {number} */ said) {
    const end = rows.length - 1;
    for (let i = 0; i < 8; i += 1) {
      // the timing line is left out
      const near = i < 6 ? i : i + 1;
      rows[near][8] = rows[8][end - i] = (format >> i) & 1;
      rows[8][near] = rows[end - i][8] = (format >> (14 - i)) & 1;
    }
    rows[end - 7][8] = format ? 1 : 0;
    for (let i = 0; version > 6 && i < 18; i += 1) {
      const side = Math.floor(i / 3);
      const far = end - 10 + i % 3;
      rows[side][far] = rows[far][side] = (said >> i) & 1;
    }
  }

  /** @returns {number[][]} places [y, x] of the data in their order: pairs of columns from the right, up and down in turn */
  function places(/** @type {Bits} */ rows) {
    const size = rows.length;
    const found = [];
    for (let right = size - 1; right > 0; right -= right === 8 ? 3 : 2) {
      for (let i = 0; i < 2 * size; i += 1) {
        const y = (right + 1) & 2 ? i >> 1 : size - 1 - (i >> 1);
        const x = right - (i & 1);
        if (rows[y][x] === undefined) found.push([y, x]);
      }
    }
    return found;
  }

  function hex(/** @type {number} */ number, /** @type {number} */ digits) {
    return ("000" + number.toString(16)).slice(-digits);
  }

  /** The bytes of a code of this version, with their check bytes; null where the text does not fit. */
  function codewords(/** @type {number[]} */ bytes, /** @type {number} */ version, /** @type {number} */ room) {
    const blocks = BLOCKS[version - 1];
    const check = CHECK_BYTES[version - 1];
    const count = room - blocks * check;
    // mode 4, the length, the bytes, the end
    const text = "4" + hex(bytes.length, version < 10 ? 2 : 4) + bytes.map((byte) => hex(byte, 2)).join("") + "0";
    if (text.length > 2 * count) return null;
    const data = (text.match(/../g) || []).map((pair) => parseInt(pair, 16));
    for (let pad = 0xec; data.length < count; pad ^= 0xec ^ 0x11) data.push(pad);
    const parts = [];
    // longer ones last
    for (let i = 0; i < blocks; i += 1) parts.push(data.splice(0, Math.floor((count + i) / blocks)));
    return inTurn(parts).concat(inTurn(parts.map((part) => checkBytes(part, check))));
  }

  /** The first bytes of all blocks, then the second ones … */
  function inTurn(/** @type {number[][]} */ parts) {
    /** @type {number[]} */
    const out = [];
    parts[parts.length - 1].forEach((_, i) => {
      parts.forEach((part) => { if (i in part) out.push(part[i]); });
    });
    return out;
  }

  /** Which of the eight masks turn a place round: a list of numbers, 0 where they do (table 10). */
  function masks(/** @type {number} */ y, /** @type {number} */ x) {
    const two = (y * x) % 2;
    const three = (y * x) % 3;
    return [(y + x) % 2, y % 2, x % 3, (y + x) % 3, ((y >> 1) + Math.floor(x / 3)) % 2, two + three, (two + three) % 2, ((y + x) % 2 + three) % 2];
  }

  /** How hard a code is to read (7.8.3.1): runs, blocks, what looks like a corner, too dark or too light. */
  function penalty(/** @type {number[][]} */ rows) {
    let points = 0;
    let dark = 0;
    rows.concat(rows.map((row, x) => rows.map((other) => other[x]))).forEach((bits) => {
      const line = bits.join("");
      (line.match(/0{5,}|1{5,}/g) || []).forEach((run) => { points += run.length - 2; });
      // white lies around the code
      const corners = "0000" + line + "0000";
      for (let at = 0; (at = corners.indexOf("1011101", at)) >= 0;) {
        const alone = corners.substr(at - 4, 4) === "0000" || corners.substr(at + 7, 4) === "0000";
        if (alone) points += 40;
        at += alone ? 7 : 4;
      }
    });
    rows.forEach((row, y) => {
      row.forEach((bit, x) => {
        dark += bit;
        if (x && y && (bit + row[x - 1] + rows[y - 1][x] + rows[y - 1][x - 1]) % 4 === 0) points += 3;
      });
    });
    return points + 10 * Math.floor(Math.abs((dark / (rows.length * rows.length)) * 100 - 50) / 5);
  }

  /**
   * Make the QR code of a text.
   * @param {string} text
   * @returns {boolean[][] | null} rows from the top, true where dark, without the quiet zone; null for more than 412 bytes
   */
  function qr(text) {
    const bytes = Array.from(new TextEncoder().encode(text));
    for (let version = 1; version <= MOST; version += 1) {
      const rows = empty(version);
      const cells = places(rows);
      const words = codewords(bytes, version, cells.length >> 3);
      if (words) return best(rows, cells, words, version);
    }
    return null;
  }

  /** Of the eight masks the one that is easiest to read, the first of equals. */
  function best(/** @type {Bits} */ rows, /** @type {number[][]} */ cells, /** @type {number[]} */ words, /** @type {number} */ version) {
    function fill(/** @type {number} */ number) {
      cells.forEach((at, n) => {
        // 0 behind the last word
        const bit = (words[n >> 3] >> (7 - n % 8)) & 1;
        rows[at[0]][at[1]] = bit ^ (masks(at[0], at[1])[number] ? 0 : 1);
      });
    }
    const points = masks(0, 0).map((turned, number) => {
      fill(number);
      return penalty(/** @type {number[][]} */ (rows));
    });
    const mask = points.indexOf(Math.min.apply(null, points));
    fill(mask);
    // level M is 00
    sign(rows, version, withCheckBits(mask, 10, 0x537) ^ 0x5412, withCheckBits(version, 12, 0x1f25));
    return rows.map((row) => row.map(Boolean));
  }

  function node(/** @type {string} */ tag, /** @type {By<string | number>} */ attributes) {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const name in attributes) element.setAttribute(name, /** @type {string} */ (attributes[name]));
    return element;
  }

  /**
   * Draw a code with its quiet zone, black on white in every mode: phones read no other.
   * @param {string} name said for it where it is not seen
   * @returns as large as its box
   */
  qr.draw = function (/** @type {boolean[][]} */ matrix, /** @type {string} */ name) {
    const size = matrix.length + 2 * QUIET;
    let path = "";
    matrix.forEach((row, y) => {
      row.forEach((dark, x) => { if (dark) path += "M" + (x + QUIET) + " " + (y + QUIET) + "h1v1h-1"; });
    });
    const svg = node("svg", { viewBox: "0 0 " + size + " " + size, role: "img", "aria-label": name, "shape-rendering": "crispEdges" });
    svg.appendChild(node("rect", { width: size, height: size, fill: "#fff" }));
    svg.appendChild(node("path", { d: path, fill: "#000" }));
    return svg;
  };

  site.qr = qr;
})();
