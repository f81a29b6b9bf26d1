import { Get, Query } from '@nestjs/common';
import { daysAfter, londonDayOf, startOfLondonDay } from '#libs/calendar';
import { Page } from '../../shell/page.js';
import { Pages } from '../../shell/pages.js';
import { ThisVisit, type Visit } from '../../shell/visit.js';
import { readAgencies } from '../../words/agency-names.js';
import { exactMoment } from '../../words/times.js';
import { readInForce } from '../policies/read-bundles.js';
import { timeCell } from '../show/cell.js';
import { readAlerts } from './read-alerts.js';
import { presentCharts, presentFirstSteps, presentState, type Told } from './present-overview.js';

/** Periods that may be looked at, in days. */
const PERIODS = [7, 28, 90] as const;

/** The officer's home: today's state of the place, and what has been looked at. */
@Pages('officer', 'officer')
export class OverviewController {
  @Get()
  async show(@ThisVisit() visit: Visit, @Query('days') wished: unknown): Promise<Page> {
    const { t, language } = visit;
    const days = PERIODS.find((period) => String(period) === wished) ?? PERIODS[0];
    const now = new Date();
    const told = await gather(visit, startOfLondonDay(daysAfter(londonDayOf(now), 1 - days))!);
    const model = {
      charts: presentCharts(told.summary, t, language),
      state: presentState(told, { t, language, now }),
      firstSteps: presentFirstSteps(told, t),
      asOfLines: [{ text: t('officer.asOf') }, timeCell(exactMoment(now.toISOString(), language))],
      periods: PERIODS.map((period) => ({
        text: t('officer.overview.period', { count: period }),
        href: `/officer?days=${period}`,
        current: period === days,
      })),
    };
    return new Page('officer/overview', t('officer.overview.title'), model, { section: '/officer' });
  }
}

async function gather(visit: Visit, from: string): Promise<Told> {
  const { broker } = visit;
  const [summary, agreements, due, stops, agencies, inForce, alerts] = await Promise.all([
    broker.get('/api/audit/v1/summary', { query: { from } }),
    broker.get('/api/policy/v1/agreements', { query: { limit: 200 } }),
    broker.get('/api/policy/v1/agreements', { query: { limit: 200, review: 'due' } }),
    broker.get('/api/policy/v1/stops'),
    readAgencies(broker),
    readInForce(broker),
    readAlerts(visit),
  ]);
  return { summary, agreements: agreements.items, due: due.items, stops: stops.items, agencies, inForce, alerts };
}
