import type { policy } from '#libs/client';
import type { Translate } from '../../words/texts.js';
import type { AgencyNames } from '../../words/agency-names.js';
import { word } from '../../words/words.js';
import { dataCell, type Cell } from '../show/cell.js';

/** Something that an emergency stop holds. */
export type StopLine = policy.StopDto;

/** What is stopped, in words. */
export function nameOfStop({ kind, name }: StopLine, t: Translate, nameOf: AgencyNames): Cell {
  if (kind === 'agency') return dataCell(nameOf(name));
  return kind === 'category' ? { text: word(t, 'category', name) } : dataCell(name);
}
