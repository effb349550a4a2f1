/*
 * Papers and examinations: exam/.
 */

/** Which form of a paper. */
interface Draw {
  seed: string;
  form: string;
}

/** A section of a paper, as much of it as decides what is drawn (exam/choose.js). */
interface Pool {
  count: number;
  banks: By<string[]>;
  /** Bank, at least. */
  quotas: [string, number][];
  /** Depth, exactly. */
  depths?: [number, number][];
  levels?: By<number>;
  /** Members by group. */
  groups?: By<string[]>;
}
interface Section extends Pool {
  type: string;
  label: string;
  points: number;
}

/** The blueprint of a paper (mingze/pages/paper_data.py). */
interface Paper {
  id: string;
  title: string;
  minutes: number;
  withheld: boolean;
  sections: Section[];
  types?: By<string>;
  apart: By<string[]>;
}

/** An examination as its head keeps it (exam/state.js). */
interface ExamHead extends Draw {
  ids: string[][];
  started: number;
  minutes: number;
  asked: string;
}
/** All of an examination, as a page sees it. */
interface ExamState extends ExamHead {
  used: number;
  handed?: number;
  late?: number;
  answers: By<Given>;
  flags: By<number>;
  editions: By<string>;
  times: By<number>;
}

/** Examinations of a paper as they are kept; what writes says false where it does not outlast the page. */
interface ExamKept extends Whole {
  store: Store;
  paper: Paper;
  place: string;
  tab: string;
  nameOf(state: { started: number }): string;
  own(): { state: ExamState; at: number; alone?: number } | null;
  keepOwn(state: ExamState | null): void;
  heads(): ExamHead[];
  headOf(state: ExamHead): ExamHead;
  stateOf(head: ExamHead): ExamState | null;
  put(state: ExamState, rest: string): boolean;
  record(state: ExamState, rest: string): unknown[];
  recordsName(state: ExamState): string;
  fill(state: ExamState): ExamState;
  set(state: ExamState, rest: string, value: Told[]): void;
  restore(state: ExamState): boolean;
  read(): ExamState | null;
  unfinished(): ExamState | null;
  follow(state: ExamState): boolean;
  begin(state: ExamState, instead: ExamState | null): boolean;
  resume(state: ExamState): boolean;
  change(state: ExamState, rest: string): boolean;
  answer(state: ExamState, id: string, response: Given, edition?: string): boolean;
  flag(state: ExamState, id: string, on: boolean): boolean;
  use(state: ExamState, used: number): boolean;
  isHanded(state: ExamState): boolean;
  hand(state: ExamState, late: boolean, at: number): boolean;
  forget(state: ExamState): void;
  leave(): void;
  finish(state: ExamState, result: ExamDone): boolean;
}

/** A question of a paper on the page; what it is worth comes when the paper is handed in. */
interface ExamItem {
  id: string;
  field: Part;
  question: BankQuestion;
  order: number[];
  type: QuestionType;
  points: number;
  base: string;
  number: number;
  edition?: string;
  changed: boolean;
  flag: Part;
  locked?: boolean;
  share?: number | null;
  entry?: BankAnswer | null;
  feedback: Part;
  answer: Part;
}
type ExamSection = { title: string; items: ExamItem[] };

/** The questions of a paper on the page (exam/form.js). */
interface PaperForm {
  items: ExamItem[];
  sections: ExamSection[];
  build(data: BankData<BankQuestion>, state: ExamState): void;
  missing(handed?: boolean): string;
  write(state: ExamState, returned?: boolean): void;
  lock(): void;
  given(item: ExamItem, state: ExamState): Given;
  showFlag(item: ExamItem, flagged: boolean): void;
  overview(state: ExamState, go: (item: ExamItem) => void): Part;
  only(wrong: boolean): void;
}
type FormHeard = { answered(item: ExamItem, response: Given): void; flagged(item: ExamItem): void };
interface FormParts extends Whole, Omit<PaperForm, "items" | "sections"> {
  paper: Paper;
  form: Part;
  base: string;
  on: FormHeard;
  questions: PaperForm;
  gone: number;
  add(id: string, section: Section, question: BankQuestion, state: ExamState, place: (field: Part, group?: string) => void): ExamItem;
  read(item: ExamItem): Given;
}

/** Marks; those that wait for rating are open. */
type Marks = { score: number; full: number; open: number };
/** A paper that is marked (exam/marks.js). */
interface Review extends Whole {
  questions: PaperForm;
  answers: BankData<BankAnswer>;
  stateNow(): ExamState;
  rate(item: ExamItem, points: number[]): void;
  askToRate(item: ExamItem): void;
  say(item: ExamItem): void;
  share(item: ExamItem): number | null;
  counts(item: ExamItem): boolean;
  unmarked(): string;
  sum(some: ExamItem[]): Marks;
}

