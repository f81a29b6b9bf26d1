import { Get, Param, Post } from '@nestjs/common';
import { Page, Redirect } from '../../shell/page.js';
import { Pages } from '../../shell/pages.js';
import { ThisVisit, type Visit } from '../../shell/visit.js';
import { pathOf, personBar, quoted } from '../person/person-bar.js';
import { readSharing } from './known-sharing.js';
import { presentConflict } from './present-conflict.js';
import { type CheckTold, presentCheck, presentDone } from './present-told.js';
import { Overtaken, recordTold } from './record-told.js';
import { firstUnanswered, keepRecorded, recordedOf, toldSoFar } from './told.js';
import { type Standing, standsBesides, whatStands } from './what-stands.js';

const SECTION = '/practitioner';

/** What a resident told me: check, record, and when it counts from. */
@Pages('practitioner', 'practitioner/people/:id/told')
export class RecordToldController {
  @Get('check')
  async check(@ThisVisit() visit: Visit, @Param('id') id: string): Promise<Page | Redirect> {
    const missing = this.unanswered(visit, id);
    if (missing) return missing;
    const check = await this.read(visit, id);
    const overtaken = overtakenBefore(check);
    if (overtaken) return this.page(visit, id, 'conflict', presentConflict(check, overtaken));
    return this.page(visit, id, 'check', presentCheck(check));
  }

  @Post('check')
  async record(@ThisVisit() visit: Visit, @Param('id') id: string): Promise<Page | Redirect> {
    const missing = this.unanswered(visit, id);
    if (missing) return missing;
    const check = await this.read(visit, id);
    const recorded = await recordTold(visit, id, check.told, check.sharing);
    if (recorded instanceof Overtaken) {
      const now = await this.read(visit, id);
      const standing = whatStands(now.told, now.sharing, recorded.saidAgain);
      return this.page(visit, id, 'conflict', presentConflict(now, standing, 'sent'), 409);
    }
    await keepRecorded(visit, id, { ...recorded, besides: standsBesides(check.told, check.sharing) });
    return new Redirect(`${pathOf(id)}/told/done`);
  }

  @Get('done')
  done(@ThisVisit() visit: Visit, @Param('id') id: string): Page | Redirect {
    const path = pathOf(id);
    const recorded = recordedOf(visit, id);
    if (!recorded) return new Redirect(`${path}/told`);
    return this.page(visit, id, 'done', presentDone(visit.t, recorded, visit.language, path));
  }

  private unanswered(visit: Visit, id: string): Redirect | undefined {
    const path = pathOf(id);
    const step = firstUnanswered(toldSoFar(visit, id));
    if (step === undefined) return undefined;
    return new Redirect(step === 'what' ? `${path}/told` : `${path}/told/${step}`);
  }

  private async read(visit: Visit, id: string): Promise<CheckTold> {
    const { t, language } = visit;
    const path = pathOf(id);
    return { t, language, path, told: toldSoFar(visit, id), sharing: await readSharing(visit, id) };
  }

  private page(visit: Visit, id: string, name: string, model: object, status = 200): Page {
    return new Page(
      `practitioner/told-${name}`,
      visit.t(`practitioner.told.${name}.title`),
      { ...model, bar: personBar(visit, id) },
      {
        section: SECTION,
        about: quoted(visit, id),
        status,
        ...(name === 'check' ? { back: `${pathOf(id)}/told` } : {}),
      },
    );
  }
}

/**
 * Before anything is sent: what they chose stands no more, and another yes does, or there is nothing to narrow. A stop of what is
 * gone may be recorded all the same, since a no that came first is no reason to lose it.
 */
function overtakenBefore({ told, sharing }: CheckTold): Standing | undefined {
  if (told.what !== 'stop' && told.what !== 'narrow') return undefined;
  if (sharing.given.some(({ id }) => id === told.directive)) return undefined;
  const standing = whatStands(told, sharing);
  return told.what === 'narrow' || standing.given.length > 0 ? standing : undefined;
}
