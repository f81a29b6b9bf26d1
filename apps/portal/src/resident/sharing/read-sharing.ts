import type { Visit } from '../../shell/visit.js';
import type { Directive, HistoryLine, OwnSharing } from '../record/answers.js';
import { isSoonBefore, kindsOf, lastOccasionOf } from '../looks/occasions.js';
import { readDirectives, readHistory, readSharingNow, readTelling, whereThere } from '../record/read-record.js';
import type { Telling } from '../record/telling.js';

/** Undefined: who knows it could not be reached. */
export interface Sharing {
  readonly directives: readonly Directive[] | undefined;
  readonly shared: OwnSharing | undefined;
  /** The newest time that somebody saw something, with all that it was about; null when nobody has. */
  readonly lastLook: HistoryLine | null | undefined;
}

const LOOKS = ['read', 'open'];

/** The state of a resident's sharing, from three apps at once. */
export async function readSharing(visit: Visit): Promise<{ sharing: Sharing; telling: Telling }> {
  const { broker } = visit;
  const [directives, shared, lastLook, telling] = await Promise.all([
    whereThere(readDirectives(broker)),
    whereThere(readSharingNow(broker)),
    whereThere(lastLookOf(visit)),
    readTelling(visit),
  ]);
  return { sharing: { directives, shared, lastLook }, telling };
}

const PAGES = 3;

/**
 * The newest look, of all kinds that it was about. Deliveries are offered more often than opened: a page may hold no look, or end within
 * one, and then the next one is read.
 */
async function lastLookOf({ broker }: Visit): Promise<HistoryLine | null> {
  const looks: HistoryLine[] = [];
  let after: string | undefined;
  for (let page = 0; page < PAGES; page += 1) {
    const { items, next } = await readHistory(broker, { kind: 'disclosure', outcome: 'permit', limit: 200, after });
    looks.push(...items.filter(({ action }) => LOOKS.includes(action)));
    const [newest] = looks;
    const isWhole = next === null || (newest && !isSoonBefore(items.at(-1)!, newest));
    if (isWhole) break;
    after = next;
  }
  const [newest, ...earlier] = looks;
  return newest ? { ...newest, categories: kindsOf(lastOccasionOf([newest, ...earlier])) } : null;
}
