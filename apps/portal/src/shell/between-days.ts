import { endOfLondonDay, startOfLondonDay } from '#libs/calendar';
import type { FieldError } from './page.js';
import { isServiceDay } from './typed-day.js';

/** Two days of London as they stand in an address or a form; both count whole, and either may be left out. */
export interface Days {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** The moments that the APIs take for them. */
export const betweenDays = ({ from, to }: Days): Days => ({
  from: from === undefined ? undefined : startOfLondonDay(from),
  to: to === undefined ? undefined : endOfLondonDay(to),
});

/** What is no day of this service's time, or ends before it begins, each at its field. */
export function errorsOfDays({ from, to }: Days, say: (key: 'day' | 'order') => string): FieldError[] {
  const wrong = Object.entries({ from, to }).filter(([, day]) => day !== undefined && !isServiceDay(day));
  if (wrong.length > 0) return wrong.map(([field]) => ({ field, text: say('day') }));
  return from !== undefined && to !== undefined && to < from ? [{ field: 'to', text: say('order') }] : [];
}
