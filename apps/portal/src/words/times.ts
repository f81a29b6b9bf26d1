import { lastDayOf, LONDON } from '#libs/calendar';

/** A moment or a day as a page shows it: `<time datetime="{{ iso }}">{{ text }}</time>`. */
export interface ShownTime {
  readonly iso: string;
  readonly text: string;
}

// The pseudo-locale proves texts, not dates.
export const localeOf = (language: string): string => (language.startsWith('en') ? 'en-GB' : language);

const kept = new Map<string, Intl.DateTimeFormat>();

/** Kept for each language: to make one takes fifty times as long as to use it, and a list shows a hundred times. */
function formatFor(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([language, options]);
  const format = kept.get(key) ?? new Intl.DateTimeFormat(localeOf(language), { timeZone: LONDON, ...options });
  kept.set(key, format);
  return format;
}

const HOUR_MS = 3_600_000;

/** By the clocks of London. In the hour that comes twice when they go back, the zone is said: else 01:30 is two moments. */
function clock(iso: string, language: string, options: Intl.DateTimeFormatOptions): ShownTime {
  const at = Date.parse(iso);
  const format = formatFor(language, options);
  const text = format.format(at);
  const comesTwice = [at - HOUR_MS, at + HOUR_MS].some((other) => format.format(other) === text);
  return { iso, text: comesTwice ? formatFor(language, { ...options, timeZoneName: 'short' }).format(at) : text };
}

const DAY = { day: 'numeric', month: 'long', year: 'numeric' } as const;
const MINUTE = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

/** 22 November 2026: the day in London of a moment. */
export const day = (iso: string, language: string): ShownTime => ({
  iso,
  text: formatFor(language, DAY).format(Date.parse(iso)),
});

const ofCalendar = (date: string, language: string, options: Intl.DateTimeFormatOptions): string =>
  formatFor(language, { ...options, timeZone: 'UTC' }).format(Date.parse(`${date}T00:00:00Z`));

/** 22 November 2026: a day that is one already (`2026-11-22`), of a birth or of a chart. */
export const calendarDay = (date: string, language: string): ShownTime => ({
  iso: date,
  text: ofCalendar(date, language, DAY),
});

/** Monday 30 November 2026, of `2026-11-30`. */
export const longDay = (date: string, language: string): ShownTime => ({
  iso: date,
  text: ofCalendar(date, language, { weekday: 'long', ...DAY }),
});

/** November 2026, of `2026-11`: a day that nobody knew. */
export const calendarMonth = (month: string, language: string): string =>
  ofCalendar(`${month}-01`, language, { month: 'long', year: 'numeric' });

/** Monday 16 November: a day of the calendar within a sentence. */
export const dayOfWeek = (date: string, language: string): string =>
  ofCalendar(date, language, { weekday: 'long', day: 'numeric', month: 'long' });

/** Until when something counts: its last day, in full; with the hour, where it ends within that day. */
export function until(end: string, language: string): ShownTime {
  const last = lastDayOf(end);
  return last.inFull ? calendarDay(last.day, language) : moment(end, language);
}

/** 22 November 2026 at 14:03, in London. */
export const moment = (iso: string, language: string): ShownTime => clock(iso, language, { ...DAY, ...MINUTE });

/** 14:03, in London: of today. */
export const minute = (iso: string, language: string): ShownTime => clock(iso, language, MINUTE);

/** 14:03:02, in London: where the second counts. */
export const second = (iso: string, language: string): ShownTime =>
  clock(iso, language, { ...MINUTE, second: '2-digit' });

/** 22 November 2026 at 14:03:02, in London. */
export const exactMoment = (iso: string, language: string): ShownTime =>
  clock(iso, language, { ...DAY, ...MINUTE, second: '2-digit' });
