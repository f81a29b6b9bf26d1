import { Allow, Idempotent, Versioned } from '#libs/http';
import { applyDecorators } from '@nestjs/common';

/**
 * A door by which an officer moves what is there one step: stops it, takes it back, makes it live. From the answer on it
 * counts everywhere. Its `@HttpCode(200)` stands at the door, where the document's maker reads it. It releases nothing, so a repeated Idempotency-Key gets the first answer.
 */
export const OfficerStep = (): MethodDecorator => applyDecorators(Allow('officer'), Idempotent(), Versioned());
