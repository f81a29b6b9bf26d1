import type { BundleFile } from '#libs/cedar';
import type { Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { requireRole } from '../trail/officer-role.js';
import { Trail } from '../trail/trail.js';
import { BundleInForceRow } from './bundle-in-force.row.js';
import type { BundleDto } from './bundle.dto.js';
import { BundleRow } from './bundle.row.js';
import { readBundle } from './read-bundle.js';
import { storeBundle } from './store-bundle.js';

/**
 * Takes in rules, validated; they decide nothing until a second person activates them. Idempotent by content: the same
 * rules again are the bundle that is there, with its first author.
 * @throws BundleError
 */
@Injectable()
export class PostBundle {
  constructor(
    private readonly work: UnitOfWork,
    private readonly trail: Trail,
  ) {}

  async run(by: Principal, posted: readonly BundleFile[]): Promise<BundleDto> {
    requireRole(by, 'policy-author');
    const { hash, files, warnings } = readBundle(posted.map(({ name, text }) => ({ name, text })));
    return this.work.run(async (tx) => {
      await this.trail.requireStanding(tx, by);
      const created = await storeBundle(tx, { hash, files, author: by.id });
      if (created) {
        const detail = { bundle: hash, files: files.map((file) => file.name) };
        await this.trail.append(tx, by, { kind: 'governance', action: 'bundle-post', detail });
      }
      const row = await tx.findOneByOrFail(BundleRow, { hash });
      const inForce = await tx.existsBy(BundleInForceRow, { hash });
      return { hash, author: row.author, createdAt: row.createdAt.toISOString(), inForce, warnings: [...warnings] };
    });
  }
}
