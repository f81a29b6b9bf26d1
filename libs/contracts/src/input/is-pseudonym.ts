import { PSEUDONYM } from '#libs/domain';
import { ApiProperty } from '@nestjs/swagger';
import { Matches } from 'class-validator';

/** An agency's own name for a resident: checked, and said of in the document, which cannot see what is imported. */
export function IsPseudonym({ required = true } = {}): PropertyDecorator {
  return (target, property) => {
    Matches(PSEUDONYM, { message: '$property must be the pseudonym that linking returned' })(target, property);
    ApiProperty({ type: String, pattern: PSEUDONYM.source, required })(target, property);
  };
}
