import { isDay } from '#libs/calendar';

const TYPED = /^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})$/;

/** A day as people write it here, `30/11/2026`, or as addresses do, `2026-11-30`; undefined for what is no day. */
export function typedDay(text: string): string | undefined {
  const [, date, month, year] = TYPED.exec(text) ?? [];
  const iso = year === undefined ? text : `${year}-${month!.padStart(2, '0')}-${date!.padStart(2, '0')}`;
  return isDay(iso) ? iso : undefined;
}
