import { randomBytes } from 'node:crypto';

/** Random text that a program takes for a value: one in 64 begins like an option, and is refused or misread where it is put in. */
export function randomArgument(bytes: number, random: (bytes: number) => Buffer = randomBytes): string {
  for (;;) {
    const text = random(bytes).toString('base64url');
    if (!text.startsWith('-')) return text;
  }
}
