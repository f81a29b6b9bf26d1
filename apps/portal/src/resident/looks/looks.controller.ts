import { Get, Query } from '@nestjs/common';
import { Page } from '../../shell/page.js';
import { Pages } from '../../shell/pages.js';
import { ThisVisit, type Visit } from '../../shell/visit.js';
import { moment } from '../../words/times.js';
import { readHistory, readTelling } from '../record/read-record.js';
import { LookFilter, type LookQuery } from './look-filter.js';
import { presentLook } from './present-look.js';

const HERE = '/resident/looks';

/** Who has looked, why, on which basis; newest first. */
@Pages('resident', 'resident/looks')
export class LooksController {
  @Get()
  async list(@ThisVisit() visit: Visit, @Query() query: LookQuery): Promise<Page> {
    const { t, language, broker } = visit;
    const filter = new LookFilter(query, t);
    const refused = filter.errors.length > 0;
    const telling = await readTelling(visit);
    const { items, next } = refused ? { items: [], next: null } : await readHistory(broker, filter.toApi());
    const model = {
      filter: filter.form(t),
      narrows: filter.narrows,
      clear: HERE,
      looks: items.map((line) => presentLook(line, telling)),
      empty: refused ? undefined : t(`resident.looks.${filter.narrows ? 'noneSuch' : 'none'}`),
      asOf: { text: t('resident.looks.asOf'), time: moment(new Date().toISOString(), language) },
      pagination:
        next === null
          ? undefined
          : {
              landmarkLabel: t('resident.looks.title'),
              next: { href: filter.nextHref(next), text: t('resident.looks.older') },
            },
    };
    return new Page('resident/looks', t('resident.looks.title'), model, {
      section: HERE,
      ...(refused ? { status: 422 } : {}),
    });
  }
}
