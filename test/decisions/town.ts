import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readTown, TOWN_FILE } from '#libs/assurance';

/** A page beside this file. */
export const readPage = <Page>(name: string): Page =>
  parse(readFileSync(join('test', 'decisions', name), 'utf8'), { merge: true }) as Page;

/** Northmere, as the tests of our own policies have it. */
export const town = readTown({ name: TOWN_FILE, text: readFileSync(join('policies', TOWN_FILE), 'utf8') });
export const SITUATIONS = Object.keys(town.situations);

/** Agencies that hold anything to share. */
export const SOURCES = ['NM-ASC', 'NM-HSG', 'NM-ACUTE', 'NM-GP', 'NM-MH', 'HARBOUR', 'REACH'];
