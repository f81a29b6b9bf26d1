import { Page } from '../shell/page.js';
import type { Translate } from '../words/texts.js';

/** Why an answer was not taken: nothing was recorded. */
export function blockedPage(t: Translate, texts: 'blocked' | 'stillShared', home: string): Page {
  const said = (part: 'title' | 'text' | 'next'): string => t(`resident.${texts}.${part}`);
  const model = { paragraphs: [said('text'), said('next')], home };
  return new Page('resident/blocked', said('title'), model, { status: 409, section: '/resident' });
}
