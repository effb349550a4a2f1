/*
 * The page of who runs an examination: it watches, and begins, extends and ends; the answer files come once all is settled.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { dom, live } = site;
  const AGAIN = 2000; // ms
  const MORE = 10; // minutes
  const PHASES = { wait: "签到中", run: "考试中", over: "时间到了" };

  /** @returns {string} how long until then, like 59:30 */
  function clock(/** @type {number} */ then) {
    const left = Math.max(0, Math.ceil((then - performance.now()) / 1000));
    return Math.floor(left / 60) + ":" + ("0" + left % 60).slice(-2);
  }

  /** What is asked of the server. */
  function asking(/** @type {any} */ it) {
    Object.assign(it, {
      fault(/** @type {string} */ words) {
        it.part("fault").hidden = !words;
        if (it.part("fault").textContent !== words) it.part("fault").textContent = words;
      },

      ask(/** @type {string} */ method, /** @type {string} */ what, /** @type {any} */ body) {
        return live.hostAsk(method, it.link.code + "/" + what, it.link.token, body);
      },

      enter(/** @type {any} */ link) {
        it.link = link;
        live.noteExam(link);
        location.hash = "#exam=" + link.code;
        it.fault("");
        it.part("setup").hidden = true;
        it.poll();
      },

      poll() {
        clearTimeout(it.waiting);
        return it.ask("GET", "watch").then((/** @type {any} */ answer) => {
          if (answer.status === 403 || answer.status === 404) return it.gone();
          it.waiting = setTimeout(it.poll, AGAIN);
          if (answer.status !== 200) return it.fault("没有连上服务器，正在重试。考生照常答，答案都在手机上。");
          it.fault(answer.said.short ? "服务器存不下了：请腾出磁盘空间" : answer.said.slept ? "电脑睡过一觉，时间照走。要补的，请点“全体延长”。" : "");
          it.seen = answer.said;
          it.until = performance.now() + answer.said.left;
          it.last = performance.now() + answer.said.last;
          it.draw();
        });
      },

      gone() {
        live.remember("exams", JSON.stringify(live.knownExams().filter((/** @type {any} */ one) => one.token !== it.link.token)));
        it.part("room").hidden = true;
        live.examSetup(it);
        it.fault("这一场已经没有了：姓名删除了，或者在别处结束了。");
      }
    });
  }

  /** What is done. */
  function acting(/** @type {any} */ it) {
    Object.assign(it, {
      act(/** @type {any} */ action) {
        it.sure("");
        return it.ask("POST", "do", { n: it.seen.n, action }).then((/** @type {any} */ answer) => {
          if (answer.status === 200) return it.poll();
          return it.poll().then(() => { it.fault(answer.said.error || "没有连上服务器，请再按一次"); });
        });
      },

      /** Ask once more before something is done; "" puts the question away. */
      sure(/** @type {string} */ words, /** @type {() => unknown} */ act) {
        if (words) it.asked = document.activeElement;
        it.sureOf = act;
        it.part("confirm").hidden = !words;
        it.part("confirm-words").textContent = words;
        if (words) it.action("back").focus();
      },

      /** Let another device of the host's in. */
      pair() {
        return it.ask("POST", "pair").then((/** @type {any} */ answer) => {
          if (answer.status !== 200) return it.fault(answer.said.error || "没有连上服务器，请再按一次");
          const address = it.seen.addresses[0] || location.origin + "/h/";
          const rows = site.qr(address.replace(/h\/\d*$/, "") + "exam#pin=" + it.link.code + "-" + answer.said.pin);
          it.part("pair").textContent = "";
          it.part("pair").append(dom.make("p", "", "用那台设备扫这个码，五分钟内有效，只能用一次；别让考生看到。"));
          if (rows) it.part("pair").appendChild(site.qr.draw(rows, "监考的二维码"));
        });
      },

      /** Become a device of the host's by the digits that another showed. */
      claim(/** @type {string} */ code, /** @type {string} */ pin) {
        history.replaceState(null, "", location.pathname);
        return live.hostAsk("POST", code + "/claim", "", { pin }).then((/** @type {any} */ answer) => {
          if (answer.status !== 200) {
            live.examSetup(it);
            return it.fault(answer.said.error || "没有连上服务器，请再扫一次");
          }
          return it.enter({ code: answer.said.code, token: answer.said.token, title: "" });
        });
      },

      files() {
        return fetch("/api/" + it.link.code + "/files", { headers: { "X-Mingze-Host": it.link.token } }).then((answer) => {
          if (!answer.ok) return answer.json().then((said) => { it.fault(said.error); });
          const named = /filename\*=UTF-8''(.+)$/.exec(answer.headers.get("Content-Disposition") || "");
          return answer.blob().then((blob) => {
            const link = dom.make("a");
            link.href = URL.createObjectURL(blob);
            link.download = named ? decodeURIComponent(named[1]) : "答卷.zip";
            link.click();
            setTimeout(() => { URL.revokeObjectURL(link.href); }, 60000);
          });
        }).catch(() => { it.fault("没有连上服务器，请再按一次"); });
      }
    });
  }

  /** What stands on the page. */
  function drawing(/** @type {any} */ it) {
    Object.assign(it, {
      draw() {
        const { phase, ended, people } = it.seen;
        const handed = people.filter((/** @type {any} */ one) => one.handed).length;
        it.part("room").hidden = false;
        it.part("title").textContent = it.seen.title;
        if (!it.link.title) live.noteExam(Object.assign(it.link, { title: it.seen.title }));
        it.part("facts").textContent = "卷号 " + it.seen.numbers.join("、") + "。共 " + it.seen.total + " 题，" + it.seen.minutes + " 分钟。";
        it.words("phase", ended ? "考试结束" : /** @type {any} */ (PHASES)[phase]);
        it.words("sums", "签到 " + people.length + (it.seen.expected ? " / 应到 " + it.seen.expected : "") + "，在场 " + people.filter((/** @type {any} */ one) => one.present).length + (phase === "wait" ? "" : "，已交 " + handed));
        it.part("before").hidden = ended || phase === "over";
        it.part("after").hidden = !ended;
        it.way();
        it.buttons();
        it.countdown();
        it.people();
      },

      words(/** @type {string} */ name, /** @type {string} */ words) { if (it.part(name).textContent !== words) it.part(name).textContent = words; },

      /** How phones get in. */
      way() {
        const address = it.seen.addresses[0] || location.origin + "/h/" + it.link.code;
        if (it.shown === address) return;
        it.shown = address;
        it.part("code").textContent = "";
        it.part("code").append("手机扫码；扫不了的，输入 " + address.replace(/^http:\/\//, "").replace(/\/\d+$/, "") + "，再填", dom.make("b", "", it.link.code));
        it.part("qr").textContent = "";
        const rows = site.qr(address);
        if (rows) it.part("qr").appendChild(site.qr.draw(rows, "签到的二维码"));
        it.part("others").textContent = it.seen.addresses.slice(1).map((/** @type {string} */ one) => "这台电脑还有一个地址：" + one).join("；");
      }
    });
  }

  /** What can be done now. */
  function offering(/** @type {any} */ it) {
    Object.assign(it, {
      /** The buttons of this phase, made anew when it changes. */
      buttons() {
        const { phase, ended, settled } = it.seen;
        const now = [phase, ended, settled].join();
        const box = it.part("doings");
        if (it.phase === now) return;
        it.phase = now;
        it.part("before").open = phase === "wait";
        box.textContent = "";
        function add(/** @type {string} */ words, /** @type {string} */ action, /** @type {string} */ kind, /** @type {() => unknown} */ act) {
          const button = box.appendChild(dom.button(words, action, kind));
          button.addEventListener("click", act);
          return button;
        }
        if (ended) {
          add(settled ? "下载答卷" : "下载答卷（等几秒，还有答案在路上）", "files", "", it.files).disabled = !settled;
          add("删除姓名", "wipe", "mz-button--quiet", () => it.sure("姓名、单位和各人的答案马上删除。答卷下载好了吗？", () => it.ask("POST", "wipe").then(it.gone)));
          return;
        }
        if (phase === "wait") add("开始考试", "begin", "", () => it.sure("签到了 " + it.seen.people.length + " 人，现在开始计时 " + it.seen.minutes + " 分钟？迟到的照样能进来，时间不补。", () => it.act({ do: "begin" })));
        else add("全体延长 " + MORE + " 分钟", "extend", "mz-button--quiet", () => it.sure("所有人延长 " + MORE + " 分钟？", () => it.act({ do: "extend", minutes: MORE })));
        add(phase === "wait" ? "不考了" : "结束考试", "end", phase === "over" ? "" : "mz-button--quiet", () => it.sure(it.ending(), () => it.act({ do: "end" })));
      },

      ending() {
        const open = it.seen.people.filter((/** @type {any} */ one) => !one.handed).length;
        if (it.seen.phase === "wait") return "还没有开始，就此结束？";
        return (open ? "还有 " + open + " 人没有交卷，已保存的答案都算。" : "都交卷了。") + "结束后不能再开，确定吗？";
      },

      countdown() {
        if (!it.seen) return;
        const runs = it.seen.phase === "run" && !it.seen.ended;
        it.words("time", runs ? clock(it.until) : "");
        it.words("last", runs && it.last > it.until ? "延长的人最晚还有 " + clock(it.last) : "");
      }
    });
  }

  function sendRoster(/** @type {any} */ it, /** @type {File} */ file) {
    it.part("roster-said").textContent = "正在读名单……";
    fetch("/api/" + it.link.code + "/expected", {
      method: "POST", headers: { "X-Mingze-Host": it.link.token, "X-File-Name": encodeURIComponent(file.name), "Content-Type": "application/octet-stream" }, body: file
    }).then((answer) => answer.json()).then((said) => {
      it.part("roster-said").textContent = said.error || "名单上有 " + said.expected + " 人。手机上先选单位，再选名字。";
      it.poll();
    }).catch(() => { it.part("roster-said").textContent = "没有连上服务器，请再选一次。"; });
  }

  /** @returns {string} the opening key, out of the address and into what this device remembers */
  function takeKey() {
    const given = (/[#&]host=([\w-]+)/.exec(location.hash) || [])[1];
    if (given) {
      live.remember("host", given);
      history.replaceState(null, "", location.pathname);
    }
    return given || live.recall("host");
  }

  function start(/** @type {any} */ root) {
    const it = /** @type {any} */ ({ key: takeKey(), link: null, seen: null, until: 0, papers: [] });
    it.part = dom.parts(root);
    it.action = dom.actions(root);
    asking(it);
    acting(it);
    drawing(it);
    offering(it);
    live.examPeople(it);
    it.action("back").addEventListener("click", () => {
      it.sure("");
      if (it.asked && it.asked.focus) it.asked.focus();
    });
    it.action("pair").addEventListener("click", it.pair);
    it.action("sure").addEventListener("click", () => {
      const act = it.sureOf;
      it.sure("");
      if (act) act();
    });
    it.part("roster").addEventListener("change", () => {
      const file = it.part("roster").files[0];
      if (file) sendRoster(it, file);
      it.part("roster").value = "";
    });
    setInterval(it.countdown, 500);
    const [, paired, pin] = /^#pin=(\d+)-(\d+)$/.exec(location.hash) || [];
    if (pin) return it.claim(paired, pin);
    const code = (/[#&]exam=(\d+)/.exec(location.hash) || [])[1];
    const known = live.knownExams().filter((/** @type {any} */ one) => one.code === code)[0];
    if (known) return it.enter(known);
    return live.examSetup(it);
  }

  dom.all(document, "[data-proctor]").forEach(start);
})();
