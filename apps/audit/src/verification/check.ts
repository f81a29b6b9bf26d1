import type { ExportedLog, SignedHead } from './exported-log.js';
import type { Finding } from './finding.js';

/** One question put to an export; no findings means yes. */
export type Check = (log: ExportedLog, held: readonly SignedHead[]) => Finding[];
