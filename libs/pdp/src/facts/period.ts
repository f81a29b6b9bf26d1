import { isWithin, parseInstant, type Instant } from '#libs/domain';
import type { TakeTime } from './fact.js';

/** Something that holds for a time. */
export interface PeriodFact {
  id: string;
  startsAt: string;
  endsAt: string | null;
}

type Period = Omit<PeriodFact, 'id'>;

export const instantOrNull = (time: string | null): Instant | null => (time === null ? null : parseInstant(time));

export const holds = ({ startsAt, endsAt }: Period, now: Instant): boolean =>
  isWithin(now, parseInstant(startsAt), instantOrNull(endsAt));

/** Whether any of them is in force. */
export const anyHolds = (periods: readonly Period[], now: Instant): boolean =>
  periods.some((period) => holds(period, now));

export function takePeriods(periods: readonly Period[], take: TakeTime): void {
  for (const { startsAt, endsAt } of periods) {
    take(startsAt);
    take(endsAt);
  }
}
