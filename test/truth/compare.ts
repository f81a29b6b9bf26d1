import { CATEGORIES, reachesOverlap } from '#libs/domain';
import type { Directive } from '../../apps/portal/src/resident/record/answers.js';
import { sideOf } from '../../apps/portal/src/resident/record/describe-directive.js';
import type { Telling } from '../../apps/portal/src/resident/record/telling.js';
import { word } from '../../apps/portal/src/words/words.js';
import type { Cell } from './decided.js';
import type { Claim, Pages } from './pages.js';
import type { TownPlace } from './town-place.js';

/** Sections of the home page in which something, or nothing, must be shared. */
const SHARED = ['now'];
const CLOSED = ['not'];
const NOBODY = 'Nobody';
const ON_OWN_WORD = 'only staff who said themselves';
const SAYS_SO = 'who said themselves';

type Named = readonly (readonly [category: string, word: string])[];

/** Where pages differ from what the decision point answers, cell by cell; none where all of them say what is so. */
export function differences(place: TownPlace, pages: Pages, cells: readonly Cell[], telling: Telling): string[] {
  const found: string[] = [];
  const named = CATEGORIES.map((category) => [category, word(telling.t, 'category', category)] as const);
  for (const claim of pages.claims) {
    const where = `${claim.page}${claim.section ? `/${claim.section}` : ''}`;
    const expected = pairsOf(cells.filter((cell) => cell.shared && isAbout(place, claim, cell)));
    if (claim.brief) found.push(...misnamedAgencies(where, claim, place, cells));
    else {
      const read = pairsRead(claim.lines, place, named);
      for (const pair of expected) if (!read.has(pair)) found.push(`${where} is silent about ${pair}`);
      for (const pair of read) if (!expected.has(pair)) found.push(`${where} claims ${pair}`);
      found.push(...ownWords(where, claim, place, { cells, named }));
    }
    if (SHARED.includes(claim.section ?? '') && expected.size === 0)
      found.push(`${where} stands under ${claim.section}`);
    if (CLOSED.includes(claim.section ?? '') && expected.size > 0) found.push(`${where} stands under ${claim.section}`);
    if (claim.state?.startsWith('On') && expected.size === 0) found.push(`${where} is tagged ${claim.state}`);
  }
  for (const id of pages.asked)
    if (cells.some((cell) => cell.shared && cell.agreement === id)) found.push(`asked: ${id}`);
  const anyway = place.town.agreements
    .filter(({ id, mode }) => mode !== 'EXPLICIT' && cells.some((cell) => cell.shared && cell.agreement === id))
    .map(({ title }) => title);
  for (const title of anyway)
    if (!pages.anyway.some((line) => line.startsWith(title))) found.push(`anyway is silent about ${title}`);
  if (pages.anyway.length > anyway.length) found.push(`anyway claims ${pages.anyway.join(', ')}`);
  if (pages.nothing && cells.some(({ shared }) => shared)) found.push('nothing is shared, it says');
  for (const [directive, words] of pages.words) found.push(...misnamed(directive, words));
  return found;
}

/** A short line names agencies, or counts them; each of those that have something, and each that has only to say so. */
function misnamedAgencies(where: string, claim: Claim, place: TownPlace, cells: readonly Cell[]): string[] {
  const about = cells.filter((cell) => isAbout(place, claim, cell));
  const recipients = (some: readonly Cell[], but: ReadonlySet<string> = new Set()): Set<string> =>
    new Set(some.map(({ recipient }) => recipient).filter((one) => !but.has(one)));
  const onRecord = recipients(about.filter(({ shared, byOwnWord }) => shared && !byOwnWord));
  const onOwnWord = recipients(
    about.filter(({ shared, byOwnWord }) => shared && byOwnWord),
    onRecord,
  );
  const could = recipients(
    about.filter(({ shared, byOwnWord }) => !shared && byOwnWord),
    new Set([...onRecord, ...onOwnWord]),
  );
  const isOwnWord = (line: string): boolean => line.includes(SAYS_SO);
  const lines = claim.lines.filter((line) => !line.startsWith(NOBODY));
  const isOpen = onRecord.size + onOwnWord.size > 0;
  // Under "not shared" a no says by its state that nobody can have it.
  const saysNobody = lines.length === 0;
  return [
    ...(isOpen === saysNobody
      ? [`${where} ${isOpen ? 'is silent about who has it' : 'claims that somebody has it'}`]
      : []),
    ...namesOtherThan(
      where,
      lines.filter((line) => !isOwnWord(line)),
      onRecord,
      place,
    ),
    ...namesOtherThan(where, lines.filter(isOwnWord), onOwnWord, place),
    ...namesOtherThan(where, claim.could ?? [], could, place),
  ];
}

