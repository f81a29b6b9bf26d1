/** HL7 v3-Confidentiality, from unrestricted to very restricted (domain 1.14). */
export const CONFIDENTIALITIES = ['U', 'L', 'M', 'N', 'R', 'V'] as const;
export type Confidentiality = (typeof CONFIDENTIALITIES)[number];

/** HL7 v3-ActCode sensitivity codes that our categories carry or may carry (domain 1.14). */
export const SENSITIVITIES = [
  'MH',
  'PSY',
  'SUD',
  'ETHUD',
  'HIV',
  'SEX',
  'STD',
  'SDV',
  'VIO',
  'BH',
  'COGN',
  'DVD',
  'LIVARG',
  'PATLOC',
  'LOCIS',
  'DEMO',
] as const;
export type Sensitivity = (typeof SENSITIVITIES)[number];
