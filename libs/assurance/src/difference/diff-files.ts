import { BundleError, type Bundle, type BundleFile, type Rule } from '#libs/cedar';
import { readTests, TOWN_FILE, townOf } from '../matrix/index.js';
import { parseInvariants, type Invariant } from '../prover/index.js';
import type { CedarDifference, ChangedNames } from './bundle-difference.js';

const byName = <T>(items: Iterable<T>, name: (item: T) => string, text: (item: T) => string): Map<string, string> =>
  new Map([...items].map((item) => [name(item), text(item)]));

function changedNames(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): ChangedNames {
  return {
    added: [...after.keys()].filter((name) => !before.has(name)).sort(),
    removed: [...before.keys()].filter((name) => !after.has(name)).sort(),
    changed: [...before.keys()].filter((name) => after.has(name) && after.get(name) !== before.get(name)).sort(),
  };
}

/** Layout and comments count for nothing: rules are compared by what they mean to Cedar, with their annotations. */
const ruleMeaning = ({ json, annotations }: Rule): string => JSON.stringify([json, Object.entries(annotations).sort()]);

/** What cannot be read (it was not checked yet) states nothing. */
function unlessUnreadable<T>(read: () => T[]): T[] {
  try {
    return read();
  } catch (error) {
    if (error instanceof BundleError) return [];
    throw error;
  }
}

const PLACE: ReadonlySet<string> = new Set(['file', 'line']);
export const wordingOf = (stated: object): string =>
  JSON.stringify(stated, (name, value: unknown) => (PLACE.has(name) ? undefined : value));

const invariantsOf = ({ attachments }: Bundle): Map<string, string> =>
  byName(
    unlessUnreadable((): Invariant[] => parseInvariants(attachments).invariants),
    ({ id }) => id,
    wordingOf,
  );

/** Each test by its own words, with how it is told. */
function testsOf(bundle: Bundle): Map<string, string> {
  const tests = unlessUnreadable(() => {
    const town = townOf(bundle);
    const pages = bundle.attachments.filter(({ name }) => name.startsWith('tests/') && name !== TOWN_FILE);
    return town === null ? [] : pages.flatMap((page) => readTests(page, town));
  });
  return byName(tests, wordingOf, ({ file, line, says, who }) => `${file}:${line} ${says ?? who.join(', ')}`);
}

const fileText = ({ text }: BundleFile): string => text.replaceAll('\r\n', '\n');

/** What two bundles' files say differently. Pure. */
export function diffFiles(before: Bundle, after: Bundle): CedarDifference {
  const rules = changedNames(
    byName(before.rules.values(), ({ id }) => id, ruleMeaning),
    byName(after.rules.values(), ({ id }) => id, ruleMeaning),
  );
  const textIn = (bundle: Bundle, id: string): string => bundle.rules.get(id)?.text ?? '';
  const tests = testsOf(after);
  return {
    added: rules.added.map((id) => ({ id, text: textIn(after, id) })),
    removed: rules.removed.map((id) => ({ id, text: textIn(before, id) })),
    changed: rules.changed.map((id) => ({ id, before: textIn(before, id), after: textIn(after, id) })),
    schemaChanged: before.schema.replaceAll(/\s+/g, ' ') !== after.schema.replaceAll(/\s+/g, ' '),
    precedenceChanged: before.precedence.join() !== after.precedence.join(),
    attachments: changedNames(
      byName(before.attachments, ({ name }) => name, fileText),
      byName(after.attachments, ({ name }) => name, fileText),
    ),
    invariants: changedNames(invariantsOf(before), invariantsOf(after)),
    testsDropped: [...testsOf(before)].filter(([wording]) => !tests.has(wording)).map(([, told]) => told),
  };
}
