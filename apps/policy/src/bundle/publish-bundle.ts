import { type Bundle, BundleError, type BundleFile, parseBundle } from '#libs/cedar';
import { type Principal, ProblemError } from '#libs/http';
import { checkAnnotations } from '#libs/pdp';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { requireRole } from '../trail/officer-roles.js';
import { PolicyTrail } from '../trail/policy-trail.js';
import type { PublishedBundle } from './bundle.dto.js';
import { BundleStore } from './bundle-store.js';

/**
 * Brings a bundle in, validated against its schema and against what the decision point can act on. It decides nothing
 * until a second person activates it. Idempotent: the same content is the same bundle, with its first author.
 */
@Injectable()
export class PublishBundle {
  constructor(
    private readonly work: UnitOfWork,
    private readonly store: BundleStore,
    private readonly trail: PolicyTrail,
  ) {}

  async run(officer: Principal, files: readonly BundleFile[]): Promise<PublishedBundle> {
    requireRole(officer, 'policy-author', 'ig-lead');
    const bundle = validBundle(files);
    await this.work.run(async (tx) => {
      if (!(await this.store.keep(tx, bundle, officer.id))) return;
      await this.trail.govern(tx, officer, { action: 'bundle.publish', detail: { bundle: bundle.hash } });
    });
    return { hash: bundle.hash, warnings: bundle.warnings };
  }
}

/** Names file, line and rule of everything wrong: the author's own text, so it may be said. */
function validBundle(files: readonly BundleFile[]): Bundle {
  try {
    const bundle = parseBundle(files);
    checkAnnotations(bundle);
    return bundle;
  } catch (error) {
    if (!(error instanceof BundleError)) throw error;
    const errors = error.problems.map(({ file, line, rule, message }) => ({
      field: `${file}:${line}`,
      rule: rule ?? 'file',
      detail: message,
    }));
    throw new ProblemError('bundle-invalid', { errors });
  }
}
