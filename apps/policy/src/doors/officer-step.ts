import { Allow, Idempotent, Versioned } from '#libs/http';
import { applyDecorators, HttpCode } from '@nestjs/common';

/**
 * A door by which an officer moves what is there one step: stops it, takes it back, makes it live. From the answer on it
 * counts everywhere. It releases nothing, so a repeated Idempotency-Key gets the first answer.
 */
export const OfficerStep = (): MethodDecorator =>
  applyDecorators(HttpCode(200), Allow('officer'), Idempotent(), Versioned());
