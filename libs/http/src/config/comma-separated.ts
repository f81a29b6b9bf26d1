import { Transform } from 'class-transformer';

/** `a, b` as a list. */
export const readList = (text: string): string[] => text.split(',').map((part) => part.trim());

/** A property that the environment gives as a comma-separated text; what is no text is left to the checks that follow. */
export const CommaSeparated = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? readList(value) : value));
