import { type DirectiveReach, reachesOverlap } from '#libs/domain';
import type { Directive, KnownSharing } from './known-sharing.js';
import type { Told } from './told.js';

/** What became of the yes that was to be stopped or narrowed, once somebody was first. */
export interface Standing {
  /**
   * `changed`: it stands in another version; `again`: another yes of theirs is about the same; `ended`: it stands without what was
   * to end; `gone`: nothing of it stands that may be shown.
   */
  readonly became: 'changed' | 'again' | 'ended' | 'gone';
  /** What goes on and may be stopped or narrowed instead, so that what the resident said is not lost. */
  readonly given: readonly Directive[];
}

/**
 * What stands now of all that they want to end, by what it is about and not by its id alone: said again it has a new one, and
 * goes on. `saidAgain`: so said the API, which also knows of what is not shown here.
 */
export function whatStands(told: Told, { given }: KnownSharing, saidAgain = false): Standing {
  const same = given.find(({ id }) => id === told.directive);
  const aim = aimOf(told);
  const about = aim === null ? [] : given.filter((directive) => reachesOverlap(directive, aim));
  if (same && (aim === null || about.includes(same))) return { became: 'changed', given: [same] };
  if (saidAgain || about.length > 0) return { became: 'again', given: about };
  return { became: same ? 'ended' : 'gone', given: [] };
}

/**
 * Whether another yes of theirs is about the same: it goes on when this one has ended. What is neither a stop nor a narrowing of
 * one yes ends all of them.
 */
export function standsBesides(told: Told, { given }: KnownSharing): boolean {
  const aim = told.what === 'stop' || told.what === 'narrow' ? aimOf(told) : null;
  return aim !== null && given.some((directive) => directive.id !== told.directive && reachesOverlap(directive, aim));
}

/** What is to end: all of it, or the chosen kinds of information. */
function aimOf({ what, reach, parts }: Told): DirectiveReach | null {
  if (reach === null) return null;
  return what === 'narrow' ? { ...reach, categories: parts } : reach;
}

/**
 * Before anything is sent: what they chose stands no more, and another yes does, or there is nothing to narrow. A stop of what is
 * gone may be recorded all the same, since a no that came first is no reason to lose it.
 */
export function overtakenBefore(told: Told, sharing: KnownSharing): Standing | undefined {
  if (told.what !== 'stop' && told.what !== 'narrow') return undefined;
  if (sharing.given.some(({ id }) => id === told.directive)) return undefined;
  const standing = whatStands(told, sharing);
  return told.what === 'narrow' || standing.given.length > 0 ? standing : undefined;
}
