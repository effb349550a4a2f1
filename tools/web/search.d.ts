/*
 * The search: search/. mingze/search/emit.py says how the index is laid out.
 */

/** The index as it comes; a part of a large site's has no codes, and its list of units no records. */
interface SearchData {
  alphabet?: string;
  single: number;
  forms: [string, string];
  further: string;
  sounds: string;
  text: string;
  anchor: string;
  key: string;
  kind: number[];
  kinds: [string, string][];
  role: number[];
  roles: string[][];
  page: number[];
  pages: string[];
  badge: number[];
  added?: number[];
  badges: [string, string][];
  examples: string[][];
  /** Id, name, how many shards, how many pieces. */
  units: [string, string, number, number][];
  buckets: number;
  grams: number;
  /** Id, names, place of the unit, pieces that hold clauses. */
  instruments: [string, string[], number, number[]][];
}
interface LetterTable {
  sounds: Sounds;
  forms: By<string>;
  further: SearchData["further"];
}

/** A piece of a unit that may hold what is looked for (search/elsewhere.js). */
interface IndexPiece {
  unit: number;
  piece: number;
  named: boolean;
  /** The how many-th of its unit. */
  rank: number;
  clause?: { key: string; within: string[] };
}
/** What other units hold of a query, and what of them has not been opened. */
interface Elsewhere {
  text: string;
  isSecond: boolean;
  parts: string[][];
  left: IndexPiece[];
  units: { unit: number; name: string; results: Result[] }[];
  count: number;
  opened: number;
  /** How many files of pieces a first look opens. */
  atFirst: number;
}

/** The texts of a record, by the place they stand in. */
interface RecordTexts {
  title: string;
  path: string;
  body: string;
  more: string;
  also: string[];
}
interface NamedText {
  name: "title" | "also" | "path" | "body" | "more";
  text: string;
}
/** A record as it is searched: its texts as they stand, as they count, and bare (search/unpack.js). */
interface SearchRecord {
  kind: string;
  order: number;
  role: number;
  url: string;
  badge: [string, string];
  key: string;
  /** Whether the reader's own level adds it. */
  added: boolean;
  title: string;
  path: string;
  body: string;
  more: string;
  counted: RecordTexts;
  bare: RecordTexts;
  places?: NamedText[];
}
/** Readings of a character: on this site, and all. */
type Sounds = By<{ here: string[]; all: string[] }>;
type NearName = { bare: string; spelled: string; initials: string };
interface SearchIndex {
  records: SearchRecord[];
  kinds: [string, string][];
  roles: string[][];
  forms: By<string>;
  further: string;
  sounds: Sounds;
  names?: By<NearName>;
}

/** A stretch of a text: start, end. */
type Stretch = [number, number];
type Hit = { worth: number; needle: string; weight?: number };
/** By record. */
type Hits = (Hit | null)[];
/** What is typed as letters, and where a syllable must end. */
type Letters = { typed: string; breaks: number[] };
type QueryPart = { text: string; letters: Letters | null };
interface Query {
  whole: string;
  parts: QueryPart[];
  joined: QueryPart | null;
}
/** A record that is found; once all are, its kind and how it is ranked. */
interface FoundRecord {
  n: number;
  worth: number;
  weight?: number;
  needles: string[];
}
interface Result extends FoundRecord {
  index: SearchIndex;
  kind: string;
  score: number;
}
/** What letters may mean: how often, how good the best place is, the weight of it. */
type Candidate = { count: number; best: number; weight: number };

/** A result as readers see it. */
interface Shown {
  url: string;
  title: string;
  kind: string;
  kindName: string;
  path: string;
  badge: [string, string];
  snippet: string;
  score: number;
  marks: { title: Stretch[]; path: Stretch[]; snippet: Stretch[] };
}
/** What is typed, and which result was followed. */
type SearchState = { text: string; at: string };

