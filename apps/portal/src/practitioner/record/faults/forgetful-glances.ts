import type { Glance } from '../present-glance.js';
import type { Row } from '../overview.js';
import { type ReadPart, recordsOf } from '../read-parts.js';

/** What a glance is made of, and what comes of it with a part forgotten. */
export type Forget = (glance: Glance, parts: readonly ReadPart[]) => Glance;

const keepRows = (
  { alerts, overviews, absent }: Glance,
  keeps: (row: Row, all: readonly Row[]) => boolean,
): Glance => ({
  alerts,
  absent,
  overviews: overviews.map((one) => {
    const all = [...one.now, ...one.waiting];
    const kept = (row: Row): boolean => keeps(row, all);
    return { ...one, now: one.now.filter(kept), waiting: one.waiting.filter(kept) };
  }),
});

/** Only what says of itself that it is active: a medicine on hold, or of which nobody said, is one that somebody takes. */
export const onlyActive: Forget = (glance) => keepRows(glance, ({ below }) => below.includes('Active'));

/** The same name once: two agencies that prescribe the same thing are what a nurse has to see. */
export const eachNameOnce: Forget = (glance) =>
  keepRows(glance, (row, all) => all.find(({ title }) => title === row.title) === row);

/** Only what has columns: what an agency writes in its own fields is a medicine, too. */
export const onlyInColumns: Forget = (glance) => keepRows(glance, ({ cells }) => cells !== undefined);

/** Takes an allergy for severe by its risk alone, and not by a reaction that was. */
export const byRiskAlone: Forget = (glance, parts) => {
  const low = parts.flatMap(recordsOf).filter(({ body }) => body.rows.every(({ value }) => value.text !== 'High risk'));
  return { ...glance, alerts: glance.alerts.filter(({ href }) => low.every(({ anchor }) => `#${anchor}` !== href)) };
};

/** Says below, and not beside the medicine, that a part of it cannot be shown. */
export const withoutWarnings: Forget = (glance) => ({
  ...glance,
  overviews: glance.overviews.map((one) => ({ ...one, now: one.now.map((row) => ({ ...row, warnings: [] })) })),
});

/** That there is no known allergy is an allergy, beside three severe ones. */
export const noneAsAllergies: Forget = (glance) => ({
  ...glance,
  overviews: glance.overviews.map(({ recordedNone, ...one }) => {
    const rows = recordedNone.map(({ says, href, agency }) => ({
      ...{ title: says, href, agency, below: [], warnings: [], cells: undefined, fields: [] },
    }));
    return { ...one, recordedNone: [], now: [...one.now, ...rows] };
  }),
});
