/** A moment as a page shows it: `<time datetime="{{ iso }}">{{ text }}</time>`. */
export interface ShownTime {
  readonly iso: string;
  readonly text: string;
}

// The pseudo-locale proves texts, not dates.
export const localeOf = (language: string): string => (language.startsWith('en') ? 'en-GB' : language);

const kept = new Map<string, Intl.DateTimeFormat>();

/** In London unless the options say otherwise. Kept for each language: to make one takes fifty times as long as to use it, and a list shows a hundred times. */
export function formatFor(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([language, options]);
  const format =
    kept.get(key) ?? new Intl.DateTimeFormat(localeOf(language), { timeZone: 'Europe/London', ...options });
  kept.set(key, format);
  return format;
}

const shown = (iso: string, language: string, options: Intl.DateTimeFormatOptions): ShownTime => ({
  iso,
  text: formatFor(language, options).format(new Date(iso)),
});

const DAY = { day: 'numeric', month: 'long', year: 'numeric' } as const;
const MINUTE = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

/** 22 November 2026 */
export const day = (iso: string, language: string): ShownTime => shown(iso, language, DAY);

/** 22 November 2026 at 14:03, in London. */
export const moment = (iso: string, language: string): ShownTime => shown(iso, language, { ...DAY, ...MINUTE });

/** 14:03:02, in London: where the second counts. */
export const second = (iso: string, language: string): ShownTime =>
  shown(iso, language, { ...MINUTE, second: '2-digit' });

/** 22 November 2026 at 14:03:02, in London. */
export const exactMoment = (iso: string, language: string): ShownTime =>
  shown(iso, language, { ...DAY, ...MINUTE, second: '2-digit' });
