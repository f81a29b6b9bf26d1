import { Body, Get, Inject, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ApiProblem, type policy } from '#libs/client';
import type { Fields } from '../../session/session.js';
import { Page, type FieldError, type Redirect } from '../../shell/page.js';
import { Pages } from '../../shell/pages.js';
import { notFound } from '../../shell/refusals.js';
import { ThisVisit, type Visit } from '../../shell/visit.js';
import { mayWriteRules, requireRight } from '../show/officer-role.js';
import { typedText } from '../stops/step-question.js';
import { isBundleHash, type BundleWithFiles } from './bundle.js';
import { checkBundle } from './check.controller.js';
import { errorsOfDraft, presentDraft, withPlainLines, type Draft } from './present-draft.js';
import { POLICIES } from './present-policy.js';
import { readInForce } from './read-bundles.js';
import { RuleBooks } from './rule-books.js';

/** A new draft: one file of the rules in force, or of an earlier draft, changed; then checked. */
@Pages('officer', POLICIES)
export class DraftController {
  constructor(@Inject(RuleBooks) private readonly books: RuleBooks) {}

  @Get('new')
  async begin(
    @ThisVisit() visit: Visit,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
  ): Promise<Page> {
    requireRight(mayWriteRules, visit);
    const typed = await visit.typedBefore(request.url);
    if (typed) return draw(visit, draftOf(typed), []);
    const from =
      query['from'] === undefined ? (await readInForce(visit.broker))?.hash : typedText(query as Fields, 'from');
    const base = await this.baseOf(visit, from);
    const file = fileOf(base, query['file']);
    return draw(visit, { from: base.hash, file: file.name, title: '', text: file.text }, []);
  }

  @Post('new')
  async save(@ThisVisit() visit: Visit, @Body() typed: Fields): Promise<Page | Redirect> {
    requireRight(mayWriteRules, visit);
    const draft = draftOf(typed);
    const base = await this.baseOf(visit, draft.from);
    const file = fileOf(base, draft.file);
    if (draft.text === withPlainLines(file.text)) {
      return draw(visit, draft, [{ field: 'text', text: visit.t('officer.policies.draft.wrong.same') }]);
    }
    try {
      const { hash } = await post(visit, base, draft);
      return await checkBundle(visit, hash, `${visit.formId!}-check`);
    } catch (error) {
      if (!(error instanceof ApiProblem) || (error.status !== 422 && error.status !== 400)) throw error;
      return draw(visit, draft, errorsOfDraft(error.document.errors ?? [], visit.t));
    }
  }

  private async baseOf({ broker }: Visit, hash: string | undefined): Promise<BundleWithFiles> {
    if (hash === undefined || !isBundleHash(hash)) throw notFound();
    return (await this.books.of(broker, hash)).told;
  }
}

const draftOf = (typed: Fields): Draft => ({
  from: typedText(typed, 'from'),
  file: typedText(typed, 'file'),
  title: typedText(typed, 'title').trim(),
  text: withPlainLines(typedText(typed, 'text')),
});

function fileOf({ files }: BundleWithFiles, name: unknown): BundleWithFiles['files'][number] {
  const file = files.find((one) => one.name === name);
  if (!file) throw notFound();
  return file;
}

function post(
  { broker, once }: Visit,
  { files }: BundleWithFiles,
  { file, title, text }: Draft,
): Promise<policy.BundleDto> {
  const changed = files.map(({ name, text: before }) => ({ name, text: name === file ? text : before }));
  return broker.post('/api/policy/v1/bundles', {
    body: { files: changed, ...(title === '' ? {} : { title }) },
    header: once,
  });
}

function draw({ t }: Visit, draft: Draft, errors: readonly FieldError[]): Page {
  const title = t('officer.policies.draft.title', { file: draft.file });
  return new Page('officer/policy-draft', title, presentDraft(draft, errors, t), {
    section: POLICIES,
    back: POLICIES,
    status: errors.length > 0 ? 422 : 200,
  });
}
