import { Get } from '@nestjs/common';
import { Page } from '../../shell/page.js';
import { Pages } from '../../shell/pages.js';
import { ThisVisit, type Visit } from '../../shell/visit.js';
import { AGREEMENTS } from '../agreements/present-agreement.js';
import { asOfNow, codeCell, headOf, momentCell, type Listing } from '../show/cell.js';
import { mayLead } from '../show/officer-role.js';
import { readWords, type Words } from '../show/words.js';
import { nameOfStop, type StopLine } from './stop.js';

export const STOPS = '/officer/stops';

/** Everything that an emergency stop holds: whoever wonders why nothing flows looks here. */
@Pages('officer', STOPS)
export class StopsController {
  @Get()
  async list(@ThisVisit() visit: Visit): Promise<Page> {
    const { t, broker } = visit;
    const [{ items }, words] = await Promise.all([broker.get('/api/policy/v1/stops'), readWords(visit)]);
    const model = {
      list: items.length === 0 ? undefined : presentStops(items, words, mayLead(visit)),
      asOfLines: asOfNow(visit, 'officer.stops'),
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

function presentStops(stops: readonly StopLine[], { t, language, nameOf }: Words, mayLift: boolean): Listing {
  const lift = ({ kind, name }: StopLine): string =>
    kind === 'agreement' ? `${AGREEMENTS}/${name}/resume` : `${STOPS}/${kind}/${name}`;
  return {
    caption: t('officer.stops.caption'),
    head: headOf(t, 'officer.stops', 'name', 'kind', 'since', ...(mayLift ? ['lift'] : [])),
    rows: stops.map((stop) => {
      const name = nameOfStop(stop, t, nameOf);
      return [
        name,
        codeCell(t, 'officer.stops.kind', stop.kind),
        momentCell(stop.since, language),
        ...(mayLift ? [{ text: t('officer.stops.takeBack'), hidden: name.text, href: lift(stop) }] : []),
      ];
    }),
  };
}
