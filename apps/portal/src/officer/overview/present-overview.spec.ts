import { describe, expect, it } from '@jest/globals';
import { Texts } from '../../words/texts.js';
import { presentCharts, presentFirstSteps, presentState, type Told } from './present-overview.js';
import type { Summary } from './summary.js';

const t = new Texts(['en']).in('en');
const now = new Date('2026-11-22T10:00:30.000Z');

const SUMMARY: Summary = {
  timeZone: 'Europe/London',
  from: '2026-11-21T00:00:00.000000Z',
  to: '2026-11-22T10:00:00.000000Z',
  days: [
    { date: '2026-11-21', looks: { permitted: 1, denied: 2 }, openings: { permitted: 4, denied: 0 } },
    { date: '2026-11-22', looks: { permitted: 0, denied: 0 }, openings: { permitted: 0, denied: 0 } },
  ],
  purposes: [{ purpose: 'COC', permitted: 5, denied: 2 }],
  denials: [{ reason: 'needs-consent', count: 2 }],
  totals: { entries: 20, disclosures: 5, denials: 2, breakGlass: 1, overrides: 0 },
  log: { size: 100, signedAt: '2026-11-22T09:00:00.000Z', confirmedAt: '2026-11-22T10:00:00.000Z' },
};
const TOLD: Told = {
  summary: SUMMARY,
  due: [],
  agreements: [],
  stops: [],
  agencies: [],
  inForce: undefined,
  alerts: [],
};

describe('the overview', () => {
  it('has three charts, each with the same numbers in a table and a sentence', () => {
    const charts = presentCharts(SUMMARY, t, 'en');
    expect(charts.map(({ chart }) => chart.id)).toEqual(['looks', 'purposes', 'denials']);
    for (const { chart, table } of charts) {
      expect(chart.says).not.toBe('');
      expect(table.rows.length).toBeGreaterThan(0);
    }
    expect(charts[0]!.table.rows[0]!.map(({ text }) => text)).toEqual(['Saturday 21 November', '5', '2']);
    expect(charts[2]!.table.rows[0]!.map(({ text }) => text)).toEqual([
      "It needs the person's yes, and none covers it now",
      '2',
    ]);
  });

  it('tells how old the newest checkpoint is, and what is stopped by its name', () => {
    const told: Told = {
      ...TOLD,
      stops: [{ kind: 'category', name: 'MEDS', since: null }],
      agencies: [{ code: 'REACH', name: 'Reach', sector: 'health', status: 'active' }],
    };
    const said = presentState(told, { t, language: 'en', now }).flatMap(({ values }) => values.map(({ text }) => text));
    expect(said).toEqual(expect.arrayContaining(['30 seconds old', 'Medicines', '100', 'None']));
  });

  it('shows each alert with a way to its entry, tells none from unknown, and has no line for who reads none', () => {
    const line = (alerts: Told['alerts']) =>
      presentState({ ...TOLD, alerts }, { t, language: 'en', now }).find(({ key }) => key === 'What needs your look');
    const raised = { entryId: '22222222-2222-4222-8222-222222222222', raisedAt: '2026-11-22T09:00:00.000Z' };
    expect(line([raised])!.values.at(-1)).toMatchObject({
      text: '22 November 2026 at 09:00:00',
      href: `/officer/entries/${raised.entryId}`,
    });
    expect(line([])!.values).toEqual([{ text: 'None' }]);
    expect(line('unknown')!.values[0]!.text).toContain('We cannot see this now');
    expect(line('not-theirs')).toBeUndefined();
  });

  it('shows a new place its first steps, and nobody else', () => {
    expect(presentFirstSteps(TOLD, t)).toBeUndefined();
    const quiet = { ...SUMMARY, totals: { ...SUMMARY.totals, disclosures: 0, denials: 0 } };
    const steps = presentFirstSteps({ ...TOLD, summary: quiet }, t)!;
    expect(steps.map(({ tag }) => tag.text)).toEqual(['To do', 'To do', 'To do', 'Done']);
  });
});
