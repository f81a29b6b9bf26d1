import type { Dice } from './dice.js';

// Few enough that things meet, and at the edges where engines part.
export const TEXTS = ['a', 'b', 'ab', 'a*b', '', 'é', '😀', 'constructor', 'A', 'a\\b"\n'] as const;
export const LONGS = [0, 1, -1, 2, 3, 16, 60000, 3037000500, -3037000500, 9007199254740991, -9007199254740991] as const;
export const DECIMALS = [
  '1.0',
  '1.00',
  '-0.5',
  '0.5',
  '10.0',
  '9.5',
  '922337203685477.5807',
  '-922337203685477.5808',
] as const;
export const BAD_DECIMALS = [
  '1',
  '1.00009',
  '0.50001',
  '1.',
  '.5',
  '1.23456',
  '922337203685477.5808',
  '+1.0',
  'x',
  '',
] as const;
export const ADDRESSES = [
  '10.0.0.1',
  '10.0.0.0/8',
  '10.0.0.0/16',
  '10.0.0.0',
  '10.1.0.0/16',
  '127.0.0.1',
  '127.0.0.0/4',
  '127.0.0.0/8',
  '0.0.0.0/0',
  '224.0.0.1',
  '::1',
  '::1/127',
  'ff02::1',
  '::/0',
  '1:2:3:4:5:6:7::',
  'FE80::/10',
] as const;
export const BAD_ADDRESSES = [
  '10.0.0.256',
  '01.1.1.1',
  '10.0.0.0/33',
  '10.0.0.0/08',
  '::ffff:1.2.3.4',
  '1::2::3',
  'a',
] as const;
export const MOMENTS = [
  '1970-01-01',
  '2024-02-29',
  '2024-02-29T23:59:59.999Z',
  '1969-12-31T23:59:59Z',
  '2024-03-01T01:00:00+0130',
  '0000-01-01',
  '9999-12-31T23:59:59.999-2359',
] as const;
export const BAD_MOMENTS = [
  '2023-02-29',
  '2024-01-01T24:00:00Z',
  '2024-01-01T00:00:00',
  '2024-1-1',
  '2024-01-01T00:00:00+2400',
] as const;
export const SPANS = [
  '0ms',
  '1d',
  '-1d',
  '24h',
  '1h30m',
  '-90m',
  '-1ms',
  '-1999ms',
  '1999ms',
  '1d2h3m4s5ms',
  '9223372036854775807ms',
  '-9223372036854775808ms',
  '106751991167d',
] as const;
export const BAD_SPANS = ['', '-', '1h1d', '9223372036854775808ms', '1.5h', '+1d'] as const;

const WRITTEN = {
  decimal: [DECIMALS, BAD_DECIMALS],
  ipaddr: [ADDRESSES, BAD_ADDRESSES],
  datetime: [MOMENTS, BAD_MOMENTS],
  duration: [SPANS, BAD_SPANS],
} as const;

export type Extension = keyof typeof WRITTEN;

/** The text of an extension value; seldom one that its constructor refuses. */
export function writtenExtension(dice: Dice, kind: Extension, bad = 0.05): string {
  const [good, wrong] = WRITTEN[kind];
  return dice.chance(bad) ? dice.pick<string>(wrong) : dice.pick<string>(good);
}

export const PEOPLE = ['ann', 'bob', 'cat', 'dan'] as const;
export const GROUPS = ['g0', 'g1', 'g2', 'g3'] as const;
export const TEAMS = ['t0', 't1'] as const;
export const DOCS = ['d0', 'd1'] as const;
export const COLOURS = ['red', 'green'] as const;
export const TAGS = ['k', 'l', 'constructor'] as const;
