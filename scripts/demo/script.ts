import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEMO_FOLDER } from '../town/town-data.js';

/** What a check sees, field by field; the script names those that must be so. */
export type Seen = Readonly<Record<string, unknown>>;

export interface ScriptCheck {
  readonly key: string;
  readonly says: string;
  readonly expect: Seen;
}

export interface ScriptStep {
  readonly id: string;
  readonly what: string;
  readonly consent: string;
  readonly outcome: string;
  readonly checks: readonly ScriptCheck[];
}

/** The town's script with the outcomes that were written down beforehand: data, never produced by the engine. */
export function readScript(folder = DEMO_FOLDER): readonly ScriptStep[] {
  const text = readFileSync(join(folder, 'script.json'), 'utf8');
  return (JSON.parse(text) as { steps: ScriptStep[] }).steps;
}