function namesOtherThan(where: string, lines: readonly string[], expected: ReadonlySet<string>, { town }: TownPlace) {
  const text = lines.join(' ');
  const named = town.agencies.filter(({ name }) => text.includes(name)).map(({ code }) => code);
  const more = Number(/ and (\d+) more /.exec(text)?.[1] ?? 0);
  const wrong = named.filter((code) => !expected.has(code)).map((code) => `${where} claims ${code}`);
  const counted = named.length + more;
  return counted === expected.size
    ? wrong
    : [...wrong, `${where} names ${counted} agencies of ${expected.size}: ${text}`];
}

/** What somebody there has, or could have, on nothing but their own word must not read as the whole agency's, or as nobody's. */
function ownWords(
  where: string,
  claim: Claim,
  place: TownPlace,
  { cells, named }: { readonly cells: readonly Cell[]; readonly named: Named },
): string[] {
  const own = cells.filter((cell) => cell.byOwnWord && isAbout(place, claim, cell));
  const said = claim.lines.filter((line) => line.includes(ON_OWN_WORD));
  const compared: [string, readonly Cell[], readonly string[]][] = [
    ['let in on their own word', own.filter(({ shared }) => shared), said],
  ];
  if (claim.could) compared.push(['who could say so', own.filter(({ shared }) => !shared), claim.could]);
  return compared.flatMap(([what, expected, lines]) => {
    const [pairs, read] = [pairsOf(expected), pairsRead(lines, place, named)];
    return [
      ...[...pairs].filter((pair) => !read.has(pair)).map((pair) => `${where} is silent about ${what}: ${pair}`),
      ...[...read].filter((pair) => !pairs.has(pair)).map((pair) => `${where} claims of ${what}: ${pair}`),
    ];
  });
}

const COUNTS = /"(You said yes to|Must not have it|Until)"/;

/** A no reads "Must not have it"; what is not named is only "Anyone" where no agreement bounds it. */
function misnamed(directive: Directive, words: string): string[] {
  const found = words.includes('Who can have it') ? ['says who can have it of what was said'] : [];
  if (sideOf(directive) === 'no' && !words.includes('Must not have it')) found.push('a no does not say so');
  if (sideOf(directive) === 'no' && words.includes('You said yes to')) found.push('a no reads as a yes');
  if (directive.supersededAt !== null && COUNTS.test(words)) found.push('what was replaced reads as if it counted');
  const { recipients, categories, agreement } = directive;
  if (words.includes('"Anyone"') && (recipients !== null || agreement !== null)) found.push('says anyone');
  if (words.includes('"Anything"') && (categories !== null || agreement !== null)) found.push('says anything');
  return found;
}

function isAbout({ town }: TownPlace, { about }: Claim, cell: Cell): boolean {
  if ('agreement' in about) return cell.agreement === about.agreement;
  const { purpose } = town.agreements.find(({ id }) => id === cell.agreement)!;
  const { source, recipient, category, agreement } = cell;
  const reach = { agreement, sources: [source], recipients: [recipient], categories: [category], purposes: [purpose] };
  return reachesOverlap(about.directive, reach);
}

const pairsOf = (cells: readonly Cell[]): Set<string> =>
  new Set(cells.map(({ recipient, category }) => `${recipient} ${category}`));

/** Reads the lines as a person would: whom they name, and what. */
function pairsRead(lines: readonly string[], { town }: TownPlace, named: Named): Set<string> {
  const pairs = lines
    .filter((line) => line !== NOBODY)
    .flatMap((line) => {
      const [who, what] = [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': '))];
      return town.agencies
        .filter(({ name }) => who.includes(name))
        .flatMap(({ code }) =>
          named.filter(([, words]) => what.includes(words)).map(([category]) => `${code} ${category}`),
        );
    });
  return new Set(pairs);
}
