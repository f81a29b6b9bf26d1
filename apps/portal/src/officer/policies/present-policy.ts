import type { Rule } from '#libs/cedar';
import type { Translate } from '../../words/texts.js';
import { exactMoment, moment } from '../../words/times.js';
import {
  type Cell,
  codeCell,
  dataCell,
  type Fact,
  fact,
  headOf,
  type Listing,
  momentCell,
  type TagColour,
  timeCell,
} from '../show/cell.js';
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

const stateCell = (t: Translate, state: string): Cell => codeCell(t, 'officer.policies.state', state, STATES);

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
      head: headOf(t, 'officer.policies', 'name', 'state', 'author', 'created'),
      rows: shown.map((bundle) => [
        { ...dataCell(nameOfBundle(bundle)), href: `${POLICIES}/${bundle.hash}` },
        stateCell(t, bundle.state),
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
  const time = (iso: string | null): Cell => momentCell(iso, language);
  return [
    fact(key('state'), stateCell(t, bundle.state)),
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
      ...{ id, says, where: place(file, line) },
      words: counterexample?.words,
      named: counterexample?.named ?? undefined,
      rule: counterexample?.rule ?? undefined,
    })),
    failed: (tests?.failed ?? []).map(({ file, line, ...one }) => ({ ...one, where: place(file, line) })),
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
  const say = (key: string): string => t(`officer.policies.difference.${key}`);
  const names = (key: string, list: readonly string[]) => (list.length === 0 ? [] : [{ text: say(key), names: list }]);
  return {
    says,
    examples: (sight ?? []).map((one) => one.example),
    rules: [
      ...changed.map((rule) => ({ ...rule, kind: say('changed') })),
      ...added.map(({ id, text }) => ({ id, kind: say('added'), before: '', after: text })),
      ...removed.map(({ id, text }) => ({ id, kind: say('removed'), before: text, after: '' })),
    ],
    notes: [
      ...(cedar.schemaChanged ? [{ text: say('schema'), names: [] }] : []),
      ...(cedar.precedenceChanged ? [{ text: say('precedence'), names: [] }] : []),
      ...names('files', [...attachments.added, ...attachments.removed, ...attachments.changed]),
      ...names('promises', [...invariants.removed, ...invariants.changed]),
      ...names('testsDropped', cedar.testsDropped),
    ],
  };
}
