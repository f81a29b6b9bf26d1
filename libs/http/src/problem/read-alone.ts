import type { FieldError } from '#libs/contracts';
import type { Type } from '@nestjs/common';
import { parseJson } from '../body/read-json.js';
import { InputPipe } from './input-pipe.js';
import { ProblemError } from './problem-error.js';

/** The item, or what is wrong with what was sent (undefined where that could not be kept). */
export type ReadAlone<Item> =
  | { readonly item: Item }
  | { readonly errors: readonly FieldError[]; readonly sent: unknown };

const pipe = new InputPipe();

/**
 * One entry of a list, from its JSON text, by the same rules as the body of a door that takes one: what is wrong with it is
 * its own, and the others of its list are taken. Rejects with `malformed-body` for what is no JSON at all.
 */
export async function readAlone<Item extends object>(shape: Type<Item>, text: string): Promise<ReadAlone<Item>> {
  let sent: unknown;
  try {
    sent = parseJson(text);
    return { item: (await pipe.transform(sent, { type: 'body', metatype: shape })) as Item };
  } catch (error) {
    if (error instanceof ProblemError && error.details.errors !== undefined) {
      return { errors: error.details.errors, sent };
    }
    throw error;
  }
}
