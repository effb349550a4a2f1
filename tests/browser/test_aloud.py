"""Reading aloud, with a voice that writes down what it is given: this machine has none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.pool import Lend

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

ROLE = "roles/safety-deputy/index.html"
ARTICLE = "regulation/anquan-zerenzhi/art19/index.html"
VOICE = """
  window.spoken = [];
  window.cancelled = 0;
  window.voices = [
    { lang: "en-US", localService: true, name: "en" }, { lang: "zh-TW", localService: true, name: "tw" },
    { lang: "zh-CN", localService: false, name: "far" }, { lang: "zh_CN", localService: true, name: "near" },
  ];
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
  Object.defineProperty(window, "speechSynthesis", { value: {
    getVoices: () => window.voices,
    resume: () => {},
    cancel: () => {
      const last = window.current;
      window.cancelled += 1;
      window.current = null;
      if (last) last.onerror({});
    },
    speak: utterance => {
      if (!utterance.text) return;
      window.current = utterance;
      window.spoken.push({
        text: utterance.text, rate: utterance.rate, lang: utterance.lang, voice: (utterance.voice || {}).name,
        marked: [...(CSS.highlights.get("mz-aloud") || [])].map(range => range.toString()).join(""),
      });
    },
  } });
  window.finish = () => { const last = window.current; window.current = null; last.onend({}); };
