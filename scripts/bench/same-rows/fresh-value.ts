import { randomUUID } from 'node:crypto';

/** Every kind of number that a table counts with holds it, but the smallest. */
const LARGEST = 2 ** 31 - 1;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What a row written again says instead, where no two rows say the same: an id of its own, as the first time. */
export function freshValue(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (UUID.test(value)) return randomUUID();
  return /^\d+$/.test(value) ? String(Math.floor(Math.random() * LARGEST)) : value;
}
