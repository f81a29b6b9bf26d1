import type { TownApi } from '../town/town-api.js';
import type { TownCircumstance } from '../town/town-data.js';

/** What protects residents beside what they said, each set with their own sign-in. Set once: the key repeats it. */
export async function putCircumstances(api: TownApi, circumstances: readonly TownCircumstance[]): Promise<void> {
  for (const { resident, sets } of circumstances) {
    const idempotencyKey = `town:${resident}:${sets}`;
    await api.post(resident, `/consent/v1/residents/me/${sets}`, {}, { idempotencyKey });
  }
}