"""
"""The list of voices has one of another language, one of another Chinese, one that asks a server, and the right one."""
Open = Callable[..., "Page"]


@pytest.fixture
def open_page(lend: Lend, real_site: Path) -> Open:
    def start(path: str = ROLE, script: str = "", before: str = VOICE) -> Page:
        address = (real_site / path).as_uri()
        phone = lend(address, viewport={"width": 360, "height": 740}, has_touch=True, reduced_motion="reduce")
        page = phone.page
        page.on("pageerror", lambda error: pytest.fail(str(error)))
        page.add_init_script(before + script)
        return phone.open(address)

    return start


def begin(page: Page, duty: str = "safety-deputy-1") -> Locator:
    button = page.locator(f"#{duty} [data-aloud]")
    button.tap()
    page.wait_for_function("window.current")
    return button


def begin_page(page: Page) -> None:
    page.get_by_role("button", name="阅读", exact=True).tap()
    page.get_by_role("button", name="朗读这一页").tap()
    page.wait_for_function("window.current")


def read_on(page: Page, most: int = 400) -> list[Any]:
    """Let every sentence come to its end; returns what was spoken."""
    found: list[Any] = page.evaluate(
        """async most => {
          for (let n = 0; n < most && window.current; n += 1) {
            window.finish();
            await new Promise(done => setTimeout(done, 5));
          }
          return window.spoken;
        }""",
        most,
    )
    return found


def test_a_duty_is_read_by_sentences_each_marked_with_the_devices_own_voice(open_page: Open) -> None:
    page = open_page()
    before = page.locator("#safety-deputy-1").evaluate("e => e.innerHTML")
    button = begin(page)
    assert button.inner_text() == "停止朗读"
    expect(page.get_by_role("region", name="朗读").get_by_text("正在朗读")).to_be_visible()
    spoken = read_on(page)
    assert spoken[0]["text"] == "1，制定具体措施"
    assert spoken[1]["text"].startswith("第八条第（一）项，据来源文本，文字出自本站所据的来源")
    assert all(0 < len(one["text"]) <= 60 for one in spoken)
    assert {(one["voice"], one["lang"], one["rate"]) for one in spoken} == {("near", "zh-CN", 1)}
    assert all(one["marked"] and one["marked"][0] in one["text"] for one in spoken)
    statute = page.locator("#safety-deputy-1 .mz-clause__text").inner_text()
    assert statute in "".join(one["marked"] for one in spoken)
    assert "来源：" not in "".join(one["text"] for one in spoken)
    # at the end everything is as it was
    assert button.inner_text() == "朗读这一条"
    expect(page.get_by_role("region", name="朗读")).to_be_hidden()
    assert page.evaluate("CSS.highlights.has('mz-aloud')") is False
    assert page.locator("#safety-deputy-1").evaluate("e => e.innerHTML") == before


def test_what_is_folded_is_not_read_until_it_is_unfolded(open_page: Open) -> None:
    page = open_page()
    begin(page)
    folded = page.locator("#safety-deputy-1 .mz-fold").first
    action = folded.locator("li").first.text_content() or ""
    assert action[:12] not in "".join(one["text"] for one in read_on(page))
    folded.locator("summary").tap()
    begin(page)
    assert action[:12] in "".join(one["text"] for one in read_on(page))


def test_an_answer_is_read_only_after_its_question_was_answered(open_page: Open) -> None:
    page = open_page("quizzes/party-secretary/index.html")
    page.locator("[data-action=learn]").tap()  # shows the answers of questions nobody answered
    page.locator("#ps-001 .mz-option").first.tap()
    page.locator("#ps-001 [data-action=check]").tap()
    begin_page(page)
    read = "".join(one["text"] for one in read_on(page, 40))
    assert "3. 判断题" in read
    expect(page.locator("#ps-001 .mz-answer")).to_be_visible()
    expect(page.locator("#ps-002 .mz-answer")).to_be_visible()
    assert read.count("答案：") == 1
    assert "提交答案" not in read


def test_a_page_is_read_without_ways_and_buttons_and_its_badge_in_words(open_page: Open) -> None:
    page = open_page(ARTICLE)
    begin_page(page)
    texts = [one["text"] for one in read_on(page)]
    assert texts[0] == "第十九条，待核对，没有找到可核对的副本，仅内容有转述印证，待核对"
    read = "".join(texts)
    assert read.count("仅内容有转述印证，待核对") <= 2  # the badge says what it means once; the page says it too
    for other in ("首页", "下一个", "看答案", "搜索", "修改"):
        assert other not in read


def test_reading_is_held_gone_on_with_and_ended(open_page: Open) -> None:
    page = open_page()
    begin(page)
    page.evaluate("finish()")
    page.wait_for_function("window.spoken.length === 2")
    page.get_by_role("button", name="暂停").tap()
    assert page.evaluate("window.current") is None
    expect(page.get_by_text("已暂停")).to_be_visible()
    page.get_by_role("button", name="继续").tap()
    page.wait_for_function("window.spoken.length === 3")
    assert page.evaluate("spoken[1].text === spoken[2].text")
    page.get_by_role("button", name="结束").tap()
    assert page.evaluate("window.current") is None
    assert page.evaluate("document.activeElement.textContent") == "朗读这一条"
    begin(page, "safety-deputy-2")
    page.wait_for_function("window.spoken.length > 3")
    assert page.evaluate("spoken[3].text").startswith("2，"), "what had been ended went on first"


def test_the_button_that_began_ends_and_another_one_takes_over(open_page: Open) -> None:
    page = open_page()
    first = begin(page)
    second = begin(page, "safety-deputy-2")
    page.wait_for_function("window.spoken.length === 2")
    assert page.evaluate("spoken[1].text").startswith("2，")
    assert (first.inner_text(), second.inner_text()) == ("朗读这一条", "停止朗读")
    second.tap()
    assert page.evaluate("window.current") is None
    assert second.inner_text() == "朗读这一条"


def test_the_rate_is_remembered_and_changes_the_sentence_being_read(open_page: Open, real_site: Path) -> None:
    page = open_page()
    begin(page)
    page.get_by_role("button", name="阅读", exact=True).tap()
    page.get_by_role("button", name="慢").tap()
    page.wait_for_function("window.spoken.length === 2")
    assert page.evaluate("[spoken[0].text === spoken[1].text, spoken[1].rate]") == [True, 0.75]
    page.goto((real_site / ARTICLE).as_uri())
    begin_page(page)
    assert page.evaluate("spoken[0].rate") == 0.75


def test_leaving_the_page_ends_it(open_page: Open) -> None:
    page = open_page()
    begin(page)
    cancelled = page.evaluate("cancelled")
    page.evaluate("window.dispatchEvent(new PageTransitionEvent('pagehide'))")
    assert page.evaluate(f"[window.current, cancelled > {cancelled}]") == [None, True]


@pytest.mark.parametrize("first", ["[]", pytest.param("[all[0]]", marks=pytest.mark.long), "[all[0], all[2]]"])
def test_voices_that_come_late_are_waited_for(open_page: Open, first: str) -> None:
    """None yet, or a first lot without the right one: Chrome and Edge tell of voices in two lots."""
    late = f"const all = window.voices; window.voices = {first}; setTimeout(() => {{ window.voices = all; }}, 900);"
    page = open_page(script=late)
    begin(page)
    assert page.evaluate("spoken[0].voice") == "near"
    expect(page.get_by_text("这台设备没有装中文语音")).to_be_hidden()


def test_who_ends_the_waiting_hears_nothing(open_page: Open) -> None:
    page = open_page(script="window.whole = window.voices; window.voices = [whole[0]];")
    page.locator("#safety-deputy-1 [data-aloud]").tap()
    page.get_by_text("正在准备语音").wait_for()
    page.get_by_role("button", name="结束").tap()
    page.evaluate("window.voices = window.whole")
    page.evaluate("new Promise(done => setTimeout(done, 300))")  # three looks at the list
    assert page.evaluate("spoken.length") == 0
    expect(page.locator(".mz-player")).to_be_hidden()


@pytest.mark.parametrize(
    "voices", [pytest.param("[window.voices[0]]", marks=pytest.mark.long), "[window.voices[0], window.voices[2]]"]
)
def test_without_a_voice_of_its_own_the_device_says_so_calmly(open_page: Open, voices: str) -> None:
    page = open_page(script=f"window.voices = {voices};")
    button = page.locator("#safety-deputy-1 [data-aloud]")
    button.tap()
    page.get_by_text("这台设备没有装中文语音").wait_for()
    assert page.evaluate("spoken.length") == 0  # nothing goes to a voice that asks a server
    page.get_by_role("button", name="结束").tap()
    expect(page.get_by_text("这台设备没有装中文语音")).to_be_hidden()
    assert page.evaluate("document.activeElement.textContent") == "朗读这一条"


def test_a_browser_that_cannot_speak_shows_no_buttons_for_it(open_page: Open) -> None:
    page = open_page(before="delete window.speechSynthesis; delete Window.prototype.speechSynthesis;")
    assert page.evaluate("'speechSynthesis' in window") is False
    page.get_by_role("button", name="阅读", exact=True).tap()
    expect(page.get_by_role("button", name="特大")).to_be_visible()
    assert page.get_by_text("朗读").locator("visible=true").count() == 0


def test_without_highlights_the_paragraph_is_marked_and_unmarked(open_page: Open) -> None:
    page = open_page(script="Object.defineProperty(window, 'Highlight', { value: undefined });")
    begin(page)
    assert page.locator(".mz-aloud-block").inner_text().endswith("制定具体措施")
    read_on(page)
    assert page.locator(".mz-aloud-block").count() == 0


def test_readings_put_above_characters_meanwhile_leave_the_place(open_page: Open) -> None:
    page = open_page()
    begin(page, "safety-deputy-4")
    page.evaluate("finish()")
    page.wait_for_function("window.spoken.length === 2")
    page.evaluate("window.mingze.store.remember('ruby', 'on')")
    page.locator("ruby rt[data-reading]").first.wait_for(state="attached")
    spoken = read_on(page)
    assert len({one["text"] for one in spoken}) == len(spoken)
    assert all(one["marked"] for one in spoken)
    statute = page.locator("#safety-deputy-4 .mz-clause__text").text_content() or ""
    assert statute in "".join(one["marked"] for one in spoken)
