import { exactMoment } from '../../words/times.js';
import type { Telling } from './telling.js';

/** As much of an id as tells apart what happened in one second; officers' pages quote an event so, too. */
const QUOTED = 8;

/** For the titles of pages about one of many: when it was, and which, since several are often of the same second. */
export const oneOf = ({ t, language }: Pick<Telling, 't' | 'language'>, id: string, time: string): string =>
  t('resident.oneOf', { time: exactMoment(time, language).text, reference: id.slice(0, QUOTED) });
