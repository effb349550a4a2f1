/*
 * What scripts of mingze/web share: `window.mingze`. A function that stands here with other parameters than where it is written,
 * or is called under a name that is not here, fails `make lint`. Where the values come from the page, from storage or from the
 * banks' files, which only running code can judge, they are `any`.
 */

/** Something that is not there from the beginning, and looked at only where it is. */
type Later = any;
/** An element, whose kind its template knows. */
type Part = any;
/** A function that is told something. */
type Told = (...given: any[]) => any;
/** The blueprint of a paper (mingze/pages/paper_data.py). */
type Paper = any;

interface ParentNode {
  /** What a template holds is known to the script beside it, not to a compiler. */
  querySelector(selectors: string): any;
}

/** What this device remembers (common/store.js). */
interface Store {
  recall(name: string): any;
  names(beginning: string): string[];
  remember(name: string, value: any): boolean;
  watch(beginnings: string | string[], how: (whence: "here" | "elsewhere" | "returned" | "forgotten") => void): void;
  tell(whence: "here" | "elsewhere" | "returned" | "forgotten", names?: string[]): void;
  forgetAll(): void;
  lasts(): boolean;
  persist(): void;
}

/** What pages are made and read with (common/dom.js). */
interface Dom {
  all(root: Document | Part, selector: string): any[];
  make(tag: string, className?: string, content?: any): any;
  button(text: string, action?: string, className?: string): any;
  parts(root: Part): (name: string) => any;
  actions(root: Part): (name: string) => any;
  pressed(event: Event, selector: string): any;
  json(root: Part, selector: string): any;
  report(error: any): void;
}

/** A question of assets/questions: what all have, and by type the parts as pages show them (mingze/pages/bank_files.py). */
interface BankQuestion {
  type: string;
  label: string;
  stem: string;
  hint?: string;
  pinned?: boolean;
  group?: string;
  edition?: string;
  /** Choices, and 对, 错. */
  options: string[];
  /** How many a blank has. */
  gaps: number;
  left: string[];
  /** Tokens with their texts. */
  right: [string, string][];
  steps: [string, string][];
}

/** Its answer of assets/answers: the key as its type has it, the rest fragments of HTML. */
interface BankAnswer {
  bank: string;
  duties: string[];
  key: any;
  partial?: boolean;
  words?: string;
  explanation?: string;
  cites: string;
  clauses?: string;
  sources?: string;
  reference?: string;
  edition?: string;
  /** By position of the option. */
  wrong?: Record<string, string>;
  points?: string[];
}

/** How one type of question is shown, answered and marked (quiz/type.js says what a type may leave out). */
interface QuestionType {
  rated?: boolean;
  listed?: boolean;
  wanting: string;
  controls: string;
  hands: "" | "one" | "several";
  wrong: string;
  parts(question: BankQuestion): number;
  body(question: BankQuestion, id: string, order: number[]): Element[];
  start(field: Part): void;
  rate?(field: Part): void;
  read(field: Part): any;
  write(field: Part, response: any): void;
  isAnswer(response: any): boolean;
  isResponse(value: any): boolean;
  mark(entry: BankAnswer, response: any, traditional: Record<string, string>): number;
  reveal(field: Part, key: any, answer: Part): void;
  keyWords(entry: BankAnswer, order: number[], question: BankQuestion): string | undefined;
  rows(question: BankQuestion, order: number[]): { row: number; letter: string; html: string }[];
  right(key: any): number[];
  exported(response: any): any;
}

/** What a type must say; the rest may be as usual. */
type OwnType = Pick<QuestionType, "read" | "write" | "isResponse" | "mark"> & Partial<QuestionType>;

