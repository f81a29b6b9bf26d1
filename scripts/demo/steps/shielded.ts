import type { Player } from '../player.js';

interface Answer {
  readonly resident: { readonly id: string } | null;
}

/** 8a: where she lives is not to be found out by asking whether she is the one who lives there. */
export const shielded: Player = {
  after: [],
  plays: ['quirke-links'],
  async play(stage) {
    const { familyName, birthDate, uprn } = stage.resident('priya');
    const details = { familyName, birthDate, uprn };
    const found = await stage.api.post<Answer>('quirke', '/consent/v1/residents/lookup', details);
    const linked = await stage.api.post<Answer>('quirke', '/consent/v1/residents/link', {
      ...details,
      localId: 'H-8A',
    });
    return { 'quirke-links': { resident: found.resident ?? linked.resident } };
  },
};
