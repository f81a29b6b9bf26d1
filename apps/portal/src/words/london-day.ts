const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const CLOCK = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** When a London day (`2026-07-01`) begins, for filters by day; undefined for what is no day. */
export function startOfLondonDay(day: string): string | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return undefined;
  const midnight = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(midnight) || !new Date(midnight).toISOString().startsWith(day)) return undefined;
  // London is at UTC or an hour before it.
  const summer = midnight - HOUR_MS;
  return new Date(CLOCK.format(summer) === '00:00' ? summer : midnight).toISOString();
}

/** The first moment after a London day. */
export function endOfLondonDay(day: string): string | undefined {
  if (startOfLondonDay(day) === undefined) return undefined;
  return startOfLondonDay(new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10));
}
