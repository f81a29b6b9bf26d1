import {
  CompiledEngine,
  OfficialEngine,
  parseBundle,
  type Bundle,
  type BundleFile,
  type PolicyEngine,
} from '#libs/cedar';
import { DomainError } from '#libs/domain';
import type { PreparedSql } from './gather-facts.js';

const FILES = { name: 'bundle-files', text: 'SELECT policy.bundle_files_v1($1) AS files' };

/** `compiled` is this product's own; `official` is Cedar's, slower by two orders of magnitude, for those who prefer it. */
export const ENGINES = ['compiled', 'official'] as const;
export type EngineName = (typeof ENGINES)[number];

/** @throws BundleError for a bundle that the engine cannot take; it never falls back to the other one. */
export const makeEngine = (bundle: Bundle, engine: EngineName): PolicyEngine =>
  engine === 'official' ? new OfficialEngine(bundle) : new CompiledEngine(bundle);

/**
 * Engines by the hash of their bundle. A bundle is content-addressed and never changes, so keeping one is no cache of a
 * decision; which bundle counts comes with the facts of each request.
 */
export class BundleEngines {
  private readonly engines = new Map<string, Promise<PolicyEngine>>();

  constructor(
    private readonly sql: PreparedSql,
    private readonly engine: EngineName = 'compiled',
  ) {}

  /**
   * Rejects with DomainError `no-bundle-in-force` when the place has none (nothing is decided without rules), and with
   * `bundle-altered` when what is stored does not hash to its name.
   */
  async engineFor(hash: string | null): Promise<PolicyEngine> {
    if (hash === null) {
      throw new DomainError('no-bundle-in-force', 'no policy bundle is in force, so nothing can be decided');
    }
    let engine = this.engines.get(hash);
    if (!engine) {
      engine = this.load(hash);
      this.engines.set(hash, engine);
      engine.catch(() => this.engines.delete(hash));
    }
    return engine;
  }

  private async load(hash: string): Promise<PolicyEngine> {
    const { rows } = await this.sql.query<{ files: BundleFile[] | null }>({ ...FILES, values: [hash] });
    const files = rows[0]?.files;
    if (!files) throw new DomainError('no-bundle-in-force', 'the policy bundle in force cannot be read');
    const bundle = parseBundle(files);
    if (bundle.hash !== hash) {
      throw new DomainError('bundle-altered', 'the stored policy bundle does not match its hash');
    }
    return makeEngine(bundle, this.engine);
  }
}
