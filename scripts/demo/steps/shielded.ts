import type { Player } from '../player.js';

interface Answer {
  readonly resident: { readonly id: string } | null;
}

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
    const ask = (path: string, body: object): Promise<Answer> =>
      stage.api.post<Answer>('quirke', `/consent/v1/residents/${path}`, body);
    const nobody = { ...details, ...NOBODY };
    // In this order: what Housing says itself by a link it finds again by looking, whoever it is.
    const found = [await ask('lookup', details), await ask('lookup', nobody)];
    const linked = [
      await ask('link', { ...details, localId: 'H-8A' }),
      await ask('link', { ...nobody, localId: 'H-8B' }),
    ];
    const alike = [found, linked].every(([priya, other]) => formOf(priya!) === formOf(other!));
    return { 'quirke-links': { resident: alike ? null : 'she is told apart from nobody' } };
  },
};

/** An answer without the random pseudonym in it. */
function formOf(answer: Answer): string {
  return JSON.stringify(answer).replace(/"[a-z2-7]{26}"/, '"…"');
}
