import type { Translate } from '../../words/texts.js';
import { word } from '../../words/words.js';
import { dataCell, type Cell } from './cell.js';

export const KINDS = ['disclosure', 'decision', 'search', 'directive', 'governance'] as const;

/** What entries say was done, where it has a plain name; others are shown by their code. */
export const ACTIONS = [
  'read',
  'list',
  'offer',
  'open',
  'read-directives',
  'list-entries',
  'read-entry',
  'read-summary',
  'list-history',
  'export-log',
  'agreement-suspend',
  'agreement-resume',
  'agency-suspend',
  'agency-resume',
  'category-stop',
  'bundle-post',
  'bundle-check',
  'bundle-activate',
  'bundle-rollback',
  'bundle-simulate',
  'simulation-cancel',
] as const;

const knows = (list: readonly string[], code: string): boolean => list.includes(code);

export const kindWord = (t: Translate, kind: string): string => (knows(KINDS, kind) ? t(`officer.kind.${kind}`) : kind);

export const actionCell = (t: Translate, action: string): Cell =>
  knows(ACTIONS, action) ? { text: t(`officer.action.${action}`) } : dataCell(action);

export function outcomeCell(t: Translate, outcome: string): Cell {
  if (outcome !== 'permit' && outcome !== 'deny') return dataCell(outcome);
  return { text: word(t, 'outcome', outcome), tag: outcome === 'permit' ? 'green' : 'red' };
}
