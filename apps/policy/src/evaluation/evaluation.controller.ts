import { Allow, CurrentPrincipal, DecidesSuspension, type Principal } from '#libs/http';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Evaluate } from './evaluate.js';
import { EvaluationBody, EvaluationsBody, type Semantic } from './evaluation.dto.js';
import { EvaluationAnswer, evaluationAnswer, EvaluationsAnswer } from './evaluation-view.dto.js';
import { Question } from './question.js';

/** AuthZEN Authorization API 1.0: the answer alone. A suspended asker is answered too: with a denial, which is an entry. */
@ApiTags('AuthZEN')
@Controller('access/v1')
@Allow('practitioner', 'system', 'officer')
@DecidesSuspension()
export class EvaluationController {
  constructor(
    private readonly question: Question,
    private readonly evaluating: Evaluate,
  ) {}

  @Post('evaluation')
  @HttpCode(200)
  async evaluation(@CurrentPrincipal() asker: Principal, @Body() body: EvaluationBody): Promise<EvaluationAnswer> {
    const [evaluated] = await this.evaluating.run(asker, [await this.question.read(asker, body)]);
    return evaluationAnswer(evaluated!.entryId, evaluated!.decision);
  }

  /** Without `evaluations` it is one evaluation (AuthZEN 1.0, 7.1). */
  @Post('evaluations')
  @HttpCode(200)
  async evaluations(
    @CurrentPrincipal() asker: Principal,
    @Body() body: EvaluationsBody,
  ): Promise<EvaluationsAnswer | EvaluationAnswer> {
    const { evaluations = [], options, ...defaults } = body;
    if (evaluations.length === 0) return this.evaluation(asker, defaults);
    const questions = evaluations.map((item, at) =>
      this.question.read(asker, withDefaults(defaults, item), `evaluations.${at}.`),
    );
    const requests = await Promise.all(questions);
    const semantic = options?.evaluations_semantic ?? 'execute_all';
    if (semantic === 'execute_all') {
      const evaluated = await this.evaluating.run(asker, requests);
      return { evaluations: evaluated.map(({ entryId, decision }) => evaluationAnswer(entryId, decision)) };
    }
    const answers: EvaluationAnswer[] = [];
    for (const request of requests) {
      const [evaluated] = await this.evaluating.run(asker, [request]);
      answers.push(evaluationAnswer(evaluated!.entryId, evaluated!.decision));
      if (endsWith(semantic, answers.at(-1)!.decision)) break;
    }
    return { evaluations: answers };
  }
}

function withDefaults(defaults: EvaluationBody, item: EvaluationBody): EvaluationBody {
  const stated = Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined));
  return { ...defaults, ...stated };
}

/** What comes after the deciding answer is not decided, so it is no entry either. */
function endsWith(semantic: Semantic, decision: boolean): boolean {
  return semantic === 'deny_on_first_deny' ? !decision : decision;
}
