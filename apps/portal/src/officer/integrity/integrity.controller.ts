import { Get, Query } from '@nestjs/common';
import { Page } from '../../shell/page.js';
import { Pages } from '../../shell/pages.js';
import { notFound } from '../../shell/refusals.js';
import { ThisVisit, type Visit } from '../../shell/visit.js';
import { ENTRIES } from '../explorer/present-entries.js';
import { isUuid } from '../../shell/is-uuid.js';
import { checkEvidence } from './check-evidence.js';
import { readEntryEvidence, readHead, type Evidence } from './evidence.js';
import { presentIntegrity } from './present-integrity.js';

const INTEGRITY = '/officer/integrity';
/** An entry is in the tree two seconds after it was made, at most. */
const AGAIN_SECONDS = 2;

/** Whether the log is what it says: its newest checkpoint, and with `?entry=` the proof of one entry. */
@Pages('officer', INTEGRITY)
export class IntegrityController {
  @Get()
  async show(@ThisVisit() visit: Visit, @Query('entry') id: unknown): Promise<Page> {
    const { t } = visit;
    const evidence = await this.gather(visit, id);
    const model = presentIntegrity(evidence, checkEvidence(evidence), t);
    const title = t(evidence.entry === undefined ? 'officer.integrity.title' : 'officer.integrity.titleOfEntry');
    return new Page('officer/integrity', title, model, {
      section: INTEGRITY,
      ...(typeof id === 'string' ? { back: `${ENTRIES}/${id}` } : {}),
      ...(model.waiting ? { headers: { refresh: String(AGAIN_SECONDS) } } : {}),
    });
  }

  private async gather({ broker }: Visit, id: unknown): Promise<Evidence> {
    if (id === undefined) return { ...(await readHead(broker)), entry: undefined };
    if (typeof id !== 'string' || !isUuid(id)) throw notFound();
    const [head, { time }] = await Promise.all([
      readHead(broker),
      broker.get('/api/audit/v1/entries/{id}', { path: { id } }),
    ]);
    return { ...head, entry: await readEntryEvidence(broker, head.vkey, { id, time }) };
  }
}
