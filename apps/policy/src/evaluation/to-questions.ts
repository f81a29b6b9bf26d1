import { ProblemError } from '#libs/http';
import type { EvaluationDto, EvaluationItemDto, EvaluationsDto } from './access-question.dto.js';

const PARTS = ['subject', 'action', 'resource', 'context'] as const;

/**
 * The questions of an evaluations request, each completed by what stands for the whole (AuthZEN 1.0, Default Values): a
 * part of an item replaces that of the whole, it is not merged with it. None listed means the whole is the one question.
 */
export function toQuestions(request: EvaluationsDto): EvaluationDto[] {
  const items = request.evaluations ?? [];
  const listed = items.length > 0;
  const questions: EvaluationItemDto[] = listed ? items.map((item) => completed(item, request)) : [request];
  const errors = questions.flatMap((question, index) =>
    PARTS.filter((part) => question[part] === undefined).map((part) => ({
      field: listed ? `evaluations.${index}.${part}` : part,
      rule: 'isDefined',
      detail: `${part} must stand here or for all`,
    })),
  );
  if (errors.length > 0) throw new ProblemError('invalid-input', { errors });
  return questions as EvaluationDto[];
}

function completed(item: EvaluationItemDto, whole: EvaluationItemDto): EvaluationItemDto {
  const parts = PARTS.flatMap((part) => {
    const value = item[part] ?? whole[part];
    return value === undefined ? [] : [[part, value] as const];
  });
  return Object.fromEntries(parts);
}
