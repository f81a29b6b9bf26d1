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
    const found = await ask('lookup', details);
    const linked = await ask('link', { ...details, localId: 'H-8A' });
    const nobody = await ask('link', { ...details, ...NOBODY, localId: 'H-8B' });
    const alike = formOf(linked) === formOf(nobody);
    return { 'quirke-links': { resident: found.resident ?? (alike ? null : linked.resident) } };
  },
};

/** An answer without the random pseudonym in it. */
function formOf(answer: Answer): string {
  return JSON.stringify(answer).replace(/"[a-z2-7]{26}"/, '"…"');
}
