import { Page } from '../../shell/page.js';
import type { Translate } from '../../words/texts.js';

export interface Nothing {
  /** How it is, by its texts below `officer.stops`. */
  readonly texts: 'already' | 'nothingBefore' | 'isStopped' | 'isNotStopped' | 'isNotInForce';
  /** What it is about, where the title says so. */
  readonly name?: string;
  /** Of a form that was sent in vain: whether a reason was typed into it. Left out where somebody only came to look. */
  readonly sent?: { readonly reasoned: boolean };
  readonly section: string;
  /** Where things stand. */
  readonly see: { readonly texts: 'stops' | 'agreement' | 'rules'; readonly href: string };
}

/**
 * In place of a form of a stop that can do nothing, since it is so already or there is nothing to go back to, before it is sent or
 * after: it says how it is, and where things stand is a link away.
 */
export function nothingDone(t: Translate, { texts, name = '', sent, section, see }: Nothing): Page {
  const say = (key: string): string => t(`officer.stops.${key}`, { name });
  const model = {
    paragraphs: [
      say(`${texts}.text`),
      ...(sent ? [say('nothingChanged')] : []),
      ...(sent?.reasoned ? [say('reasonNotKept')] : []),
    ],
    see: { text: say(`see.${see.texts}`), href: see.href },
  };
  return new Page('officer/nothing-done', say(`${texts}.title`), model, {
    status: sent ? 409 : 200,
    section,
    back: see.href,
  });
}
