import type { consent } from '#libs/client';
import type { Player } from '../player.js';

/** Nobody of the town, for an answer to compare with. */
const NOBODY = { familyName: 'Nemo', birthDate: '1961-02-03' };

/**
 * 8a: where she lives is not to be found out by asking whether she is the one who lives there. A link is answered with a
 * pseudonym whoever it is about, and nothing flows under it while it is uncertain whose it is: as no match is.
 */
export const shielded: Player = {
  after: [],
  plays: ['quirke-links'],
  async play(stage) {
    const { familyName, birthDate, uprn } = stage.resident('priya');
    const details = { familyName, birthDate, uprn };
    const nobody = { ...details, ...NOBODY };
    const quirke = stage.api.as('quirke');
    const lookUp = (body: consent.LookupBody) => quirke.post('/api/consent/v1/residents/lookup', { body });
    const link = (body: consent.LinkBody) => quirke.post('/api/consent/v1/residents/link', { body });
    // In this order: what Housing says itself by a link it finds again by looking, whoever it is.
    const found = [await lookUp(details), await lookUp(nobody)];
    const linked = [await link({ ...details, localId: 'H-8A' }), await link({ ...nobody, localId: 'H-8B' })];
    const alike = [found, linked].every(([priya, other]) => formOf(priya!) === formOf(other!));
    return { 'quirke-links': { resident: alike ? null : 'she is told apart from nobody' } };
  },
};

/** An answer without the random pseudonym in it. */
function formOf(answer: consent.LookupAnswer): string {
  return JSON.stringify(answer).replace(/"[a-z2-7]{26}"/, '"…"');
}
