import { BundleError, CompiledEngine, type Bundle, type PolicyEngine } from '#libs/cedar';
import { CATEGORIES, type Category, type Decision } from '#libs/domain';
import { decide } from '#libs/pdp';
import { factsOfTown, requestOf, type TownQuestion } from './facts-of-town.js';
import { ANYTHING_ELSE, readTests, type Duty, type PlacedEntry } from './read-tests.js';
import { readTown, TOWN_FILE } from './read-town.js';
import { agencyOf, type Town } from './town.js';

export interface FailedTest {
  file: string;
  line: number | null;
  says: string;
  expected: string;
  seen: string;
  rule: string;
}

export interface TestReport {
  /** Decisions that were asked for. */
  ran: number;
  failed: FailedTest[];
}

const DUTY_FIELDS = {
  notify: 'notify',
  'defer-notice': 'deferNotice',
  'no-onward-sharing': 'noOnwardSharing',
  alert: 'alert',
  'accuracy-disputed': 'accuracyDisputed',
} as const satisfies Record<Duty, keyof Decision['obligations']>;

/** The questions of an entry, of one category each; the others are asked with the same facts. */
function* questionsOf(entry: PlacedEntry, town: Town): Generator<TownQuestion> {
  for (const situation of entry.given)
    for (const who of entry.who)
      for (const asks of entry.asks)
        for (const from of entry.from)
          for (const purpose of entry.for)
            yield { who, asks, from, to: entry.to ?? agencyOf(town, who), for: purpose, situation, category: 'DEMOG' };
}

/** What an entry expects of one category: `permit`, a reason, or nothing. */
function expectedOf(entry: PlacedEntry, category: Category): string | null {
  if (entry.sees.includes(category)) return 'permit';
  const denied = entry['does not see'];
  return denied[category] ?? denied[ANYTHING_ELSE] ?? null;
}

/** How a decision differs from what the entry expects, in words; null where it does not. */
function differenceOf(entry: PlacedEntry, category: Category, seen: Decision): [expected: string, seen: string] | null {
  const expected = expectedOf(entry, category);
  const outcome = seen.outcome === 'permit' ? 'permit' : seen.reason;
  if (outcome !== expected) return [expected ?? 'nothing', outcome];
  if (entry.under !== null && seen.agreement !== entry.under) {
    return [`under ${entry.under}`, `under ${seen.agreement ?? 'no agreement'}`];
  }
  if (seen.outcome === 'deny') return null;
  if (entry.basis !== null && seen.basis !== entry.basis) return [entry.basis, seen.basis ?? 'no basis'];
  const redacted = [...seen.obligations.redact].sort().join(' ');
  const wanted = [...(entry.redacted[category] ?? seen.obligations.redact)].sort().join(' ');
  if (redacted !== wanted) return [`redacted: ${wanted || 'nothing'}`, `redacted: ${redacted || 'nothing'}`];
  const missing = entry.with.find((duty) => !seen.obligations[DUTY_FIELDS[duty]]);
  return missing === undefined ? null : [`with ${missing}`, `without ${missing}`];
}

const sentence = (entry: PlacedEntry, { who, asks, from, to, for: purpose, situation }: TownQuestion): string =>
  `${entry.says === null ? '' : `${entry.says}: `}${who} asks to ${asks} from ${from} to ${to} for ${purpose}, given ${situation}`;

/** Asks all that one entry expects. Facts do not depend on the category, so they are gathered once. */
function* askEntry(entry: PlacedEntry, town: Town, engine: PolicyEngine): Generator<FailedTest | null> {
  const categories = CATEGORIES.filter((category) => expectedOf(entry, category) !== null);
  for (const question of questionsOf(entry, town)) {
    const facts = factsOfTown(town, question, engine.bundle.hash, entry.day);
    for (const category of categories) {
      const decision = decide(requestOf(town, question, category), facts, engine);
      const difference = differenceOf(entry, category, decision);
      if (difference === null) yield null;
      else {
        const [expected, seen] = difference;
        const { file, line } = entry;
        yield { file, line, says: `${sentence(entry, question)}: ${category}`, expected, seen, rule: decision.rule };
      }
    }
  }
}

/** The town that a bundle's tests speak of; null where it has none. @throws BundleError */
export function townOf(bundle: Bundle): Town | null {
  const file = bundle.attachments.find(({ name }) => name === TOWN_FILE);
  return file ? readTown(file) : null;
}

function readAllTests(bundle: Bundle): { town: Town; entries: PlacedEntry[] } | null {
  const pages = bundle.attachments.filter(({ name }) => name.startsWith('tests/') && name !== TOWN_FILE);
  const town = townOf(bundle);
  const [first] = pages;
  if (town) return { town, entries: pages.flatMap((page) => readTests(page, town)) };
  if (!first) return null;
  throw new BundleError([{ file: first.name, line: 1, rule: null, message: `there is no ${TOWN_FILE} to test in` }]);
}

/**
 * Asks what the tests of a bundle expect, one decision at a time: null where it was as expected.
 * @throws BundleError naming file and line where a page cannot be read.
 */
export function* askTests(bundle: Bundle, engine: PolicyEngine): Generator<FailedTest | null> {
  const read = readAllTests(bundle);
  for (const entry of read?.entries ?? []) yield* askEntry(entry, read!.town, engine);
}

/**
 * Runs the tests that a bundle carries (`tests/*.yaml`) against its own rules, in its own town. Pure, synchronous and
 * perhaps long: where others wait, call it in a worker thread. `engine` must be one of this bundle.
 * @throws BundleError naming file and line where a page cannot be read.
 */
export function runTests(bundle: Bundle, engine: PolicyEngine = new CompiledEngine(bundle)): TestReport {
  const report: TestReport = { ran: 0, failed: [] };
  for (const failed of askTests(bundle, engine)) {
    report.ran += 1;
    if (failed) report.failed.push(failed);
  }
  return report;
}
