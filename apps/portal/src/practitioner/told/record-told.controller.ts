import { Get, Param, Post } from '@nestjs/common';
import { ApiProblem } from '../../api/api-problem.js';
import { Page, Redirect } from '../../shell/page.js';
import { Pages } from '../../shell/pages.js';
import { ThisVisit, type Visit } from '../../shell/visit.js';
import { pathOf, personBar, quoted } from '../person/person-bar.js';
import { readSharing } from './known-sharing.js';
import { type CheckTold, presentCheck, presentConflict, presentDone } from './present-told.js';
import { recordTold } from './record-told.js';
import { firstUnanswered, keepRecorded, recordedOf, toldSoFar } from './told.js';

const SECTION = '/practitioner';

/** What a resident told me: check, record, and when it counts from. */
@Pages('practitioner', 'practitioner/people/:id/told')
export class RecordToldController {
  @Get('check')
  async check(@ThisVisit() visit: Visit, @Param('id') id: string): Promise<Page | Redirect> {
    const missing = this.unanswered(visit, id);
    if (missing) return missing;
    const check = await this.read(visit, id);
    return this.page(visit, id, 'check', presentCheck(check));
  }

  @Post('check')
  async record(@ThisVisit() visit: Visit, @Param('id') id: string): Promise<Page | Redirect> {
    const missing = this.unanswered(visit, id);
    if (missing) return missing;
    const check = await this.read(visit, id);
    const recorded = await recordTold(visit, id, check.told, check.sharing).catch(changedMeanwhile);
    if (!recorded) return this.page(visit, id, 'conflict', presentConflict(await this.read(visit, id)), 409);
    await keepRecorded(visit, id, recorded);
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

/** Nothing was recorded, because somebody was first. @throws what it is, when it is anything else */
function changedMeanwhile(error: unknown): undefined {
  if (!(error instanceof ApiProblem && (error.status === 409 || error.status === 412))) throw error;
  return undefined;
}
