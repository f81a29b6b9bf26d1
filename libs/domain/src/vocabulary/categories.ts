import type { Confidentiality, Sensitivity } from './confidentiality.js';

export interface CategoryTerm {
  /** Plain name, as a page or a policy README may show it. */
  display: string;
  confidentiality: Confidentiality;
  sensitivity: readonly Sensitivity[];
  /** Whether it reveals where someone lives, so that a location shield covers it (domain 1.15). */
  locating: boolean;
}

const term = (display: string, confidentiality: Confidentiality, ...sensitivity: Sensitivity[]): CategoryTerm => ({
  display,
  confidentiality,
  sensitivity,
  locating: false,
});

const locating = (...words: Parameters<typeof term>): CategoryTerm => ({ ...term(...words), locating: true });

/**
 * Our own code system of data categories, mapped to PRSB headings (domain 1.14), each with its default
 * confidentiality. VULNFLAG is R: section 2 of the domain says so of the answer that it carries, against
 * the N of the list in 1.14; the stricter stands.
 */
export const CATEGORY_TERMS = {
  DEMOG: term('Name, date of birth and sex', 'N'),
  CONTACT: locating('How to get in touch', 'N'),
  LOCATION: locating('Where the person is', 'R', 'PATLOC'),
  ABOUTME: term('About me', 'N'),
  COMMNEEDS: term('Communication needs', 'N'),
  NOK: term('Next of kin', 'N'),
  CARERS: term('Unpaid carers', 'N'),
  LEGALREP: term('Legal representatives', 'N'),
  ALLERGY: term('Allergies', 'N'),
  MEDS: term('Medicines', 'N'),
  CONDITIONS: term('Health conditions', 'N'),
  MENTALHEALTH: term('Mental health', 'R', 'MH'),
  SUBSTANCE: term('Substance use', 'R', 'SUD'),
  SEXUALHEALTH: term('Sexual health', 'V', 'SEX', 'HIV'),
  FUNCTION: term('Mobility and daily living', 'N'),
  DISCHARGE: term('Hospital discharge', 'N'),
  CAREPLAN: term('Care plan', 'N'),
  CAREPACKAGE: term('Care package', 'N'),
  REABLEMENT: term('Reablement', 'N'),
  EQUIPMENT: term('Equipment', 'N'),
  CONTINGENCY: term('Contingency and crisis plan', 'N'),
  ADVANCEPLAN: term('Advance decisions and attorneys', 'N'),
  SAFEGUARDING: term('Safeguarding', 'R', 'VIO'),
  DOMESTICABUSE: term('Domestic abuse', 'V', 'SDV'),
  CAPACITY: term('Mental capacity', 'R', 'COGN'),
  FINANCE: term('Money and charging', 'R'),
  TENANCY: locating('Tenancy', 'N'),
  PROPERTY: locating('The property and how to get in', 'N', 'LOCIS'),
  ADAPTATION: locating('Adaptations to the home', 'N'),
  HAZARD: locating('Hazards in the home', 'N'),
  REPAIRS: locating('Repairs', 'N'),
  HOUSINGSUPPORT: term('Housing support', 'N'),
  VULNFLAG: term('Health makes damp more serious here: yes or no', 'R'),
  HOMELESS: term('Homelessness', 'R', 'LIVARG'),
  ASB: term('Antisocial behaviour', 'R'),
  RISKTOSTAFF: term('Risk to staff', 'R'),
} as const satisfies Record<string, CategoryTerm>;

export type Category = keyof typeof CATEGORY_TERMS;
export const CATEGORIES = Object.keys(CATEGORY_TERMS) as readonly Category[] as readonly [Category, ...Category[]];

export const isCategory = (text: string): text is Category => Object.hasOwn(CATEGORY_TERMS, text);
