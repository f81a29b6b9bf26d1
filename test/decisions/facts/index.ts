import { readdirSync } from 'node:fs';
import type { LaterFact } from './later-fact.js';

const OWN = ['index.ts', 'later-fact.ts'];

/** Every file beside this one is a fact: nobody has to name it. */
export const LATER_FACTS: readonly LaterFact[] = await Promise.all(
  readdirSync(new URL('.', import.meta.url))
    .filter((name) => name.endsWith('.ts') && !OWN.includes(name))
    .sort()
    .map(async (name) => ((await import(`./${name.replace(/\.ts$/, '.js')}`)) as { default: LaterFact }).default),
);
