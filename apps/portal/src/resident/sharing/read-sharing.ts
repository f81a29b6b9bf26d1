import type { Visit } from '../../shell/visit.js';
import type { Directive, HistoryLine, OwnSharing } from '../record/answers.js';
import { readDirectives, readHistory, readSharingNow, readTelling, whereThere } from '../record/read-record.js';
import type { Telling } from '../record/telling.js';

/** Undefined: who knows it could not be reached. */
export interface Sharing {
  readonly directives: readonly Directive[] | undefined;
  readonly shared: OwnSharing | undefined;
  /** The newest that somebody saw; null when nobody has. */
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

/** Deliveries are offered more often than opened: a page may hold no look, and then the next one is read. */
async function lastLookOf({ broker }: Visit): Promise<HistoryLine | null> {
  let after: string | undefined;
  for (let page = 0; page < 3; page += 1) {
    const { items, next } = await readHistory(broker, { kind: 'disclosure', outcome: 'permit', limit: 200, after });
    const look = items.find(({ action }) => LOOKS.includes(action));
    if (look || next === null) return look ?? null;
    after = next;
  }
  return null;
}
