/*
 * What scripts of mingze/web share: `window.mingze`, and the shapes of what is handed about. A function that stands here with
 * other parameters than where it is written, or is called under a name that is not here, fails `make lint`; so does a parameter
 * whose type nobody can tell. Questions: quiz.d.ts; what is known of them: records.d.ts; papers: exam.d.ts; the hall: hall.d.ts and
 * hall-window.d.ts; the search: search.d.ts.
 *
 * What comes from a file or from the device may be damaged: until it is judged, it is `Told`.
 */

/** Something that is not there from the beginning, and looked at only where it is. */
type Later = any;
/** What somebody said, and nobody has judged yet: from storage, a file, an address, another window. */
type Told = any;
/** By name, by id. */
type By<T> = Record<string, T>;

/** An element whose kind its template knows: what all elements have is checked, what some have (`value`, `href`) is not. */
type Part = Loose & HTMLElement;
interface Loose {
  [name: string]: any;
  parentNode: any;
  parentElement: any;
  firstChild: any;
  nextSibling: any;
  firstElementChild: any;
  nextElementSibling: any;
  previousElementSibling: any;
  textContent: any;
  addEventListener(type: string, how: (event: any) => void, options?: boolean | AddEventListenerOptions): void;
  closest(selectors: string): any;
  getAttribute(name: string): any;
  setAttribute(name: string, value: string | number): void;
  querySelector(selectors: string): Part;
  cloneNode(deep?: boolean): any;
}
/** A text of a page, which stands in an element. */
type TextPart = Text & { parentNode: any };
interface ParentNode {
  /** What a template holds is known to the script beside it, not to a compiler. */
  querySelector(selectors: string): Part;
}
interface Document {
  getElementById(id: string): Part | null;
}

/** A component that several functions add parts to: what they add must be what its type says. */
interface Whole {
  readonly "made of parts": true;
}
interface ObjectConstructor {
  assign<T extends Whole>(target: T, source: Partial<NoInfer<T>>): T;
}

/** Whence what is remembered changed: this page, another window, the back-forward cache, or all of it was erased. */
type Whence = "here" | "elsewhere" | "returned" | "forgotten";

/** What this device remembers (common/store.js). */
interface Store {
  recall(name: string): Told;
  names(beginning: string): string[];
  remember(name: string, value: unknown): boolean;
  watch(beginnings: string | string[], how: (whence: Whence) => void): void;
  tell(whence: Whence, names?: string[]): void;
  forgetAll(): void;
  lasts(): boolean;
  persist(): void;
}

/** A unit of a divided site that this device has opened (units/unit.js). */
interface OwnUnit {
  id: string;
  name: string;
  when: number;
}

/** What may stand in an element: a text, a node, or a list of both. */
type Content = string | Node | (string | Node)[];

/** What pages are made and read with (common/dom.js). */
interface Dom {
  all(root: Document | Element, selector: string): Part[];
  make(tag: string, className?: string, content?: Content): Part;
  button(text: string, action?: string, className?: string): Part;
  parts(root: Element): (name: string) => Part;
  actions(root: Element): (name: string) => Part;
  pressed(event: Event, selector: string): Part | null;
  json(root: Element, selector: string): Told;
  report(error: unknown): void;
}

/** A file for the reader to keep (common/save.js). */
interface SavedFile {
  name: string;
  type: string;
  text: string;
  note?: string;
}

/** A sentence that is spoken, and where it stands (aloud/aloud.js). */
type Spoken = { text: string; range: Range };
/** Where characters stand: text node and offset; null for what is only spoken. */
type AloudPlaces = ([Text, number] | null)[];
/** Rows of a code that is being made: undefined where the data go (common/qr.js). */
type Bits = (number | undefined)[][];

interface Mingze {
  /* units/units.js, on divided sites */
  units: { data(kind: string, id: string, data: any): void };
  /* common/early.js */
  id: string;
  key: string;
  old: string;
  memory: By<any>;
  watchers: { beginnings: string[]; how: (whence: Whence) => void }[];
  recall(name: string): Told;
  names(beginning: string): string[];
  watch(beginnings: string | string[], how: (whence: Whence) => void): void;
  ready(act: () => void): void;
  dress(): void;
  store: Store;
  dom: Dom;
  quiz: Quiz;
  hall: Hall;
  finding: Finding;
  live: Live;
  board: Board;
  settling: Settling;
  /** Of hard words, a reading a character (assets/readings.js). */
  readings: By<string[]>;
  searchData: SearchData;
  searchParts?: By<SearchData>;
  searchGrams?: string[];
  searchLetters?: SearchData;
  searchPairs?: By<By<string>>;
  unit(): string;
  aloud(button: Part): void;
  component(name: string, start: (element: Part, store: Store) => void): void;
  openDialog(dialog: Part): void;
  closeDialog(dialog: Part): void;
  exported(): Promise<Carried>;
  LETTERS: string;
  assets: string;
  load(name: string, found?: () => any): Promise<any>;
  begin(starter: Part, act: () => unknown): void;
  qr: { (text: string): boolean[][] | null; draw(rows: boolean[][], words: string): SVGElement };
  save(said: Element, file: SavedFile): void;
  learned(kept?: Told): string[];
  showReadings(): void;
  base: string;
  attachSearch(root: Part, changed: (state: SearchState) => void, at?: string): Promise<void>;
  search(text: string): Promise<Shown[]>;
  share(opener: Part): void;
}

interface Window { mingze: Mingze }
