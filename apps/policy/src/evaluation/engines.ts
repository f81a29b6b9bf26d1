import { OfficialEngine, type BundleFile, parseBundle, type PolicyEngine } from '#libs/cedar';
import { UnavailableError } from '#libs/http';
import { Injectable } from '@nestjs/common';
import { HotPool } from '../storage/hot-pool.js';

const FILES = { name: 'bundle-files', text: 'SELECT policy.bundle_files_v1($1) AS files' };

/** Engines by the hash of their bundle. Content-addressed, so keeping one caches no decision; the facts name which counts. */
@Injectable()
export class Engines {
  private readonly byHash = new Map<string, Promise<PolicyEngine>>();

  constructor(private readonly hot: HotPool) {}

  /** Rejects when no bundle is in force, or it is not what its hash says: nothing is decided without rules. */
  async of(hash: string | null): Promise<PolicyEngine> {
    if (hash === null) throw new UnavailableError('the policy bundle');
    let engine = this.byHash.get(hash);
    if (engine === undefined) {
      engine = this.load(hash);
      this.byHash.set(hash, engine);
      engine.catch(() => this.byHash.delete(hash));
    }
    return engine;
  }

  private async load(hash: string): Promise<PolicyEngine> {
    const { rows } = await this.hot.pool.query<{ files: BundleFile[] | null }>({ ...FILES, values: [hash] });
    const bundle = parseBundle(rows[0]?.files ?? []);
    if (bundle.hash !== hash) throw new UnavailableError('the policy bundle');
    return new OfficialEngine(bundle);
  }
}
