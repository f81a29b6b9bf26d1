import { toldReason } from '#libs/domain';

/**
 * Why a delivery was refused, as the record's sender may read it. What was withheld for what it says reads like what an
 * agency has not linked: a sender must not learn by a record of its own that a shield is in force (domain 1.15).
 */
export const toldRefusal = (reason: string, category: string): string =>
  reason === 'withheld' ? 'not-linked' : toldReason(reason, category);
