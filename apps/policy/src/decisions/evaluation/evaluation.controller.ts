import { readQuestion, readQuestions } from '#libs/contracts';
import { Allow, CurrentSignIn, LooksUpSignIn, type SignIn } from '#libs/http';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBody, ApiExtraModels, ApiOkResponse, getSchemaPath } from '@nestjs/swagger';
import { EvaluationDto, EvaluationsDto, MAX_EVALUATIONS } from './access-question.dto.js';
import { EvaluateAccess } from './evaluate-access.js';
import { EvaluationAnswerDto, EvaluationsAnswerDto } from './evaluation-answer.dto.js';
import { AcceptLanguage } from './accept-language.js';
import { presentEvaluated } from './present-evaluated.js';

/** AuthZEN 1.0 for agencies' own enforcement points. Advice only: each answer is an entry, none is a release. */
@Controller('access/v1')
export class EvaluationController {
  constructor(private readonly access: EvaluateAccess) {}

  /** AuthZEN 1.0 access evaluation: advice, audited; nothing is released. */
  @Post('evaluation')
  @HttpCode(200)
  @Allow('practitioner', 'officer', 'system')
  @LooksUpSignIn()
  @ApiBody({ type: EvaluationDto })
  async one(
    @CurrentSignIn() signIn: SignIn,
    @Body() body: unknown,
    @AcceptLanguage() languages: string[],
  ): Promise<EvaluationAnswerDto> {
    const { by, evaluated } = await this.access.evaluate(signIn, [readQuestion(body)], 'execute_all');
    return presentEvaluated(evaluated[0]!, { by, languages });
  }

  /** Up to 100 questions; without a list, the one that the body itself asks, answered as `evaluation` does. */
  @Post('evaluations')
  @HttpCode(200)
  @Allow('practitioner', 'officer', 'system')
  @LooksUpSignIn()
  @ApiBody({ type: EvaluationsDto })
  @ApiExtraModels(EvaluationsAnswerDto, EvaluationAnswerDto)
  @ApiOkResponse({
    schema: { anyOf: [EvaluationsAnswerDto, EvaluationAnswerDto].map((answer) => ({ $ref: getSchemaPath(answer) })) },
  })
  async several(
    @CurrentSignIn() signIn: SignIn,
    @Body() body: unknown,
    @AcceptLanguage() languages: string[],
  ): Promise<EvaluationsAnswerDto | EvaluationAnswerDto> {
    const { listed, questions, semantic } = readQuestions(body, MAX_EVALUATIONS);
    const { by, evaluated } = await this.access.evaluate(signIn, questions, semantic);
    const answers = evaluated.map((one) => presentEvaluated(one, { by, languages }));
    return listed ? { evaluations: answers } : answers[0]!;
  }
}