/** A search field with its results (search/panel.js). */
interface SearchPanel extends Whole {
  root: Part;
  store: Store;
  changed(state: SearchState): void;
  at?: string;
  field: Part;
  status: Part;
  place: Part;
  later: number;
  /** What is typed, the how many-th time it is looked for, and, of a large site, when other units will be asked. */
  text: string;
  asked: number;
  pause: number;
  heading: string;
  last?: Part | "";
  /** The switch that shows what the own level adds alone; made when something of the kind is found. */
  added?: Part;
  draw(): void;
  fill(parts: (string | Part | (() => Part))[]): void;
  words(title: string, texts: string[], further?: Part): Part;
  examples(): (Part | "")[];
  empty(): void;
  nothing(text: string): Part[];
  move(step: number): void;
  enter(): void;
  listen(): void;
}

interface Finding {
  clauseNamed(text: string): { key: string; name: string };
  instruments(name: string, records: SearchRecord[]): string[] | null;
  clausesAt(wanted: string, records: SearchRecord[], within: string[] | null): number[];
  search(text: string, role?: string): Result[];
  describe(result: Result): Shown;
  instead(text: string, most: number): string[];
  MOST_LETTERS: number;
  letters(typed: string, breaks: number[], sounds: Sounds, strict: boolean): (text: string, visit: (start: number, end: number) => void) => void;
  literal(text: string, index: SearchIndex): Hits;
  loose(text: string, index: SearchIndex): Hits;
  further(text: string, index: SearchIndex): Hits;
  pinyin(letters: Letters, index: SearchIndex): Hits;
  soundAlike(text: string, index: SearchIndex): string[];
  inRole(text: string, record: SearchRecord, index: SearchIndex): Hit | null;
  nearest(whole: string, index: SearchIndex, most: number): string[];
  panel(root: Part, store: Store, changed: (state: SearchState) => void, at?: string): void;
  fold(text: string, forms: By<string>): string;
  parse(text: string, forms: By<string>): Query;
  recent(store: Store): string[];
  rememberSearch(store: Store, text: string): void;
  forgetSearches(store: Store): void;
  button(text: string, action: string, name?: string): Part;
  offerAdded(it: SearchPanel, results: Result[]): void;
  wanted(it: SearchPanel, results: Result[]): Result[];
  counted(it: SearchPanel, wanted: number, all: number): string;
  noneAdded(): Part[];
  groups(results: Result[], title: string): (() => Part)[];
  decode(coded: string, alphabet: string[], counted: string[], single: number): [string, string];
  bare(text: string): string;
  placesIn(text: string, needle: string): Stretch[];
  unpack(data: SearchData): SearchIndex;
  soundsOf(data: SearchData, alphabet: string[]): Sounds;
  shortens(name: string, title: string): boolean;
  otherwise(text: string, index: SearchIndex): string;
  use(index: SearchIndex): void;
  index(): SearchIndex;
  within(parts: string[][], index: SearchIndex): Result[];
  clausesWithin(key: string, within: string[], index: SearchIndex): Result[];
  unitGroup(name: string, results: Result[], title: string): Part;
  /* of large sites: search-spread.js */
  own: number[];
  /** settled once all that is searched at once is here, or did not come */
  settled: Promise<void>;
  placeOf(gram: string, isName: boolean): number;
  gramsOf(word: string): string[];
  candidates(parts: string[][]): Promise<{ held: number[]; named: number[]; scripts: number }>;
  isHere(unit: number, piece: number): boolean;
  /** The file that holds a piece. */
  fileOf(unit: number, piece: number): string;
  piece(unit: number, piece: number): Promise<SearchIndex>;
  open(): Promise<void>;
  told(): void;
  letterTable(): Promise<LetterTable>;
  hasTable(): boolean;
  sections(): [number, number][];
  wordsOf(letters: Letters): Promise<string[]>;
  elsewhere(text: string): Promise<Elsewhere>;
  openMore(it: Elsewhere): Promise<Elsewhere>;
  unitsLeft(it: Elsewhere): number;
  ask?(text: string, role?: string): Promise<Result[]>;
  spread?(it: SearchPanel, text: string): void;
  chooser?(it: SearchPanel): void;
}