/** What the result asks the examination (exam/result.js). */
interface ExamAsked {
  store: Store;
  kept: ExamKept;
  number(of: Draw): string;
  state(): ExamState;
  follows(): boolean;
  /** Changes when another one is shown. */
  current(): number;
}
type Outcome = { show(): void; again(): void };
interface ResultParts extends Whole {
  root: Part;
  paper: Paper;
  questions: PaperForm;
  exam: ExamAsked;
  button(name: string): Part;
  part(name: string): Part;
  started: boolean;
  show(): void;
  mark(): void;
  total(review: Review): void;
  count(review: Review): void;
  note(score: number | null, full: number): void;
  sheet(): Sheet;
}

/** What the clock asks and tells (exam/clock.js). */
interface ClockHeard {
  state(): ExamState;
  used(): number;
  keep(): void;
  over(): void;
  say(text: string): void;
}

/** The examination itself (exam/exam.js, start.js, handing.js). */
interface Exam extends Whole {
  root: Part;
  store: Store;
  action(name: string): Part;
  part(name: string): Part;
  paper: Paper;
  base: string;
  kept: ExamKept;
  address: { given: Draw | null; astray: boolean };
  given: Later;
  told: ExamState | null;
  clock: { start(): void; stop(): void };
  opened: number;
  touched: boolean;
  begun: number;
  actions: By<(button: Part) => void>;
  /** The button that asked to hand in. */
  asked: Part;
  /** Of the examination on show; null before there is one. */
  state: Later;
  /** ms it has been running; null while none is. */
  elapsed: Later;
  questions: PaperForm;
  follows: boolean;
  outcome: Outcome | undefined;
  show(names: string[]): void;
  enter(): void;
  number(of: Draw): string;
  startScreen(drawn: Draw, astray?: boolean): void;
  tell(unfinished: ExamState | null): void;
  takeNumber(): void;
  start(): void;
  anew(drawn: Draw): void;
  begin(): void;
  go(data: BankData<BankQuestion>): void;
  answered(item: ExamItem, response: Given): void;
  flagged(item: ExamItem): void;
  keep(lasts: boolean): void;
  used(): number;
  keepTime(): void;
  count(): void;
  open(): number;
  toggleOverview(on: boolean): void;
  drawOverview(): void;
  say(text: string): void;
  confirm(button: Part): void;
  sayOpen(): void;
  timeOver(): void;
  handIn(late: boolean, at: number): void;
  hand(): void;
  result(): void;
  fetchResult(): Promise<any>;
  wrongOnly(on: boolean): void;
  follow(whence?: Whence): void;
  doings(): By<(button: Part) => void>;
}

/** What of `quiz` papers are made with. */
interface Papers {
  expand(ids: string[], groups: By<string[]> | undefined): string[];
  choose(sections: Pool[], apart: By<string[]>, seed: string): string[][];
  isSeed(text: string): boolean;
  isDraw(seed: string, form: string): boolean;
  paperNumber(paper: string, seed: string, form: string): string;
  draw(paper: Paper, seed: string, form: string): string[][];
  arranged(question: BankQuestion, id: string, seed: string, form: string): number[];
  banksOf(paper: Paper, ids: string[][]): string[];
  halfWidth(typed: string): string;
  fromAddress(): { given: Draw | null; astray: boolean };
  readNumber(paper: string, typed: string): Draw | null;
  newSeed(): string;
  sha256(text: string): string;
  order(ids: string[], seed: string, form: string): string[];
  optionOrder(questionId: string, count: number, seed: string, form: string): number[];
  examState(store: Store, paper: Paper): ExamKept;
  stopwatch(state: ExamState): () => number;
  examClock(root: Part, exam: ClockHeard): { start(): void; stop(): void };
  examStart(it: Exam): void;
  examBeginnings(it: Exam): void;
  examHanding(it: Exam): void;
  paperForm(paper: Paper, form: Part, base: string, on: FormHeard): PaperForm;
  examResult(root: Part, paper: Paper, questions: PaperForm, exam: ExamAsked): Outcome;
  review(questions: PaperForm, answers: BankData<BankAnswer>, stateNow: () => ExamState, rate: (item: ExamItem, points: number[]) => void): Review;
  scoreTable(sections: ExamSection[], review: Review): Part;
  points(number: number): string;
}
