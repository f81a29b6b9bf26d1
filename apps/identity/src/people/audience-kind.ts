import type { Directory, Person } from './directory.js';

/** Whom a sign-in is for: the portal's doors for residents and for staff stay apart. */
export type AudienceKind = 'resident' | 'staff';

/** Extra parameter of an authorization request; without it everybody may choose. */
export const AUDIENCE_KIND = 'audience_kind';

export function isAudienceKind(value: unknown): value is AudienceKind {
  return value === 'resident' || value === 'staff';
}

/** Who may be chosen at this door. Systems never: they sign in with their own credentials. */
export function peopleFor(directory: Directory, kind: AudienceKind | undefined): readonly Person[] {
  return directory.all().filter((person) => mayUse(person, kind));
}

export function mayUse(person: Person | undefined, kind: AudienceKind | undefined): person is Person {
  if (!person || person.kind === 'system') return false;
  return kind === undefined || (person.kind === 'resident') === (kind === 'resident');
}
