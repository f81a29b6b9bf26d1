type Span = readonly [start: number, end: number];

/**
 * Rewrites a record that an agency posts so that its body is a JSON string of the text that was sent: the JSON parser then
 * reads the envelope alone, and a body keeps its digits and its faults to itself. Whatever it does not understand it leaves
 * to the parser. Linear, and no deeper than the envelope.
 */
export function carryBodies(text: string): string {
  const spans: Span[] = [];
  visitGroup(text, pastSpace(text, 0), (name, start, end) => {
    if (name === 'body') spans.push([start, end]);
  });
  return carry(text, spans);
}

/**
 * The same for a post of many: each of `records` is carried whole, to be read by itself, and keeps its faults too. No more than
 * `most` of them: a list that is longer is refused for that, and costs no more than its text.
 */
export function carryRecords(text: string, most: number): string {
  const spans: Span[] = [];
  visitGroup(text, pastSpace(text, 0), (name, start) => {
    if (name === 'records' && text[start] === '[')
      visitList(text, start, (...span) => spans.length < most && spans.push(span));
  });
  return carry(text, spans);
}

function carry(text: string, spans: readonly Span[]): string {
  let carried = '';
  let copied = 0;
  for (const [start, end] of spans) {
    carried += text.slice(copied, start) + JSON.stringify(text.slice(start, end));
    copied = end;
  }
  return carried + text.slice(copied);
}

/**
 * The same text with `null` for every group or list that lies deeper than `most`: what is left can be read by a parser that
 * descends, and a check of depth finds the place.
 */
export function cutDeeper(text: string, most: number): string {
  let [kept, copied, depth, cut] = ['', 0, 0, 0];
  eachBracket(text, 0, (bracket, at) => {
    if (bracket === '{' || bracket === '[') {
      depth += 1;
      if (depth === most + 1) cut = at;
    } else {
      if (depth === most + 1) {
        kept += `${text.slice(copied, cut)}null`;
        copied = at + 1;
      }
      depth -= 1;
    }
    return true;
  });
  return kept + text.slice(copied);
}

const SPACE = /[ \t\n\r]*/y;

function pastSpace(text: string, at: number): number {
  SPACE.lastIndex = at;
  SPACE.test(text);
  return SPACE.lastIndex;
}

/** After the string that begins at `at`, its quotes included; the text's end where it does not end. */
function pastString(text: string, at: number): number {
  for (let end = at + 1; end < text.length; end++) {
    if (text[end] === '\\') end++;
    else if (text[end] === '"') return end + 1;
  }
  return text.length;
}

/** Every bracket outside a string from `at` on, until `each` says false. */
function eachBracket(text: string, at: number, each: (bracket: string, at: number) => boolean): void {
  const marks = /["{}[\]]/g;
  marks.lastIndex = at;
  for (let mark = marks.exec(text); mark !== null; mark = marks.exec(text)) {
    if (mark[0] === '"') marks.lastIndex = pastString(text, mark.index);
    else if (!each(mark[0], mark.index)) return;
  }
}

function pastValue(text: string, at: number): number {
  if (text[at] === '"') return pastString(text, at);
  if (text[at] !== '{' && text[at] !== '[') {
    const scalar = /[^\s,}\]]*/y;
    scalar.lastIndex = at;
    scalar.test(text);
    return scalar.lastIndex;
  }
  let depth = 0;
  let end = text.length;
  eachBracket(text, at, (bracket, place) => {
    depth += bracket === '{' || bracket === '[' ? 1 : -1;
    if (depth === 0) end = place + 1;
    return depth > 0;
  });
  return end;
}

type Visit = (name: string, start: number, end: number) => void;

function visitGroup(text: string, at: number, visit: Visit): void {
  if (text[at] !== '{') return;
  let next = pastSpace(text, at + 1);
  while (text[next] === '"') {
    const nameEnd = pastString(text, next);
    const colon = pastSpace(text, nameEnd);
    if (text[colon] !== ':') return;
    const start = pastSpace(text, colon + 1);
    const end = pastValue(text, start);
    if (end === start) return;
    visit(nameIn(text.slice(next, nameEnd)), start, end);
    next = pastSpace(text, end);
    if (text[next] !== ',') return;
    next = pastSpace(text, next + 1);
  }
}

function visitList(text: string, at: number, visit: (start: number, end: number) => unknown): void {
  let next = pastSpace(text, at + 1);
  while (next < text.length && text[next] !== ']') {
    const end = pastValue(text, next);
    if (end === next) return;
    visit(next, end);
    next = pastSpace(text, end);
    if (text[next] !== ',') return;
    next = pastSpace(text, next + 1);
  }
}

/** Only an escaped name needs to be read; what is no string is no name of ours. */
function nameIn(quoted: string): string {
  if (!quoted.includes('\\')) return quoted.slice(1, -1);
  try {
    return JSON.parse(quoted) as string;
  } catch {
    // Malformed: the parser of the envelope says so in a moment.
    return '';
  }
}
