import { day, type ShownTime } from '../times.js';

type Tells = (iso: string, language: string) => ShownTime;

const inZone =
  (timeZone: string, withTime: boolean): Tells =>
  (iso) => ({
    iso,
    text: new Intl.DateTimeFormat('en-GB', {
      ...{ timeZone, day: 'numeric', month: 'long', year: 'numeric' },
      ...(withTime ? { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } : {}),
    }).format(Date.parse(iso)),
  });

const lastMillisecond =
  (tells: Tells): Tells =>
  (end) =>
    tells(new Date(Date.parse(end) - 1).toISOString(), 'en');

/** Ways to tell an end or a moment that were seen, or might be: each hurts somebody on some day of the year. */
export const WRONG_TIMES: Readonly<Record<string, Partial<Record<'until' | 'moment', Tells>>>> = {
  'the day of the end': { until: day },
  'days of UTC': { until: lastMillisecond(inZone('UTC', false)) },
  'a fixed offset': { until: lastMillisecond(inZone('Etc/GMT-1', false)) },
  'a day where an hour counts': { until: lastMillisecond(inZone('Europe/London', false)) },
  'half past one, twice': { moment: inZone('Europe/London', true) },
};
