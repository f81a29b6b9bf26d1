import { Allow, CurrentPrincipal, type Principal } from '#libs/http';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { EvaluationDto, EvaluationsDto, type EvaluationOptionsDto } from './access-question.dto.js';
import { EvaluateAccess, type Evaluated } from './evaluate-access.js';
import { EvaluationAnswerDto, EvaluationsAnswerDto } from './evaluation-answer.dto.js';
import { toQuestions } from './to-questions.js';

/** AuthZEN 1.0 for agencies' own enforcement points. Advice only: each answer is an entry, none is a release. */
@Controller('access/v1')
export class EvaluationController {
  constructor(private readonly access: EvaluateAccess) {}

  @Post('evaluation')
  @HttpCode(200)
  @Allow('practitioner', 'officer', 'system')
  async one(@CurrentPrincipal() by: Principal, @Body() question: EvaluationDto): Promise<EvaluationAnswerDto> {
    const [evaluated] = await this.access.run(by, [question]);
    return present(evaluated!);
  }

  /** Up to 100 questions; without a list, the one that the body itself asks, answered as `evaluation` does. */
  @Post('evaluations')
  @HttpCode(200)
  @Allow('practitioner', 'officer', 'system')
  async several(
    @CurrentPrincipal() by: Principal,
    @Body() request: EvaluationsDto,
  ): Promise<EvaluationsAnswerDto | EvaluationAnswerDto> {
    const answers = (await this.access.run(by, toQuestions(request), stopAt(request.options))).map(present);
    return request.evaluations?.length ? { evaluations: answers } : answers[0]!;
  }
}

function stopAt(options: EvaluationOptionsDto | undefined): 'permit' | 'deny' | undefined {
  switch (options?.evaluations_semantic) {
    case 'deny_on_first_deny':
      return 'deny';
    case 'permit_on_first_permit':
      return 'permit';
    default:
      return undefined;
  }
}

function present({ decision, entryId }: Evaluated): EvaluationAnswerDto {
  const { outcome, reason, rule, explain, basis, agreement, obligations, notAfter, bundle, decidedAt } = decision;
  return {
    decision: outcome === 'permit',
    context: { reason, rule, explain, basis, agreement, obligations, notAfter, bundle, decidedAt, entryId },
  };
}
