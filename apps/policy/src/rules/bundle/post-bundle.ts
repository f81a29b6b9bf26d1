import type { Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { requireRole } from '../../trail/officer-role.js';
import { Trail } from '../../trail/trail.js';
import type { BundleDto } from './bundle-answer.dto.js';
import type { NewBundleDto } from './bundle.dto.js';
import { BundleRow } from './bundle.row.js';
import { BundleCheck } from './check/bundle-check.js';
import { describe } from './list-bundles.js';
import { storeBundle } from './store-bundle.js';

/**
 * Takes in rules, validated; they decide nothing until they were checked and a second person activates them. Idempotent
 * by content: the same rules again are the bundle that is there, with its first author and title.
 * @throws BundleError
 */
@Injectable()
export class PostBundle {
  constructor(
    private readonly work: UnitOfWork,
    private readonly trail: Trail,
    private readonly checks: BundleCheck,
  ) {}

  async post(by: Principal, posted: NewBundleDto): Promise<BundleDto> {
    requireRole(by, 'policy-author');
    const { hash, files, warnings } = await this.checks.read(posted.files);
    const { title = '', description = '' } = posted;
    return this.work.run(async (tx) => {
      await this.trail.requireStanding(tx, by);
      const created = await storeBundle(tx, { hash, files, author: by.id, title, description });
      if (created) {
        const detail = { bundle: hash, files: files.map((file) => file.name) };
        await this.trail.append(tx, by, { kind: 'governance', action: 'bundle-post', detail });
      }
      const [told] = await describe(tx, [await tx.findOneByOrFail(BundleRow, { hash })]);
      return { ...told!, warnings: [...warnings] };
    });
  }
}
