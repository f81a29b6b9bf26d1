import { Injectable } from '@nestjs/common';
import type { Category } from '#libs/domain';
import { Log } from '#libs/telemetry';
import type { HeldKey } from '#libs/trail';
import type { Hidden } from './hidden.js';
import { minimise } from './minimise.js';

/** A record's body as it is stored. */
export interface StoredBody {
  readonly recordId: string;
  readonly category: Category;
  readonly sealedBody: Buffer;
}

/**
 * Opens stored bodies for every way out, as far as they may leave. One that cannot be read any more, by us or by the shapes,
 * is withheld by itself: it must not take the other records of its category with it.
 */
@Injectable()
export class OpenBodies {
  constructor(private readonly log: Log) {}

  /** JSON text; null where the record is withheld. `disclosureId` is for whoever reads the log of one that failed. */
  of(
    { recordId, category, sealedBody }: StoredBody,
    key: HeldKey,
    hidden: Hidden,
    disclosureId: string,
  ): string | null {
    try {
      return minimise(key.openText(sealedBody, `record/${recordId}`), category, hidden);
    } catch (error) {
      // Never the error itself: a parser's words can hold some of what it could not read.
      const kind = error instanceof Error ? error.name : 'unknown';
      this.log.error({ recordId, disclosureId, kind }, 'a stored body could not be read; withheld');
      return null;
    }
  }
}
