import type { YAMLMap } from 'yaml';
import { BundleError, type BundleFile } from '#libs/cedar';
import type { Claim, Invariant, InvariantPages } from './invariant.js';
import { PageReader } from './page-reader.js';

const PLAIN = ['never permitted when', 'permitted only if', 'always permitted when'] as const;
const CLAIMS = [...PLAIN, 'denied by', 'always carries', 'no gain from'] as const;

function plainClaim(page: PageReader, map: YAMLMap, kind: (typeof PLAIN)[number]): Claim | null {
  const when = page.condition(map, kind);
  return when && { kind, when };
}

function deniedBy(page: PageReader, map: YAMLMap): Claim | null {
  const inner = page.map(map, 'denied by');
  if (inner === null) return null;
  page.only(inner, ['rule', 'when']);
  const when = page.condition(inner, 'when') ?? page.refuse(inner, 'needs "when", a condition');
  return { kind: 'denied by', rule: page.text(inner, 'rule'), when };
}

function alwaysCarries(page: PageReader, map: YAMLMap): Claim | null {
  const inner = page.map(map, 'always carries');
  if (inner === null) return null;
  page.only(inner, ['obligation', 'when']);
  const when = page.condition(inner, 'when') ?? page.refuse(inner, 'needs "when", a condition');
  return { kind: 'always carries', obligation: page.text(inner, 'obligation'), when };
}

/** `changing: context.x`, `from` and `to`: put together as one condition, so that the validator checks the types. */
function noGain(page: PageReader, map: YAMLMap): Claim | null {
  const inner = page.map(map, 'no gain from');
  if (inner === null) return null;
  page.only(inner, ['changing', 'from', 'to', 'when']);
  const [path, from, to] = ['changing', 'from', 'to'].map((name) => page.condition(inner, name)?.text);
  if (path === undefined || from === undefined || to === undefined) {
    return page.refuse(inner, 'needs "changing", "from" and "to"');
  }
  const when = page.condition(inner, 'when');
  const guard = when === null ? 'true' : `(${when.text})`;
  const place = page.condition(inner, 'changing') ?? page.refuse(inner, 'needs "changing"');
  return {
    kind: 'no gain from',
    change: { ...place, text: `${guard} && (${path} == ${from} || ${path} == ${to})` },
    when,
  };
}

function invariantOf(page: PageReader, map: YAMLMap, file: string): Invariant {
  page.only(map, ['id', 'says', ...CLAIMS]);
  const plain = PLAIN.map((kind) => plainClaim(page, map, kind));
  const claims = [...plain, deniedBy(page, map), alwaysCarries(page, map), noGain(page, map)];
  const [claim, second] = claims.filter((one) => one !== null);
  if (claim === undefined || second !== undefined)
    return page.refuse(map, `makes exactly one claim of: ${CLAIMS.join(', ')}`);
  return { id: page.text(map, 'id'), says: page.text(map, 'says'), file, line: page.lineOf(map), claim };
}

function parsePage(file: BundleFile): InvariantPages {
  const page = new PageReader(file);
  page.only(page.root, ['assume', 'ordinary', 'words', 'sizes', 'invariants']);
  return {
    invariants: page.maps(page.root, 'invariants').map((map) => invariantOf(page, map, file.name)),
    assume: page.maps(page.root, 'assume').map((map) => {
      page.only(map, ['says', 'holds']);
      const holds = page.condition(map, 'holds') ?? page.refuse(map, 'needs "holds", a condition');
      return { says: page.text(map, 'says'), holds };
    }),
    ordinary: page.conditions(page.root, 'ordinary'),
    words: new Map(page.entries(page.root, 'words')),
    sizes: new Map(page.entries(page.root, 'sizes')),
  };
}

/**
 * Reads the `invariants/*.yaml` among a bundle's attachments. Conditions are kept as text: `prove` reads them against
 * the schema. @throws BundleError naming file and line of what cannot be read, and of an id that stands twice.
 */
export function parseInvariants(attachments: readonly BundleFile[]): InvariantPages {
  const pages = attachments.filter(({ name }) => /^invariants\/.*\.yaml$/.test(name)).map(parsePage);
  const invariants = pages.flatMap((page) => page.invariants);
  const problems = invariants.flatMap(({ id, file, line }, index) => {
    const earlier = invariants.slice(0, index).find((one) => one.id === id);
    return earlier
      ? [{ file, line, rule: null, message: `${id} stands already in ${earlier.file}:${earlier.line}` }]
      : [];
  });
  if (problems.length > 0) throw new BundleError(problems);
  return {
    invariants,
    assume: pages.flatMap((page) => page.assume),
    ordinary: pages.flatMap((page) => page.ordinary),
    words: new Map(pages.flatMap((page) => [...page.words])),
    sizes: new Map(pages.flatMap((page) => [...page.sizes])),
  };
}
