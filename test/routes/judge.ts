import { form } from './alike.js';
import type { Answer } from './place/place.js';
import type { Expected } from './read-matrix.js';

export interface Heard {
  readonly real: Answer;
  /** The answer to the same question about something that does not exist, where something is named. */
  readonly unknown?: Answer;
  /** Stands in an answer that shows the object. */
  readonly mark: string;
  /** Stands in no answer that shows nothing of it. */
  readonly secrets: readonly string[];
}

/** What is wrong with an answer; empty when nothing is. */
export function judge({ status, shows, known }: Expected, { real, unknown, mark, secrets }: Heard): string[] {
  const faults: string[] = [];
  if (real.status !== status) faults.push(`answered ${real.status} instead of ${status}: ${real.text.slice(0, 160)}`);
  if (shows === 'object' && !real.text.includes(mark)) faults.push(`does not show ${mark}`);
  const tells = shows !== 'object' && (status >= 400 || shows !== 'as it says');
  if (tells) faults.push(...secrets.filter((secret) => real.text.includes(secret)).map((secret) => `shows ${secret}`));
  if (shows === 'a denial' && !/"outcome":"deny"/.test(real.text)) faults.push('does not say that it denies');
  if (shows === 'a denial' && /"outcome":"permit"/.test(real.text)) faults.push('permits');
  const alike = shows === 'nothing of it' || (status >= 400 && !known);
  if (alike && unknown && form(real) !== form(unknown)) {
    faults.push(`tells what exists from what does not:\n${form(real)}\n--- as against\n${form(unknown)}`);
  }
  return faults;
}
