/** A moment as pages say it, for `<time datetime="…">`. */
export interface Said {
  readonly text: string;
  readonly datetime: string;
}

const ZONE = 'Europe/London';
const DAY_MS = 86_400_000;

/** The pseudo-locale writes dates as English does; nothing of a date comes from a catalogue. */
const localeOf = (language: string): string => (language.startsWith('en') ? 'en-GB' : language);

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${JSON.stringify(options)}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(localeOf(language), { timeZone: ZONE, ...options });
  formats.set(key, known);
  return known;
}

const DATE = { day: 'numeric', month: 'long', year: 'numeric' } as const;
const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

/** `22 November 2026, 14:03`, in London, whatever the server's own zone is. */
export function sayMoment(instant: string, language: string): Said {
  const at = new Date(instant);
  const [date, clock] = [formatOf(language, DATE).format(at), formatOf(language, CLOCK).format(at)];
  return { text: `${date}, ${clock}`, datetime: at.toISOString() };
}

/** As `sayMoment`, to the second: where it is told from when on something certainly holds. */
export function sayMomentExactly(instant: string, language: string): Said {
  const at = new Date(instant);
  const clock = formatOf(language, { ...CLOCK, second: '2-digit' }).format(at);
  return { text: `${formatOf(language, DATE).format(at)}, ${clock}`, datetime: at.toISOString() };
}

/** `22 November 2026`: the London day of an instant, or a day without a time as it stands. */
export function sayDay(day: string, language: string): Said {
  const at = /^\d{4}-\d\d-\d\d$/.test(day) ? new Date(`${day}T12:00:00Z`) : new Date(day);
  return { text: formatOf(language, DATE).format(at), datetime: day };
}

/** When a London day begins, for filters by day; undefined for what is no day. */
export function startOfLondonDay(day: string): string | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return undefined;
  const midnight = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(midnight) || !new Date(midnight).toISOString().startsWith(day)) return undefined;
  // London is at UTC or an hour before it.
  const summer = midnight - 3_600_000;
  return new Date(formatOf('en', CLOCK).format(summer) === '00:00' ? summer : midnight).toISOString();
}

/** The first moment after a London day. */
export function endOfLondonDay(day: string): string | undefined {
  const start = startOfLondonDay(day);
  if (start === undefined) return undefined;
  return startOfLondonDay(new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10));
}
