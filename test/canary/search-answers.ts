import { canariesIn } from './canaries.js';
import type { Given } from './given.js';

/** Personal data, or an id by which the place itself knows somebody, in a refusal or in the headers of any answer. */
export function canariesInAnswers(given: readonly Given[], internalIds: readonly string[]): string[] {
  return given.flatMap(({ asked, answer, page }) => {
    // AuthZEN 1.0 has a caller's own request id sent back to them as it came; it still reaches no log.
    const told = [...answer.headers].filter(([name]) => name !== 'x-request-id' || !asked.includes('/access/v1/'));
    const headers = told.map(([name, value]) => `${name}: ${value}`).join('\n');
    const all = answer.status >= 400 ? `${headers}\n${answer.text}` : headers;
    const text = page === undefined ? all : withoutOwn(all, page);
    const ids = internalIds.filter((id) => text.includes(id)).map(() => 'an internal id');
    return [...canariesIn(text), ...ids].map((what) => `${answer.status} to ${asked}: ${what}`);
  });
}

/**
 * A page but for what whoever asked has said themselves, each in the one place for it: the address that they are led back to
 * after signing in or to try again; what they typed, in the field that they typed it into; the filters that they chose, where
 * they are taken off; and what they searched by, in the band that says whom they found.
 */
function withoutOwn(text: string, page: string): string {
  return text
    .replaceAll(`?${new URLSearchParams({ to: page }).toString()}\n`, '\n')
    .replaceAll(`href="${page.replaceAll('&', '&amp;')}"`, '')
    .replace(/<ul class="govuk-list officer-tags">.*?<\/ul>/gs, '')
    .replace(/<div class="govuk-inset-text">(?:(?!<\/div>).)*You searched for .*?<\/div>/gs, '')
    .replace(/(<input[^>]*) value="[^"]*"/g, '$1')
    .replace(/(<textarea[^>]*>)[^<]*/g, '$1');
}
