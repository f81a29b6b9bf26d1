/** What came back for one request, as it came. */
export interface Answer {
  /** `GET /resident/looks`. */
  readonly asked: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** When it was asked for and when it was there, in milliseconds. */
  readonly between: readonly [number, number];
}

/** Headers that differ at every answer and follow from nothing on the page: the clock, the request's own id, the limits. */
const OF_EACH_ANSWER = [
  'date',
  'server-timing',
  'x-request-id',
  'x-ratelimit-limit',
  'x-ratelimit-remaining',
  'x-ratelimit-reset',
];

/** The head of the public log: anybody may read it, it grows with whatever happens to anyone, and proofs with it. */
const PUBLIC_HEAD: readonly RegExp[] = [
  /(?<=c2sp\.org\/tlog-proof@v1\nindex \d+\n)[^<]*/g,
  /(?<=href="\/officer\/integrity">)\d+(?=<)/g,
  /<time [^>]*>[^<]*<\/time><br>\d+ \w+ old/g,
];
/** Of the line that this very showing has left in the log, where the page gives it as the reference to quote. */
const OWN_LINE = /(?<=long-value data">\s*)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?=\s*<\/dd>)/g;
const DAY_MS = 86_400_000;
/** What differs at every showing. Each is replaced by as many dots, so that sizes are compared, too. */
const AT_EACH_SHOWING = [
  /(?<= name="_form" value=")[\w.-]+/g,
  /(?<=nonce[-=]["']?)[\w+/]{22}==/g,
  /(?<=__Host-session=)[\w-]{43}/g,
  OWN_LINE,
  // When this session ends follows from the showing.
  /(?<=<time data-session-end )datetime="[^"]*">[^<]*/g,
  /(?<= data-seconds=")\d+/g,
];
const TIME = /<time datetime="([^"]*)">([^<]*)<\/time>/g;
const SHEET_TIME = /\d{1,2} \w+ \d{4} at \d\d:\d\d:\d\d/;
const CLOCKS_MAY_DIFFER_MS = 50;

const dots = (text: string): string => '·'.repeat(text.length);

/**
 * The answer without what tells nothing: of the times on it only that of the showing itself. `id` stands wherever the
 * address that was asked for stands in the answer.
 */
export function masked(answer: Answer, id?: string): Answer {
  const [asked, there] = answer.between;
  const isOfShowing = (iso: string): boolean => {
    const at = Date.parse(iso);
    // "Until a year from now" is counted from the showing, too.
    const days = Math.max(0, Math.round((at - there) / DAY_MS)) * DAY_MS;
    return at - days >= asked - CLOCKS_MAY_DIFFER_MS && at - days <= there + CLOCKS_MAY_DIFFER_MS;
  };
  const mask = (text: string): string => {
    const headless = PUBLIC_HEAD.reduce((so, pattern) => so.replace(pattern, '·'), text);
    const plain = AT_EACH_SHOWING.reduce((so, pattern) => so.replace(pattern, dots), headless);
    const timed = plain.replace(TIME, (all: string, iso: string) => (isOfShowing(iso) ? dots(all) : all));
    const shown = answer.headers['content-type']?.startsWith('text/csv') ? timed.replace(SHEET_TIME, dots) : timed;
    return id === undefined ? shown : shown.replace(wherever(id), '{id}');
  };
  const body = mask(answer.body);
  const kept = Object.entries(answer.headers).filter(([name]) => !OF_EACH_ANSWER.includes(name));
  const headers = Object.fromEntries(kept.map(([name, value]) => [name, mask(value)]));
  if ('content-length' in headers) headers['content-length'] = lengthOf(answer, body);
  return { ...answer, asked: mask(answer.asked), headers, body };
}

/** As it is, and as it stands in an address; not within a longer word. */
function wherever(id: string): RegExp {
  // Pages name a person, and titles an event, by as much of an id as tells two apart.
  const quoted = [`${id.slice(0, 6)}…`, id.slice(0, 8)];
  const words = [id, encodeURIComponent(id), ...quoted].map((word) => word.replace(/[^\w]/g, '\\$&'));
  return new RegExp(`(?:(?<=%[0-9A-F]{2})|(?<!\\w))(?:${words.join('|')})(?!\\w)`, 'g');
}

/** What the length says once the masks are off: the answer's own, if that was the body's, else the lie that it is. */
function lengthOf({ headers, body }: Answer, shown: string): string {
  const said = headers['content-length'];
  return said === String(Buffer.byteLength(body)) ? String(Buffer.byteLength(shown)) : `not the body's: ${said}`;
}

/** In what two masked answers differ; empty when nobody can tell them apart. */
export function difference(one: Answer, other: Answer): string[] {
  const names = [...new Set([...Object.keys(one.headers), ...Object.keys(other.headers)])].sort();
  return [
    ...(one.status === other.status ? [] : [`status ${one.status}, ${other.status}`]),
    ...names
      .filter((name) => one.headers[name] !== other.headers[name])
      .map((name) => `${name}: ${one.headers[name] ?? 'none'}, ${other.headers[name] ?? 'none'}`),
    ...(one.body === other.body ? [] : [`…${firstDifference(one.body, other.body)}`]),
  ].map((text) => `${other.asked}: ${text}`);
}

/** The same list of pages, before and after: every difference, and every page that came or went. */
export function differences(before: readonly Answer[], after: readonly Answer[]): string[] {
  const then = new Map(before.map((answer) => [answer.asked, masked(answer)]));
  const now = new Map(after.map((answer) => [answer.asked, masked(answer)]));
  const gone = [...then.keys()].filter((asked) => !now.has(asked)).map((asked) => `${asked}: is gone`);
  return [
    ...gone,
    ...[...now].flatMap(([asked, answer]) => {
      const old = then.get(asked);
      return old ? difference(old, answer) : [`${asked}: is new`];
    }),
  ];
}

const AROUND = 60;

function firstDifference(one: string, other: string): string {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const from = Math.max(0, at - AROUND);
  const cut = (text: string): string => text.slice(from, at + AROUND).replace(/\s+/g, ' ');
  return `${cut(one)}… became …${cut(other)}…`;
}
