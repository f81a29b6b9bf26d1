import type { Fields } from '../../session/session.js';

/** Hidden fields of a form: every answer that it showed and that its own inputs do not send. */
export const carriedFields = (fields: Fields, asks: readonly string[]): { name: string; value: string }[] =>
  Object.entries(fields)
    .filter(([name]) => !asks.includes(name))
    .flatMap(([name, values]) => [values].flat().map((value) => ({ name, value })))
    .filter(({ value }) => value !== '');
