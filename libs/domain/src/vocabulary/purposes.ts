/** How a purpose is said to others: HL7 v3-ActReason, and the W3C Data Privacy Vocabulary where it has a term. */
export interface PurposeTerm {
  display: string;
  /** The HL7 code itself, or for a local purpose its nearest parent. */
  hl7: string;
  local: boolean;
  dpv: string | null;
}

const hl7 = (code: string, display: string, dpv: string | null = null): PurposeTerm => ({
  display,
  hl7: code,
  local: false,
  dpv,
});
const local = (parent: string, display: string, dpv: string | null): PurposeTerm => ({
  display,
  hl7: parent,
  local: true,
  dpv,
});

const HOUSING = 'sector-publicservices#HousingWelfareManagement';
const RIGHTS = 'dpv:RightsFulfilment';
const RESEARCH = 'dpv:ResearchAndDevelopment';

/** Purposes of use (domain 1.14). HL7 has none for social care or housing: those are local, mapped to a parent. */
export const PURPOSE_TERMS = {
  TREAT: hl7('TREAT', 'Direct care', 'sector-health'),
  COC: hl7('COC', 'Care coordination, discharge and reablement', 'sector-health'),
  ETREAT: hl7('ETREAT', 'Emergency care', 'sector-health'),
  ERTREAT: hl7('ERTREAT', 'Care in an emergency department', 'sector-health'),
  BTG: hl7('BTG', 'Break the glass', 'sector-health'),
  CAREMGT: hl7('CAREMGT', 'Care management and analytics, not direct care'),
  HOUSADAPT: local('GOV', 'Adapting the home', HOUSING),
  HAZARD: local('GOV', 'Hazards such as damp and mould', HOUSING),
  HOUSUP: local('GOV', 'Housing support', HOUSING),
  CAREELIG: local(
    'ELIGDTRM',
    'Eligibility for social care',
    'sector-publicservices#SocialWelfareEligibilityAssessment',
  ),
  SAFEG: local('THREAT', 'Safeguarding', 'sector-publicservices#SocialWelfareRiskAssessment'),
  HPAYMT: hl7('HPAYMT', 'Payment and charging'),
  HOPERAT: hl7('HOPERAT', 'Operations'),
  PATRQT: hl7('PATRQT', "The resident's own request", RIGHTS),
  PWATRNY: hl7('PWATRNY', "An attorney's request", RIGHTS),
  SUPNWK: hl7('SUPNWK', "A supporter's request", RIGHTS),
  FAMRQT: hl7('FAMRQT', "A family member's request", RIGHTS),
  HRESCH: hl7('HRESCH', 'Research', RESEARCH),
  POPHLTH: hl7('POPHLTH', 'Planning', RESEARCH),
  HQUALIMP: hl7('HQUALIMP', 'Improving quality', RESEARCH),
  HTEST: hl7('HTEST', 'Test data'),
} as const satisfies Record<string, PurposeTerm>;

export type Purpose = keyof typeof PURPOSE_TERMS;
export const PURPOSES = Object.keys(PURPOSE_TERMS) as readonly Purpose[] as readonly [Purpose, ...Purpose[]];

export const isPurpose = (text: string): text is Purpose => Object.hasOwn(PURPOSE_TERMS, text);
