import type { BundleFile } from '#libs/cedar';
import {
  CATEGORIES,
  LEGAL_MODES,
  PURPOSES,
  REASON_CODES,
  REQUEST_ACTIONS,
  type Category,
  type LegalMode,
  type Purpose,
  type ReasonCode,
  type RequestAction,
} from '#libs/domain';
import { reading, type Day } from '#libs/pdp';
import { readPage } from './read-page.js';
import type { Town } from './town.js';

const { entriesOf, fail, listOf, mapOf, nameOf, number, optional, record, text } = reading;
type Read<T> = reading.Read<T>;

/** What a permit may be expected to ask of those who carry it out. */
export const DUTIES = ['notify', 'defer-notice', 'no-onward-sharing', 'alert', 'accuracy-disputed'] as const;
export type Duty = (typeof DUTIES)[number];

/** In `does not see`: every category that the entry does not name. */
export const ANYTHING_ELSE = 'anything else';

/** One entry of a page of tests: each who × from × for × given × asks of it is tested for each category. */
export interface TestEntry {
  says: string | null;
  given: string[];
  who: string[];
  asks: RequestAction[];
  from: string[];
  /** Where it goes, when someone offers it; otherwise the agency of the one who asks. */
  to: string | null;
  for: Purpose[];
  day: Day;
  sees: Category[];
  'does not see': { [category: string]: ReasonCode };
  /** The agreement told. */
  under: string | null;
  /** The legal mode of a permit. */
  basis: LegalMode | null;
  /** Fields left out, by category: exactly these. */
  redacted: { [category: string]: string[] };
  /** What comes with a permit. */
  with: Duty[];
}

export interface PlacedEntry extends TestEntry {
  file: string;
  line: number;
}

const category = nameOf('category', CATEGORIES);

function entryOf(town: Town): Read<TestEntry> {
  const agency = nameOf('agency', Object.keys(town.agencies));
  return record<TestEntry>({
    says: optional(text, null),
    given: listOf(nameOf('situation', Object.keys(town.situations))),
    who: listOf(nameOf('person', Object.keys(town.people))),
    asks: optional(listOf(nameOf('action', REQUEST_ACTIONS)), ['read']),
    from: listOf(agency),
    to: optional(agency, null),
    for: listOf(nameOf('purpose', PURPOSES)),
    day: optional(number, 0),
    sees: optional(listOf(category), []),
    'does not see': optional(
      mapOf(nameOf('reason', REASON_CODES), nameOf('category', [...CATEGORIES, ANYTHING_ELSE])),
      {},
    ),
    under: optional(nameOf('agreement', Object.keys(town.agreements)), null),
    basis: optional(nameOf('legal mode', LEGAL_MODES), null),
    redacted: optional(mapOf(listOf(text), category), {}),
    with: optional(listOf(nameOf('duty', DUTIES)), []),
  });
}

/** An entry that expects nothing, or two things of one category, tests nothing. */
const sound =
  (read: Read<TestEntry>): Read<TestEntry> =>
  (place) => {
    const entry = read(place);
    const both = entry.sees.find((one) => Object.hasOwn(entry['does not see'], one));
    if (both !== undefined) fail(place, `${both} is both seen and not seen`);
    const expects = entry.sees.length > 0 || Object.keys(entry['does not see']).length > 0;
    return expects ? entry : fail(place, 'names nothing under "sees" or "does not see"');
  };

/** Reads one page of tests against a town. @throws BundleError with file and line of everything that is wrong. */
export function readTests(file: BundleFile, town: Town): PlacedEntry[] {
  const placed: Read<PlacedEntry> = (place) => ({
    ...sound(entryOf(town))(place),
    file: place.page.file,
    line: place.page.lineAt(place.path),
  });
  return readPage(file, record({ says: optional(text, null), tests: entriesOf(placed) })).tests;
}
