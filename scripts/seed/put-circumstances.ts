import type { TownApi } from '../town/town-api.js';
import type { TownCircumstance } from '../town/town-data.js';

/** What protects residents beside what they said, each set with their own sign-in. Set once: the key repeats it. */
export async function putCircumstances(api: TownApi, circumstances: readonly TownCircumstance[]): Promise<void> {
  for (const { resident, sets } of circumstances) {
    const given = (key: string) => ({ path: { id: 'me' }, header: { 'Idempotency-Key': `town:${resident}:${key}` } });
    // Not the key of earlier releases, which sent an empty body with it: a key stands for what was sent, too.
    if (sets === 'shields') await api.as(resident).post('/api/consent/v1/residents/{id}/shields', given('shield'));
    else await api.as(resident).post('/api/consent/v1/residents/{id}/opt-outs', { ...given(sets), body: {} });
  }
}
