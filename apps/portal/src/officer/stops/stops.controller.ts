import { Get } from '@nestjs/common';
import { Page } from '../../shell/page.js';
import { Pages } from '../../shell/pages.js';
import { ThisVisit, type Visit } from '../../shell/visit.js';
import { agencyNames, readAgencies, type AgencyNames } from '../../words/agency-names.js';
import { exactMoment } from '../../words/times.js';
import { AGREEMENTS } from '../agreements/present-agreement.js';
import { dataCell, timeCell, type Cell, type Listing } from '../show/cell.js';
import { mayLead } from '../show/officer-role.js';
import { nameOfStop, STOP_KINDS, type StopLine } from './stop.js';

export const STOPS = '/officer/stops';

/** Everything that an emergency stop holds: whoever wonders why nothing flows looks here. */
@Pages('officer', STOPS)
export class StopsController {
  @Get()
  async list(@ThisVisit() visit: Visit): Promise<Page> {
    const { t, broker, language } = visit;
    const [{ items }, agencies] = await Promise.all([broker.get('/api/policy/v1/stops'), readAgencies(broker)]);
    const model = {
      list: items.length === 0 ? undefined : presentStops(items, visit, agencyNames(agencies)),
      asOfLines: [
        { text: t('officer.stops.sort') },
        { text: t('officer.asOf') },
        timeCell(exactMoment(new Date().toISOString(), language)),
      ],
      steps: mayLead(visit)
        ? [
            { text: t('officer.stops.agency.begin'), href: `${STOPS}/agency` },
            { text: t('officer.stops.category.begin'), href: `${STOPS}/category` },
            { text: t('officer.stops.agreement.begin'), href: AGREEMENTS },
          ]
        : undefined,
    };
    return new Page('officer/stops', t('officer.stops.title'), model, { section: AGREEMENTS, back: AGREEMENTS });
  }
}

function presentStops(stops: readonly StopLine[], visit: Visit, nameOf: AgencyNames): Listing {
  const { t, language } = visit;
  const kindCell = (kind: string): Cell =>
    (STOP_KINDS as readonly string[]).includes(kind) ? { text: t(`officer.stops.kind.${kind}`) } : dataCell(kind);
  const lift = ({ kind, name }: StopLine): string =>
    kind === 'agreement' ? `${AGREEMENTS}/${name}/resume` : `${STOPS}/${kind}/${name}`;
  return {
    caption: t('officer.stops.caption'),
    head: ['name', 'kind', 'since', ...(mayLead(visit) ? ['lift'] : [])].map((key) => ({
      text: t(`officer.stops.head.${key}`),
    })),
    rows: stops.map((stop) => [
      nameOfStop(stop, t, nameOf),
      kindCell(stop.kind),
      stop.since === null ? { text: '–' } : timeCell(exactMoment(stop.since, language)),
      ...(mayLead(visit)
        ? [{ text: t('officer.stops.takeBack'), hidden: nameOfStop(stop, t, nameOf).text, href: lift(stop) }]
        : []),
    ]),
  };
}
