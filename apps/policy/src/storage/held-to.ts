import type { DomainError } from '#libs/domain';

/** SQLSTATEs of the constraints that a write may run into. */
export type Constraint = 'unique' | 'reference' | 'check';
const SQLSTATES: Readonly<Record<string, Constraint>> = { '23505': 'unique', '23503': 'reference', '23514': 'check' };

/** Awaits a write and says the rule that a constraint kept, where one did; every other failure stays what it is. */
export async function heldTo<T>(
  write: Promise<T>,
  rules: Readonly<Partial<Record<Constraint, DomainError>>>,
): Promise<T> {
  try {
    return await write;
  } catch (error) {
    const constraint = SQLSTATES[String((error as { code?: unknown }).code)];
    throw (constraint && rules[constraint]) ?? error;
  }
}
