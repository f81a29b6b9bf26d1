import { moment, type ShownTime, until } from '../../words/times.js';
import { headlineOf } from '../looks/present-look.js';
import type { OwnSharing } from '../record/answers.js';
import { sideOf } from '../record/describe-directive.js';
import type { Link } from '../record/fact.js';
import { nowOf } from '../record/said-and-shared.js';
import type { Telling } from '../record/telling.js';
import { foldBeyondTwoScreens } from './fold-lines.js';
import { listSharing } from './list-sharing.js';
import type { Sharing } from './read-sharing.js';
import { sortSharing, type Sorted } from './sort-sharing.js';

/** A sentence at the top, with where there is more about it. */
export interface Glance {
  readonly text: string;
  readonly time?: ShownTime;
  readonly link?: Link;
}

export type SharingModel = ReturnType<typeof presentSharing>;

/** The home page. What could not be asked is said to be unknown, never to be nothing. */
export function presentSharing(sharing: Sharing, telling: Telling, now: string) {
  const { t, language } = telling;
  const { directives, shared, lastLook } = sharing;
  const sorted = sortSharing(sharing);
  const away = directives && shared && lastLook !== undefined ? undefined : t('resident.sharing.away');
  const nothing = isNothing(sharing) ? t('resident.sharing.nothing') : undefined;
  const glance = [
    countOf('now', sharedNow(sharing, sorted), telling),
    countOf('asked', sorted.asked, telling),
    ...nextEnd(sorted, telling),
    lastLookOf(sharing, telling),
  ];
  const acts = actsOf(sorted, telling);
  const top = [
    ...glance.map(textOf),
    ...acts.map(({ text }) => text),
    ...[away, nothing].filter((notice) => notice !== undefined),
  ];
  return {
    asOf: { text: t('resident.sharing.asOf'), time: moment(shared?.asOf ?? now, language) },
    // Set when somebody could not be asked.
    away,
    nothing,
    glance,
    acts,
    sections: foldBeyondTwoScreens(top, listSharing(sorted, shared?.items, telling)),
    earlier: { text: t('resident.sharing.earlier'), href: '/resident/choices' },
  };
}

const textOf = ({ text, time, link }: Glance): string => [text, time?.text, link?.text].join(' ');

/** Nobody would be given anything, as far as residents are told; and they said nothing that waits for something. */
const isNothing = ({ directives, shared }: Sharing): boolean =>
  shared !== undefined &&
  directives !== undefined &&
  !isShared(shared) &&
  !directives.some((directive) => sideOf(directive) === 'on');

/** All that is listed as shared. Undefined where it could not be asked, or something is shared that no line tells of. */
function sharedNow({ shared }: Sharing, { on, still, unasked }: Sorted): readonly unknown[] | undefined {
  const things = shared && on && still && unasked && [...on, ...still, ...unasked];
  return things?.length === 0 && isShared(shared!) ? undefined : things;
}

const isShared = ({ items }: OwnSharing): boolean => nowOf(items.flatMap(({ answers }) => answers)) === 'shared';

/** How many things of a section; where there are any, it leads there. */
function countOf(id: 'now' | 'asked', things: readonly unknown[] | undefined, { t }: Telling): Glance {
  if (things === undefined) return { text: t(`resident.glance.${id}.unknown`) };
  if (things.length === 0) return { text: t(`resident.glance.${id}.none`) };
  return { text: '', link: { text: t(`resident.glance.${id}.count`, { count: things.length }), href: `#${id}` } };
}

function nextEnd({ on }: Sorted, { t, language }: Telling): Glance[] {
  const [first] = (on ?? []).flatMap(({ expiresAt }) => (expiresAt === null ? [] : [expiresAt])).sort();
  return first === undefined ? [] : [{ text: t('resident.glance.nextEnd'), time: until(first, language) }];
}

function lastLookOf({ lastLook }: Sharing, telling: Telling): Glance {
  const { t, language } = telling;
  if (lastLook === undefined) return { text: t('resident.glance.lookUnknown') };
  if (lastLook === null) return { text: t('resident.glance.noLook') };
  const text = t('resident.glance.lastLook', { look: headlineOf(lastLook, telling) });
  const link = { text: t('resident.glance.seeLooks'), href: '/resident/looks' };
  return { text, time: moment(lastLook.time, language), link };
}

/** What can be done about all of it at once. One yes alone has its own stop, on its line. */
function actsOf({ on, waiting }: Sorted, { t }: Telling): Link[] {
  const yes = (on ?? []).length + (waiting ?? []).length;
  return [
    ...(yes > 1 ? [{ text: t('resident.sharing.stopAll'), href: '/resident/stop-all' }] : []),
    { text: t('resident.sharing.sayNo'), href: '/resident/refuse' },
  ];
}
