/*
 * Questions, and how they are answered on pages: quiz/, practice/, sheet/.
 */

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
  wrong?: By<string>;
  points?: string[];
}

/** What the files of some banks hold together (quiz/banks.js): questions or answers by id, dossiers by group. */
interface BankData<T> {
  questions: By<T>;
  groups: By<string>;
  traditional: By<string>;
}
type BankFiles = { questions: BankQuestion; answers: BankAnswer };
/** One of these files. */
type BankFile = BankData<any> & { editions?: By<string> };

/** What was answered, as the type of the question has it (quiz/type.js); null where nothing was. */
type Given = any;
/** An option that hands are counted for. */
type OptionRow = { row: number; letter: string; html: string };

/** How one type of question is shown, answered and marked (quiz/type.js says what a type may leave out). */
interface QuestionType {
  rated?: boolean;
  listed?: boolean;
  wanting: string;
  controls: string;
  hands: "" | "one" | "several";
  wrong: string;
  parts(question: BankQuestion): number;
  body(question: BankQuestion, id: string, order: number[]): Part[];
  start(field: Part): void;
  rate?(field: Part): void;
  read(field: Part): Given;
  write(field: Part, response: Given): void;
  isAnswer(response: Given): boolean;
  isResponse(value: Told): boolean;
  mark(entry: BankAnswer, response: Given, traditional: By<string>): number;
  reveal(field: Part, key: any, answer: Part): void;
  keyWords(entry: BankAnswer, order: number[], question: BankQuestion): string | undefined;
  rows(question: BankQuestion, order: number[]): OptionRow[];
  right(key: any): number[];
  exported(response: Given): unknown;
}
/** What a type must say; the rest may be as usual. */
type OwnType = Pick<QuestionType, "read" | "write" | "isResponse" | "mark"> & Partial<QuestionType>;

/** Questions on a page that are answered where they stand (quiz/player.js). */
interface PlayData {
  questions: By<BankAnswer>;
  traditional: By<string>;
}
/** Which questions are done again and what that is called, and what follows an answer. */
interface PlayHow {
  again?(item: Played): boolean;
  repeat?: string;
  after?(): void;
}
/** One question as the whole knows it; its share of the mark is null before it is answered. */
interface Played {
  field: Part;
  id: string;
  share: number | null;
  reset(): void;
  show(on: boolean): void;
  restore(): void;
  hear(all: By<QuizRecord>): void;
}
interface Play {
  form: Part;
  store: Store;
  data: PlayData;
  how: PlayHow;
  wantAgain(item: Played): boolean;
  records: Records;
  fields: Part[];
  known: By<QuizRecord>;
  items: Played[];
  summary: { update(): void; show(): void } | null;
}
/** One question and its controls. */
interface Asked extends Whole {
  play: Play;
  field: Part;
  id: string;
  item: Played;
  type: QuestionType;
  answer: Part;
  feedback: Part;
  check: Part;
  next: Part;
  star: Part;
  row: Part;
  given: Given;
  submit(): void;
  settle(share: number): void;
  goOn(): void;
  reset(): void;
  show(on: boolean): void;
  say(text: string, result: string): void;
  showStar(on: boolean): void;
  restore(): void;
  hear(all: By<QuizRecord>): void;
}

/** Practice runs (practice/practice.js; its data: mingze/pages/paper_data.py). */
interface PracticeData {
  roles: By<string>;
  themes: By<string>;
  types: By<string>;
  questions: By<{ bank: string; type: string; depth: number; roles: string[]; themes: string[]; group?: string }>;
}
/** Of each filter what is chosen, "" for any. */
type Filter = By<string>;
type SetName = "due" | "wrong" | "starred";
type RunHow = PlayHow & { none: string };
interface Practice extends Whole {
  root: Part;
  store: Store;
  action(name: string): Part;
  part(name: string): Part;
  data: PracticeData;
  base: string;
  records: Records;
  asked: URLSearchParams;
  form: Part;
  runs: number;
  playing: Playing | null;
  members(name: SetName): string[];
  has(id: string): boolean;
  wanted(): Filter;
  matching(filter: Filter): string[];
  draw(filter: Filter, count: number): string[];
  countSets(): void;
  pick(): void;
  found(said: string): void;
  run(title: string, ids: string[], how: RunHow): void;
  done(): boolean;
  runSet(name: SetName): void;
  runDraw(): void;
}
type Playing = { items: Played[]; focus(): void };

/** A question of a bank that keeps its answers back (sheet/bank.js). */
type SheetItem = { id: string; type: QuestionType; field: Part };
/** The answer file that `mingze score` reads. */
interface Sheet {
  paper: string | null;
  seed: string;
  form: string;
  answers: By<unknown>;
}

interface Quiz extends Papers {
  /* quiz/ */
  fold(text: string, traditional: By<string>): string;
  accepts(typed: string, accepted: string[], traditional: By<string>): boolean;
  types: By<QuestionType>;
  type(name: string, own: OwnType): void;
  typeOf(field: Part): QuestionType;
  asWritten(count: number): number[];
  lock(field: Part, on: boolean): void;
  focusOn(field: Part): void;
  listOf(kind: string, orNull?: boolean): (value: Told) => boolean;
  share(key: any[], isRight: (n: number) => boolean): number;
  option(kind: string, id: string, value: string | number, letter: string, text: Part): Part;
  chosen(field: Part): Part[];
  revealOptions(field: Part, key: any, answer: Part): void;
  choice(kind: "radio" | "checkbox", own: Pick<QuestionType, "mark"> & Partial<QuestionType>): OwnType;
  bank(kind: string, id: string, data: BankFile): void;
  load<K extends keyof BankFiles>(kind: K, banks: string[]): Promise<BankData<BankFiles[K]>>;
  belong(question: { edition?: string } | null | undefined, answer: { edition?: string } | null | undefined): boolean;
  fragment(tag: string, className: string, html: string): Part;
  led(element: Part, base: string): Part;
  element(html: string, base: string): Part;
  plain(question: BankQuestion): number[];
  field(question: BankQuestion, id: string, order: number[], number: number, base: string): Part;
  hint(field: Part, question: BankQuestion, base: string): void;
  pointList(answer: BankAnswer, className: string): Part;
  answer(answer: BankAnswer, question: BankQuestion, order: number[], base: string): Part;
  placing(parent: Part, groups: By<string>, base: string): (field: Part, group?: string) => void;
  play(form: Part, store: Store, data: PlayData, how: PlayHow): Playing | null;
  VERDICTS: { right: string; wrong: string; partial: string };
  verdict(share: number): "right" | "partial" | "wrong";
  feedback(): Part;
  /* progress/, sheet/ */
  fsrs: {
    review(card: Card | null, right: boolean, now: number): Card;
    retrievability(card: Card, now: number): number;
    day(ms: number): number;
  };
  RECORDS: string[];
  records(store: Store): Records;
  isExam(one: Told): boolean;
  examsDone(store: Store): ExamDone[];
  carried(store: Store): Carried;
  carry(element: Part, store: Store): void;
  exported(type: QuestionType, response: Given): unknown;
  sheet(root: Part, read: () => Sheet): void;
}
