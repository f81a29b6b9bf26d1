import type { Translate } from '../../words/texts.js';
import { sayCode } from '../../words/words.js';
import { codeCell, type Cell } from './cell.js';

export const KINDS = ['disclosure', 'decision', 'search', 'directive', 'governance'] as const;

export const kindWord = (t: Translate, kind: string): string => sayCode(t, 'officer.kind', kind);

export const actionCell = (t: Translate, action: string): Cell => codeCell(t, 'officer.action', action);

export const outcomeCell = (t: Translate, outcome: string): Cell =>
  codeCell(t, 'words.outcome', outcome, { permit: 'green', deny: 'red' });
