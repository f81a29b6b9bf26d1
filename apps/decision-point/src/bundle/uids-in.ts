import type { EntityUid } from '#libs/cedar';

/** Everything within a value that reads as the name of an entity, in either of Cedar's JSON forms. Too many do no harm. */
export function* uidsIn(value: unknown): Generator<EntityUid> {
  if (typeof value !== 'object' || value === null) return;
  const { type, id } = value as Partial<EntityUid>;
  if (typeof type === 'string' && typeof id === 'string') yield { type, id };
  for (const inner of Object.values(value)) if (typeof inner === 'object') yield* uidsIn(inner);
}

/** Whether a value could name an entity at all: most hold texts and numbers only. */
export function holdsObjects(value: Readonly<Record<string, unknown>>): boolean {
  for (const name in value) if (typeof value[name] === 'object') return true;
  return false;
}
