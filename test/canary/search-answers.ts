import { canariesIn } from './canaries.js';
import type { Given } from './canary-place.js';

/** Personal data, or an id by which the place itself knows somebody, in a refusal or in the headers of any answer. */
export function canariesInAnswers(given: readonly Given[], internalIds: readonly string[]): string[] {
  return given.flatMap(({ asked, answer }) => {
    // AuthZEN 1.0 has a caller's own request id sent back to them as it came; it still reaches no log.
    const told = [...answer.headers].filter(([name]) => name !== 'x-request-id' || !asked.includes('/access/v1/'));
    const headers = told.map(([name, value]) => `${name}: ${value}`).join('\n');
    const text = answer.status >= 400 ? `${headers}\n${answer.text}` : headers;
    const ids = internalIds.filter((id) => text.includes(id)).map(() => 'an internal id');
    return [...canariesIn(text), ...ids].map((what) => `${answer.status} to ${asked}: ${what}`);
  });
}
