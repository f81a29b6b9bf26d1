import { CompiledEngine, parseBundle, type Bundle } from '#libs/cedar';
import { checkAnnotations } from '#libs/pdp';
import { Injectable } from '@nestjs/common';
import type { Client } from '#libs/client';
import type { BundleWithFiles } from './bundle.js';

/** A bundle as an officer reads it: what the broker knows of it, its files, and the rules in them. */
export interface RuleBook {
  readonly told: BundleWithFiles;
  /** Undefined where this release cannot read its files any more. */
  readonly rules: { readonly bundle: Bundle; readonly engine: CompiledEngine } | undefined;
}

/** Enough for those in force, before and next. */
const MOST = 8;

/**
 * Bundles, read through the officer's own access each time; only the work of parsing is kept, under the hash of what was
 * parsed. A bundle never changes.
 */
@Injectable()
export class RuleBooks {
  private readonly read = new Map<string, NonNullable<RuleBook['rules']>>();

  async of(broker: Client, hash: string): Promise<RuleBook> {
    const told = await broker.get('/api/policy/v1/bundles/{hash}', { path: { hash } });
    return { told, rules: this.read.get(hash) ?? this.parse(told) };
  }

  private parse({ hash, files }: BundleWithFiles): RuleBook['rules'] {
    const rules = parsed(files);
    // Rules of another name than the one on the decision would explain nothing.
    if (rules?.bundle.hash !== hash) return undefined;
    const [oldest] = this.read.keys();
    if (this.read.size >= MOST && oldest !== undefined) this.read.delete(oldest);
    this.read.set(hash, rules);
    return rules;
  }
}

function parsed(files: BundleWithFiles['files']): RuleBook['rules'] {
  try {
    const bundle = parseBundle(files);
    checkAnnotations(bundle);
    return { bundle, engine: new CompiledEngine(bundle) };
  } catch {
    return undefined;
  }
}
