import type { Category, DecisionRequest, Purpose, RequestAction } from '#libs/domain';

/** One way that data may flow in the race's town, and who may ask for it. */
export interface Flow {
  readonly agreement: string;
  readonly mode: 'EXPLICIT' | 'DIRECT_CARE';
  readonly source: string;
  readonly recipient: string;
  readonly purpose: Purpose;
  readonly categories: readonly Category[];
  readonly role: string;
  /** Principals of the recipient: its system first, then its practitioners. */
  readonly requesters: readonly string[];
}

/** Ids are counted, not random, so that every process of a race knows the whole town without being told. */
function numbered(kind: number, n: number): string {
  return `${String(kind).padStart(8, '0')}-0000-4000-8000-${String(n).padStart(12, '0')}`;
}

export const residentIds = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, n) => numbered(1, n));
export const relationshipId = (resident: number, flow: number): string => numbered(20 + flow, resident);
export const directiveId = (resident: number): string => numbered(3, resident);
export const pseudonymOf = (residentId: string, agency: string): string => `${residentId}.${agency.toLowerCase()}`;

export const ADAPTATIONS: Flow = {
  agreement: 'D2',
  mode: 'EXPLICIT',
  source: 'NM-ASC',
  recipient: 'HARBOUR',
  purpose: 'HOUSADAPT',
  categories: ['FUNCTION', 'EQUIPMENT'],
  role: 'surveyor',
  requesters: [0, 1, 2].map((n) => numbered(40, n)),
};
export const REABLEMENT: Flow = {
  agreement: 'D1',
  mode: 'DIRECT_CARE',
  source: 'NM-ACUTE',
  recipient: 'REACH',
  purpose: 'COC',
  categories: ['MEDS', 'DISCHARGE', 'CONTACT'],
  role: 'reablement-lead',
  requesters: [0, 1, 2].map((n) => numbered(41, n)),
};
export const FLOWS = [ADAPTATIONS, REABLEMENT] as const;

export function requestOf(
  flow: Flow,
  action: RequestAction,
  requesterId: string,
  residentId: string,
  category: Category,
): DecisionRequest {
  const { source, recipient, purpose } = flow;
  return { requesterId, action, residentId, sourceAgency: source, recipientAgency: recipient, category, purpose };
}