/** Questions, papers, records: quiz/, exam/, practice/, sheet/, progress/. */
interface Quiz {
  expand(ids: string[], groups: any): string[];
  choose(sections: any, apart: any, seed: string): string[][];
  examClock(root: Part, exam: any): any;
  paperForm(paper: Paper, form: Part, base: string, on: any): any;
  examHanding(it: any): any;
  review(questions: any, answers: any, stateNow: Told, rate: Told): any;
  scoreTable(sections: any, review: any): any;
  points(number: number): string;
  isSeed(text: string): any;
  isDraw(seed: string, form: string): boolean;
  paperNumber(paper: string, seed: string, form: string): string;
  draw(paper: Paper, seed: string, form: string): string[][];
  arranged(question: BankQuestion, id: string, seed: string, form: string): number[];
  banksOf(paper: Paper, ids: string[]): string[];
  halfWidth(typed: string): string;
  fromAddress(): any;
  readNumber(paper: string, typed: string): any;
  newSeed(): string;
  examResult(root: Part, paper: Paper, questions: any, exam: any): any;
  sha256(text: string): string;
  order(ids: string[], seed: string, form: string): string[];
  optionOrder(questionId: any, count: number, seed: string, form: string): number[];
  examStart(it: any): any;
  examBeginnings(it: any): any;
  examState(store: Store, paper: Paper): any;
  stopwatch(state: any): any;
  isExam(one: any): any;
  examsDone(store: Store): any;
  carried(store: Store): any;
  carry(element: Part, store: Store): any;
  fsrs: {
    review(card: any, right: boolean, now: number): any;
    retrievability(card: any, now: number): number;
    day(ms: number): number;
  };
  RECORDS: string[];
  records(store: Store): any;
  bank(kind: string, id: string, data: any): any;
  load(kind: string, banks: string[]): any;
  belong(question: any, answer: any): any;
  fragment(tag: string, className: string, html: string): any;
  led(element: Part, base: string): any;
  element(html: string, base: string): any;
  plain(question: BankQuestion): number[];
  field(question: BankQuestion, id: string, order: number[], number: number, base: string): any;
  hint(field: Part, question: BankQuestion, base: string): any;
  pointList(answer: BankAnswer, className: string): any;
  answer(answer: BankAnswer, question: BankQuestion, order: number[], base: string): any;
  placing(parent: Part, groups: any, base: string): any;
  fold(text: string, traditional: any): string;
  accepts(typed: string, accepted: any, traditional: any): boolean;
  option(kind: string, id: string, value: any, letter: string, text: any): any;
  chosen(field: Part): any;
  revealOptions(field: Part, key: any, answer: any): any;
  choice(kind: string, own: Pick<QuestionType, "mark"> & Partial<QuestionType>): OwnType;
  play(form: Part, store: Store, data: any, how: any): any;
  types: Record<string, QuestionType>;
  type(name: string, own: OwnType): void;
  typeOf(field: Part): QuestionType;
  asWritten(count: number): number[];
  lock(field: Part, on: any): any;
  focusOn(field: Part): any;
  listOf(kind: string, orNull?: boolean): (value: any) => boolean;
  share(key: any[], isRight: (n: number) => boolean): number;
  VERDICTS: Record<string, string>;
  verdict(share: number): any;
  feedback(): any;
  exported(type: any, response: any): any;
  sheet(root: Part, read: () => any): any;
}

/** The presenter mode: hall/. */
interface Hall {
  channel(heard: Told): any;
  turning(it: any): any;
  dealing(it: any): any;
  looking(it: any): any;
  asking(it: any): any;
  keeping(it: any): any;
  course(it: any): any;
  drawing(it: any): any;
  table(run: any, faces: any): any;
  csv(run: any, faces: any): string;
  defused(text: string): string;
  saveTable(run: any, faces: any, said: Part): any;
  nameOf(run: any): any;
  saveRun(run: any, said: Part): any;
  readRun(text: string): any;
  fits(box: Part): boolean;
  fit(box: Part): any;
  dossierPages(dossier: Part): any;
  dossierScreen(now: any, root: Part): Part;
  help(root: Part): any;
  kept(store: Store): any;
  listen(look: Told, ask: Told): any;
  teach(found: any): any;
  lesson(place: any, base: string, stage: any): any;
  minutes(seconds: number): string;
  words(share: number): string;
  summary(run: any, faces: any): any;
  facts(run: any): string;
  button(holder: Part, text: string, action: string, className: string, pressed: Told): any;
  overview(root: Part, run: any, state: any, faces: any, on: any): any;
  paper(root: Part, run: any, state: any, faces: any, act: Told, close: Told): any;
  cards(root: Part, letters: any, large: boolean): any;
  phoneAddress(run: any, base: string, site: any): string;
  phones(root: Part, run: any, address: string, close: Told): any;
  presenter(root: Part, id: string, base: string, channel: any): any;
  withoutLinks(element: Part): any;
  face(run: any, question: any, asked: any, answered: any, dossier: any): any;
  faces(run: any, base: string): any;
  letters(face: any): string;
  countedRows(face: any): any;
  result(root: Part, run: any, faces: any, on: any): any;
  VERSION: number;
  MOST_TEAMS: number;
  isMany(question: any): boolean;
  rows(question: any): number;
  rightRow(question: any, key: any): number;
  opens(run: any, at: number): string;
  step(state: any, action: any): any;
  stateOf(run: any): any;
  isAction(run: any, action: any): boolean;
  apply(run: any, action: any): any;
  undo(run: any): any;
  toggleClock(run: any): any;
  tick(run: any, ms: number): any;
  newRun(wanted: any, now: any): any;
  sound(found: any): any;
  counts(question: any, item: any, which: string): any;
  sum(counts: any): any;
  voters(run: any, question: any, counts: any): any;
  share(run: any, question: any, item: any, which: string, key: any): any;
  scores(run: any, state: any): number[];
  pick(data: any, wanted: any): string[];
  when(ms: number): string;
  setup(root: Part, data: any, kept: any, on: any): any;
  screen(now: any, act: Told, alone: any): any;
  entry(run: any, at: number, faces: any): any;
  after(run: any, state: any, faces: any): any;
  before(run: any, state: any, faces: any): any;
  teamName(n: number): string;
  teamButtons(now: any, act: Told): any;
  scoreboard(run: any, state: any): any;
  percent(share: number): any;
  isCounted(question: any, item: any): boolean;
  shift(now: any): string;
  advice(now: any): string;
  bars(row: any): any;
  ballot(now: any, act: Told): any;
  countWords(now: any): string;
  frame(it: any): any;
  covers(it: any): any;
}

