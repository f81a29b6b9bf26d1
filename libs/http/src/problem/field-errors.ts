import type { FieldError } from '#libs/contracts';
import type { ValidationError } from 'class-validator';

/** A name that the caller chose is repeated only when it looks like a field's, so that no value comes back through it. */
const NAME = /^[a-z][A-Za-z_]{0,39}$/;
const NAME_OR_INDEX = /^([A-Za-z_][A-Za-z_0-9-]{0,39}|[0-9]{1,4})$/;

/** class-validator's tree as a flat list of paths and rules. No value is ever copied. */
export function fieldErrors(errors: readonly ValidationError[], parent = ''): FieldError[] {
  return errors.flatMap((error) => {
    const unknown = error.constraints !== undefined && 'whitelistValidation' in error.constraints;
    const known = (unknown ? NAME : NAME_OR_INDEX).test(error.property) ? error.property : '(unnamed)';
    const field = parent === '' ? known : `${parent}.${known}`;
    const own = Object.entries(error.constraints ?? {}).map(([rule, text]) =>
      rule === 'whitelistValidation'
        ? { field, rule: 'unknownField', detail: 'this field is not known here' }
        : { field, rule, detail: text },
    );
    return [...own, ...fieldErrors(error.children ?? [], field)];
  });
}
