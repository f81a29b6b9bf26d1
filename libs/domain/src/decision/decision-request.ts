import type { Category } from '../vocabulary/categories.js';
import type { Purpose } from '../vocabulary/purposes.js';

/** What may be asked: `read` a record, `offer` a delivery, `open` one, `list` what there is. Listing is a disclosure too. */
export const REQUEST_ACTIONS = ['read', 'offer', 'open', 'list'] as const;
export type RequestAction = (typeof REQUEST_ACTIONS)[number];

/**
 * One question to the decision point: may this requester, for this agency and purpose, have this category of
 * this resident from that source? Built by the apps; holds ids only, never a name, number or address.
 */
export interface DecisionRequest {
  requesterId: string;
  action: RequestAction;
  residentId: string;
  sourceAgency: string;
  recipientAgency: string;
  category: Category;
  purpose: Purpose;
  /** The one agreement to be asked under; where it is left out, every agreement between the two agencies is weighed. */
  agreement?: string;
}
