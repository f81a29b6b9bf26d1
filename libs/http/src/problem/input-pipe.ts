import { type ArgumentMetadata, Injectable, ValidationPipe } from '@nestjs/common';
import { fieldErrors } from './field-errors.js';
import { ProblemError } from './problem-error.js';

/**
 * Every body, query and path goes through its class: unknown fields and wrong types are refused, all faults at once.
 * A body that is no JSON object is refused before class-validator sees it, which would look into arrays and let null by.
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
    if (
      metadata.type === 'body' &&
      this.toValidate(metadata) &&
      (typeof value !== 'object' || value === null || Array.isArray(value))
    ) {
      throw new ProblemError('invalid-input', {
        errors: [{ field: '(body)', rule: 'isObject', detail: 'send one JSON object' }],
      });
    }
    return super.transform(value, metadata);
  }
}
