import { Get, Param } from '@nestjs/common';
import { Download, Page } from '../../shell/page.js';
import { Pages } from '../../shell/pages.js';
import { PageError } from '../../shell/refusals.js';
import { ThisVisit, type Visit } from '../../shell/visit.js';
import { oneOf } from '../record/one-of.js';
import { readAgreements, readTelling, whereThere } from '../record/read-record.js';
import { requireId } from '../record/require-id.js';
import { headlineOf, lookFacts } from './present-look.js';

const READY = 200;

/** One line, whole, and the proof that it stands in the log. */
@Pages('resident', 'resident/looks/:id')
export class LookController {
  @Get()
  async show(@ThisVisit() visit: Visit, @Param('id') id: string): Promise<Page> {
    const { t, broker } = visit;
    requireId(id);
    const [line, proof, agreements, telling] = await Promise.all([
      broker.get('/api/audit/v1/entries/{id}', { path: { id } }),
      whereThere(broker.text('/api/audit/v1/entries/{id}/proof', { path: { id } })),
      whereThere(readAgreements(broker)),
      readTelling(visit),
    ]);
    const title = agreements?.items.find((agreement) => agreement.id === line.agreement)?.title;
    const model = {
      headline: headlineOf(line, telling),
      rows: lookFacts(line, telling, title),
      proof: proof?.response.status === READY ? proof.body : undefined,
      waiting: t(proof === undefined ? 'resident.look.proofAway' : 'resident.look.proofSoon'),
      proofHref: `/resident/looks/${id}/proof`,
      here: `/resident/looks/${id}`,
    };
    return new Page('resident/look', t('resident.look.title'), model, {
      section: '/resident/looks',
      about: oneOf(telling, id, line.time),
      back: '/resident/looks',
    });
  }

  /** The proof as anybody can check it: C2SP `tlog-proof`, as the log gave it. */
  @Get('proof')
  async save(@ThisVisit() { broker }: Visit, @Param('id') id: string): Promise<Download> {
    requireId(id);
    const { body, response } = await broker.text('/api/audit/v1/entries/{id}/proof', { path: { id } });
    if (response.status !== READY) throw new PageError(503, 'away');
    return new Download(body, 'text/plain; charset=utf-8', `proof-${id}.txt`);
  }
}
