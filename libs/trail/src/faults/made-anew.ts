import type { DataKey } from '../data-key.js';
import { KeyReader } from '../key-reader.js';

/** Takes an erased key for one that is not there yet. The database refuses even so; `FORGIVING` would not. */
export class MadeAnew extends KeyReader {
  protected override isToMake({ state }: DataKey): boolean {
    return state !== 'held';
  }
}

/** What turns the function that keeps new keys into one that revives erased ones. */
export const FORGIVING = [
  'ON CONFLICT DO NOTHING',
  `ON CONFLICT (resident_id, controller) DO UPDATE SET wrapped_key = excluded.wrapped_key, erased_at = NULL
    WHERE controller_key.wrapped_key IS NULL`,
] as const;
