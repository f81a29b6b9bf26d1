import type { Rule } from '#libs/cedar';
import type { Translate } from '../../words/texts.js';
import { exactMoment, moment } from '../../words/times.js';
import { dataCell, fact, timeCell, type Cell, type Fact, type Listing, type TagColour } from '../show/cell.js';
import { nameOfBundle, type BundleDifference, type BundleLine, type BundleReport } from './bundle.js';
import type { RuleBook } from './rule-books.js';

export const POLICIES = '/officer/policies';

const STATES: Readonly<Record<string, TagColour>> = {
  draft: 'grey',
  checked: 'blue',
  failed: 'red',
  approved: 'yellow',
  'in-force': 'green',
  past: 'grey',
};

export interface Reader {
  readonly t: Translate;
  readonly language: string;
  /** Id of the officer who reads. */
  readonly own: string | undefined;
}

export const bundleStateCell = (t: Translate, state: string): Cell =>
  state in STATES ? { text: t(`officer.policies.state.${state}`), tag: STATES[state]! } : dataCell(state);

/** Officers are known by what they are to the reader, not by name. */
function authorCell({ author }: BundleLine, { t, own }: Reader): Cell {
  const who = author === 'repository' ? 'release' : author === own ? 'you' : 'another';
  return { text: t(`officer.policies.author.${who}`) };
}

/** In force, on their way, and in force once: newest first. */
export function presentBundles(bundles: readonly BundleLine[], reader: Reader) {
  const { t, language } = reader;
  const newest = [...bundles].sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  const list = (key: 'drafts' | 'past', states: readonly string[]): Listing | undefined => {
    const shown = newest.filter(({ state }) => states.includes(state));
    if (shown.length === 0) return undefined;
    return {
      caption: t(`officer.policies.${key}`),
      head: ['name', 'state', 'author', 'created'].map((name) => ({ text: t(`officer.policies.head.${name}`) })),
      rows: shown.map((bundle) => [
        { ...dataCell(nameOfBundle(bundle)), href: `${POLICIES}/${bundle.hash}` },
        bundleStateCell(t, bundle.state),
        authorCell(bundle, reader),
        timeCell(moment(bundle.createdAt, language)),
      ]),
    };
  };
  return { drafts: list('drafts', ['draft', 'checked', 'failed', 'approved']), past: list('past', ['past']) };
}

/** What is known of one bundle. */
export function presentBundleFacts(bundle: BundleLine, reader: Reader): Fact[] {
  const { t, language } = reader;
  const key = (name: string): string => t(`officer.policies.fact.${name}`);
  const time = (iso: string | null): Cell => (iso === null ? { text: '–' } : timeCell(exactMoment(iso, language)));
  return [
    fact(key('state'), bundleStateCell(t, bundle.state)),
    fact(key('author'), authorCell(bundle, reader)),
    ...(bundle.description === '' ? [] : [fact(key('description'), dataCell(bundle.description))]),
    fact(key('created'), time(bundle.createdAt)),
    fact(key('checked'), time(bundle.checkedAt)),
    fact(key('effective'), time(bundle.effectiveAt)),
    ...(bundle.stopped === null
      ? []
      : [fact(key('stopped'), time(bundle.stopped.since), dataCell(bundle.stopped.reason))]),
    fact(key('hash'), dataCell(bundle.hash)),
  ];
}

/** Each rule in plain words beside its Cedar text, by file and in the order of the file. */
export function presentRules({ rules }: RuleBook, t: Translate) {
  if (rules === undefined) return undefined;
  const shown = (rule: Rule) => ({
    id: rule.id,
    effect: {
      text: t(`officer.policies.effect.${rule.effect}`),
      tag: rule.effect === 'permit' ? 'green' : 'red',
    },
    says: rule.annotations['explain'] ?? '',
    toResident: rule.annotations['explain_resident'],
    text: rule.text,
  });
  const all = [...rules.bundle.rules.values()].sort((a, b) => a.line - b.line);
  const files = [...new Set(all.map(({ file }) => file))].sort();
  return files.map((file) => ({ file, rules: all.filter((rule) => rule.file === file).map(shown) }));
}

/** What a check found: what is wrong first, each with its counterexample in words. */
export function presentReport({ tests, proofs, standing, passed, at, kind }: BundleReport, { t, language }: Reader) {
  const place = (file: string, line: number | null): string => (line === null ? file : `${file}:${line}`);
  const broken = (proofs?.invariants ?? []).filter(({ proved }) => !proved);
  const proved = (proofs?.invariants ?? []).filter((invariant) => invariant.proved);
  const ran = { count: tests?.ran ?? 0, failed: tests?.failed.length ?? 0 };
  const promises = t('officer.policies.report.promises', { count: proved.length });
  return {
    passed,
    verdict: t(`officer.policies.report.${kind === 'repository' ? 'release' : passed ? 'passed' : 'failed'}`),
    at: exactMoment(at, language),
    summary: tests && t('officer.policies.report.tests', { ...ran, proved: promises, broken: broken.length }),
    broken: broken.map(({ id, says, file, line, counterexample }) => ({
      id,
      says,
      where: place(file, line),
      words: counterexample?.words,
      named: counterexample?.named ?? undefined,
      rule: counterexample?.rule ?? undefined,
    })),
    failed: (tests?.failed ?? []).map(({ file, line, says, expected, seen, rule }) => ({
      where: place(file, line),
      says,
      expected,
      seen,
      rule,
    })),
    lost: standing
      .filter(({ id, stated, holds }) => (!stated || !holds) && !broken.some((invariant) => invariant.id === id))
      .map(({ id, says, holds, counterexample }) => ({
        id,
        says,
        text: t(`officer.policies.report.${holds ? 'unstated' : 'unkept'}`),
        words: counterexample?.replace(/^: /, '') || undefined,
      })),
    proved: proved.map(({ id, says }) => ({ id, says })),
    idle: [...(proofs?.neverFires ?? []), ...(proofs?.shadowed ?? []).map(({ rule }) => rule)],
    size: proofs?.rawSize,
  };
}

/** What would change, in plain English and in Cedar. */
export function presentBundleDifference({ says, sight, cedar }: BundleDifference, t: Translate) {
  const { added, removed, changed, attachments, invariants } = cedar;
  const names = (key: string, list: readonly string[]) =>
    list.length === 0 ? [] : [{ text: t(`officer.policies.difference.${key}`), names: list }];
  return {
    says,
    examples: (sight ?? []).map((one) => one.example),
    rules: [
      ...changed.map(({ id, before, after }) => ({
        id,
        kind: t('officer.policies.difference.changed'),
        before,
        after,
      })),
      ...added.map(({ id, text }) => ({ id, kind: t('officer.policies.difference.added'), before: '', after: text })),
      ...removed.map(({ id, text }) => ({
        id,
        kind: t('officer.policies.difference.removed'),
        before: text,
        after: '',
      })),
    ],
    notes: [
      ...(cedar.schemaChanged ? [{ text: t('officer.policies.difference.schema'), names: [] }] : []),
      ...(cedar.precedenceChanged ? [{ text: t('officer.policies.difference.precedence'), names: [] }] : []),
      ...names('files', [...attachments.added, ...attachments.removed, ...attachments.changed]),
      ...names('promises', [...invariants.removed, ...invariants.changed]),
      ...names('testsDropped', cedar.testsDropped),
    ],
  };
}
