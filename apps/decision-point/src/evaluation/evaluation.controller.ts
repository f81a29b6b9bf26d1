import { readQuestion, readQuestions } from '#libs/contracts';
import { Body, Controller, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { sendJson } from '../transport/send-json.js';
import { DecisionPoint } from './decision-point.js';

const MOST_EVALUATIONS = 1_000;

/** AuthZEN 1.0, Access Evaluation and Access Evaluations. */
@Controller('access/v1')
export class EvaluationController {
  constructor(private readonly decisions: DecisionPoint) {}

  @Post('evaluation')
  one(@Body() body: unknown, @Res() reply: FastifyReply): void {
    sendJson(reply, this.decisions.answer(readQuestion(body)));
  }

  @Post('evaluations')
  several(@Body() body: unknown, @Res() reply: FastifyReply): void {
    sendJson(reply, this.decisions.answerAll(readQuestions(body, MOST_EVALUATIONS)));
  }
}
