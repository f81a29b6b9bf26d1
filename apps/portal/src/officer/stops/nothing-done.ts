import { Page } from '../../shell/page.js';
import type { Translate } from '../../shell/texts.js';

/**
 * After a form of a stop was sent in vain, since it is so already or there is nothing to go back to: no form is shown again, since
 * sending it cannot do more; where things stand is a link away.
 */
export function nothingDone(
  t: Translate,
  texts: 'already' | 'nothingBefore',
  { section, list }: { readonly section: string; readonly list: string },
): Page {
  const said = (part: 'title' | 'text' | 'list'): string => t(`officer.stops.${texts}.${part}`);
  const model = { text: said('text'), list: { text: said('list'), href: list } };
  return new Page('officer/nothing-done', said('title'), model, { status: 409, section, back: list });
}
