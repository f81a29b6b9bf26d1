import { Body, Get, Param, Post } from '@nestjs/common';
import { ApiProblem } from '#libs/client';
import type { Fields } from '../../session/session.js';
import { Page, Redirect, type FieldError } from '../../shell/page.js';
import { Pages } from '../../shell/pages.js';
import { notFound } from '../../shell/refusals.js';
import type { Translate } from '../../words/texts.js';
import { ThisVisit, type Visit } from '../../shell/visit.js';
import { isUuid } from '../../shell/is-uuid.js';
import { endOfLondonDay, startOfLondonDay } from '#libs/calendar';
import { errorsOfDays } from '../../shell/between-days.js';
import { mayApprove, requireRight } from '../show/officer-role.js';
import { readWords } from '../show/words.js';
import { typedText } from '../stops/step-question.js';
import { isBundleHash } from './bundle.js';
import { POLICIES } from './present-policy.js';
import { isRunning, presentDifferences, presentPeriod, presentProgress } from './present-replay.js';
import { differencesIn } from './simulation.js';

const AGAIN_SECONDS = 2;

/** Shadow replay: the decisions of a period, decided again by a draft. */
@Pages('officer', `${POLICIES}/:hash/replays`)
export class ReplayController {
  @Post()
  async start(@ThisVisit() visit: Visit, @Param('hash') hash: string, @Body() typed: Fields): Promise<Page | Redirect> {
    requireRight(mayApprove, visit);
    if (!isBundleHash(hash)) throw notFound();
    const from = typedText(typed, 'from').trim();
    const until = typedText(typed, 'until').trim();
    const errors = errorsOfPeriod(from, until, visit.t);
    if (errors.length > 0) {
      const model = { replay: presentPeriod({ hash, from, until, errors }, visit.t) };
      const options = { status: 422, section: POLICIES, back: `${POLICIES}/${hash}` };
      return new Page('officer/replay-start', visit.t('officer.replay.start'), model, options);
    }
    const { id } = await visit.broker.post('/api/policy/v1/bundles/{hash}/simulate', {
      path: { hash },
      body: { from: startOfLondonDay(from)!, until: endOfLondonDay(until)! },
      header: visit.once,
    });
    return new Redirect(`${POLICIES}/${hash}/replays/${id}`);
  }

  /** Looks again by itself while it runs. */
  @Get(':id')
  async show(@ThisVisit() visit: Visit, @Param('hash') hash: string, @Param('id') id: string): Promise<Page> {
    requireRight(mayApprove, visit);
    if (!isBundleHash(hash) || !isUuid(id)) throw notFound();
    const { t, broker } = visit;
    const [simulation, words] = await Promise.all([
      broker.get('/api/policy/v1/simulations/{id}', { path: { id } }),
      readWords(visit),
    ]);
    if (simulation.bundle !== hash) throw notFound();
    const running = isRunning(simulation);
    const lines = running ? '' : (await broker.text('/api/policy/v1/simulations/{id}/results', { path: { id } })).body;
    const model = {
      ...presentProgress(simulation, words),
      differences: presentDifferences(differencesIn(lines), words),
      cancel: `${POLICIES}/${hash}/replays/${id}/cancel`,
    };
    return new Page('officer/replay', t('officer.replay.title'), model, {
      section: POLICIES,
      about: id.slice(0, 8),
      back: `${POLICIES}/${hash}`,
      ...(running ? { headers: { refresh: String(AGAIN_SECONDS) } } : {}),
    });
  }

  @Post(':id/cancel')
  async cancel(@ThisVisit() visit: Visit, @Param('hash') hash: string, @Param('id') id: string): Promise<Redirect> {
    requireRight(mayApprove, visit);
    if (!isBundleHash(hash) || !isUuid(id)) throw notFound();
    try {
      await visit.broker.delete('/api/policy/v1/simulations/{id}', { path: { id }, header: visit.once });
    } catch (error) {
      // It ended before it could be cancelled: its page tells.
      if (!(error instanceof ApiProblem) || error.status !== 409) throw error;
    }
    return new Redirect(`${POLICIES}/${hash}/replays/${id}`);
  }
}

const errorsOfPeriod = (from: string, until: string, t: Translate): FieldError[] =>
  errorsOfDays({ from, to: until }, (key) => t(`officer.entries.wrong.${key}`)).map(({ field, text }) => ({
    ...{ field: field === 'to' ? 'until' : field, text },
  }));
