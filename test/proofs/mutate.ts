import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { parseBundle, type Bundle, type BundleFile } from '#libs/cedar';

interface Edit {
  file?: string;
  find: string;
  replace: string;
}

/** A mistake in the policies, and what it must be found to break. */
export interface Mutation extends Edit {
  breaks: string[];
  file: string;
  and?: Edit;
  /** Whom of the tests' town the counterexample must name. */
  named?: string;
}

export const mutations = parse(readFileSync(join('test', 'proofs', 'mutations.yaml'), 'utf8')) as Mutation[];

function edit(files: readonly BundleFile[], file: string, { find, replace }: Edit): BundleFile[] {
  const target = files.find(({ name }) => name === file);
  if (target?.text.split(find).length !== 2) throw new Error(`${file} does not hold, exactly once: ${find}`);
  return files.map((one) => (one === target ? { ...one, text: one.text.replace(find, () => replace) } : one));
}

export function mutate(bundle: Bundle, mutation: Mutation): Bundle {
  const once = edit(bundle.files, mutation.file, mutation);
  return parseBundle(mutation.and ? edit(once, mutation.and.file ?? mutation.file, mutation.and) : once);
}
