import { CATEGORIES } from '#libs/domain';
import { ValidateBy, type ValidationOptions } from 'class-validator';

const FIELD = /^[\w.[\]-]{1,100}$/;
const MOST_FIELDS = 50;

/** `{ "<category>": ["dotted.field", …] }`: the fields that must not leave, in the form that obligations carry. */
export const AreRedactions = (options?: ValidationOptions): PropertyDecorator =>
  ValidateBy(
    {
      name: 'areRedactions',
      validator: {
        validate: areRedactions,
        defaultMessage: () => '$property must map categories to at most 50 dotted field names each',
      },
    },
    options,
  );

function areRedactions(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.entries(value).every(([category, fields]) => isCategory(category) && areFields(fields));
}

const isCategory = (text: string): boolean => (CATEGORIES as readonly string[]).includes(text);

function areFields(fields: unknown): boolean {
  return (
    Array.isArray(fields) &&
    fields.length <= MOST_FIELDS &&
    fields.every((field) => typeof field === 'string' && FIELD.test(field))
  );
}
