import { Page } from '../../shell/page.js';
import { pathOf } from './draft.js';
import type { Offer } from './read-offer.js';

/** In place of a yes while an officer holds the agreement: how it is, and the way to a no, which is kept all the same. */
export function stoppedPage({ agreement: { id, title }, telling: { t } }: Offer, status: 200 | 409): Page {
  const model = {
    paragraphs: t(`resident.paused.${status === 409 ? 'notTaken' : 'text'}`).split('\n'),
    act: { text: t('resident.request.no'), href: pathOf(id, 'no') },
    keep: { text: t('resident.done.home'), href: '/resident' },
  };
  return new Page('resident/stopped-offer', t('resident.paused.title', { title }), model, {
    ...{ status, back: '/resident', section: '/resident' },
  });
}
