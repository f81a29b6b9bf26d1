import { type ArgumentMetadata, Injectable, ValidationPipe } from '@nestjs/common';
import { sizeFault } from '../body/size-faults.js';
import { UnreadableBody } from '../body/unreadable-body.js';
import { fieldErrors } from './field-errors.js';
import { ProblemError } from './problem-error.js';

/**
 * Every body, query and path goes through its class: sizes first, and there the first fault ends it; then unknown fields
 * and wrong types, all faults at once. A body that is no JSON object is refused before class-validator sees it, which
 * would look into arrays and let null by.
 */
@Injectable()
export class InputPipe extends ValidationPipe {
  constructor() {
    super({
      transform: true,
      whitelist: true,
      forbidNonWhitelisted: true,
      forbidUnknownValues: true,
      validationError: { target: false, value: false },
      exceptionFactory: (errors) => new ProblemError('invalid-input', { errors: fieldErrors(errors) }),
    });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'body' && value instanceof UnreadableBody) throw value.problem;
    if (!this.toValidate(metadata)) return super.transform(value, metadata);
    if (metadata.type === 'body') requireObject(value);
    const fault = sizeFault(metadata.metatype!, value);
    if (fault !== undefined) throw new ProblemError('invalid-input', { errors: [fault] });
    return super.transform(value, metadata);
  }
}

function requireObject(body: unknown): void {
  if (body === undefined) throw new ProblemError('malformed-body', { detail: 'the body is empty' });
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return;
  throw new ProblemError('invalid-input', {
    errors: [{ field: '(body)', rule: 'isObject', detail: 'send one JSON object' }],
  });
}
