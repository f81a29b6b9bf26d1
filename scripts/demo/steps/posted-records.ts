import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEMO_FOLDER } from '../../town/town-data.js';
import type { TownRecord } from '../../town/town-records.js';

/** The hand-written records that the script posts about Margaret, of these categories. */
export function posted(...categories: readonly string[]): TownRecord[] {
  const text = readFileSync(join(DEMO_FOLDER, 'records', 'posted-by-the-script.json'), 'utf8');
  return (JSON.parse(text) as TownRecord[]).filter((record) => categories.includes(record.category));
}

/** Whether any of the diagnoses that must stay behind stands in what was given. */
export function showsDiagnosis(content: unknown): boolean {
  const text = JSON.stringify(content);
  const codes = posted('FUNCTION', 'EQUIPMENT').flatMap(({ body }) => {
    const { diagnosis, condition } = body as { diagnosis?: string; condition?: { code: string } };
    return [diagnosis, condition?.code];
  });
  return codes.some((code) => code !== undefined && text.includes(code));
}
