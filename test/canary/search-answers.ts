import { canariesIn } from './canaries.js';
import type { Given } from './canary-place.js';

/** Personal data, or an id by which the place itself knows somebody, in a refusal or in the headers of any answer. */
export function canariesInAnswers(given: readonly Given[], internalIds: readonly string[]): string[] {
  return given.flatMap(({ asked, answer }) => {
    const headers = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
    const text = answer.status >= 400 ? `${headers}\n${answer.text}` : headers;
    const ids = internalIds.filter((id) => text.includes(id)).map(() => 'an internal id');
    return [...canariesIn(text), ...ids].map((what) => `${answer.status} to ${asked}: ${what}`);
  });
}