/** The search: search/. */
interface Finding {
  clauseNamed(text: string): any;
  instruments(name: string, records: any): any;
  clausesAt(wanted: any, records: any, within: any): any;
  search(text: string, role?: any): any;
  describe(result: any): any;
  instead(text: string, most: number): any;
  MOST_LETTERS: number;
  letters(typed: string, breaks: number[], sounds: any, strict: boolean): any;
  literal(text: string, index: any): any;
  loose(text: string, index: any): any;
  further(text: string, index: any): any;
  pinyin(letters: any, index: any): any;
  soundAlike(text: string, index: any): any;
  inRole(text: string, record: any, index: any): any;
  nearest(whole: string, index: any, most: number): any;
  panel(root: Part, store: Store, changed: Told, at?: string): any;
  fold(text: string, forms: any): string;
  parse(text: string, forms: any): any;
  recent(store: Store): any;
  rememberSearch(store: Store, text: string): any;
  forgetSearches(store: Store): any;
  button(text: string, action: string, name?: string): any;
  groups(results: any, title: string): any;
  decode(coded: string, alphabet: string[], counted: any, single: number): any;
  bare(text: string): string;
  placesIn(text: string, needle: string): any;
  unpack(data: any): any;
}

/** The phone's page of the live hall: live/. */
interface Live {
  ask(method: string, address: string, key: string, body?: any): { done: Promise<{ status: number; said: any; left: number }>; stop: () => void };
  patience(): { next: () => number; calm: () => void };
  recall(name: string): string;
  remember(name: string, text: string): boolean;
  recalled(name: string): any;
  key(code: string): string;
  answers(address: string, key: string, told: Told, stranger: () => Promise<any>): any;
  standing(answer: any): string;
  screen(parts: any, answered: Told): any;
}

interface Mingze {
  /* common/early.js */
  id: string;
  key: string;
  old: string;
  memory: Record<string, any>;
  watchers: { beginnings: string[]; how: Told }[];
  recall(name: string): any;
  names(beginning: string): string[];
  watch(beginnings: string | string[], how: Told): void;
  ready(act: () => void): void;
  dress(): void;
  store: Store;
  dom: Dom;
  quiz: Quiz;
  hall: Hall;
  finding: Finding;
  live: Live;
  readings: any;
  searchData: any;
  aloud(button: Part): any;
  component(name: string, start: (element: any, store: Store) => void): void;
  openDialog(dialog: any): void;
  closeDialog(dialog: any): void;
  exported(): any;
  LETTERS: string;
  assets: string;
  load(name: string, found?: Told): any;
  begin(starter: Part, act: Told): any;
  qr: { (text: string): boolean[][] | null; draw(rows: any, words: string): any };
  save(said: Part, file: any): any;
  learned(kept?: any): string[];
  showReadings(): any;
  base: string;
  attachSearch(root: Part, changed: Told, at?: string): any;
  search(text: string): any;
  share(opener: Part): any;
}

interface Window { mingze: Mingze }
