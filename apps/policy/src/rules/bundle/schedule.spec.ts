import { describe, expect, it } from '@jest/globals';
import { standingAt } from './schedule.js';

type Row = Parameters<typeof standingAt>[0][number];
const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 22, 10, minute));
const row = (hash: string, decided: number, effective = decided, kind: Row['kind'] = 'activate'): Row => ({
  ...{ hash, kind },
  effectiveAt: at(effective),
  decidedAt: at(decided),
});
function brief(rows: readonly Row[], minute: number): unknown[] {
  const { inForce, pending, beneath } = standingAt(rows, at(minute));
  return [inForce, pending?.hash ?? null, beneath.join('')];
}

describe('the schedule', () => {
  it('is in force from its moment on, by the clock alone', () => {
    const rows = [row('a', 0), row('b', 1, 10)];
    expect(brief([], 0)).toEqual([null, null, '']);
    expect(brief(rows, 9)).toEqual(['a', 'b', '']);
    expect(brief(rows, 10)).toEqual(['b', null, 'a']);
  });

  it('forgets what was still to come when something newer was decided', () => {
    const rows = [row('a', 0), row('b', 1, 10), row('c', 5, 20)];
    expect(brief(rows, 6)).toEqual(['a', 'c', '']);
    expect(brief(rows, 15)).toEqual(['a', 'c', '']);
    expect(brief(rows, 20)).toEqual(['c', null, 'a']);
    expect(standingAt(rows, at(30)).past).toEqual(new Set(['a', 'c']));
  });

  it('goes back one further each time, never to what was gone back from', () => {
    const rows = [row('a', 0), row('b', 1), row('c', 2)];
    expect(brief(rows, 9)).toEqual(['c', null, 'ba']);
    rows.push(row('b', 3, 3, 'rollback'));
    expect(brief(rows, 9)).toEqual(['b', null, 'a']);
    rows.push(row('a', 4, 4, 'rollback'));
    expect(brief(rows, 9)).toEqual(['a', null, '']);
    rows.push(row('c', 5), row('a', 6));
    expect(brief(rows, 9)).toEqual(['a', null, 'c']);
  });
});
