import type { Fields } from '../session/session.js';

/** What was typed into one field of a form: trimmed, and empty where the form did not send it. */
export function typed(fields: Fields | undefined, name: string): string {
  const value = fields?.[name];
  return typeof value === 'string' ? value.trim() : '';
}

/** Every box of a group that was ticked. */
export function ticked(fields: Fields | undefined, name: string): string[] {
  const value = fields?.[name];
  if (value === undefined || value === '') return [];
  return typeof value === 'string' ? [value] : [...value];
}
