import { describe, expect, it } from '@jest/globals';
import { CATEGORIES, CATEGORY_TERMS, isCategory } from './categories.js';
import { CONFIDENTIALITIES, SENSITIVITIES } from './confidentiality.js';
import { isLegalMode, LEGAL_MODES, OVERRIDE_MODES } from './legal-modes.js';
import { isPurpose, PURPOSE_TERMS, PURPOSES } from './purposes.js';
import { isRole } from './requesters.js';
import { isSector } from './sectors.js';

describe('vocabularies', () => {
  it('have the 36 categories of domain 1.14, each with known codes', () => {
    expect(CATEGORIES).toHaveLength(36);
    for (const { confidentiality, sensitivity } of Object.values(CATEGORY_TERMS)) {
      expect(CONFIDENTIALITIES).toContain(confidentiality);
      for (const code of sensitivity) expect(SENSITIVITIES).toContain(code);
    }
  });

  it.each([
    ['V', 'SEXUALHEALTH DOMESTICABUSE'],
    ['R', 'LOCATION MENTALHEALTH SUBSTANCE SAFEGUARDING CAPACITY FINANCE VULNFLAG HOMELESS ASB RISKTOSTAFF'],
  ])('mark as %s exactly %s', (confidentiality, codes) => {
    const marked = CATEGORIES.filter((category) => CATEGORY_TERMS[category].confidentiality === confidentiality);
    expect([...marked].sort()).toEqual(codes.split(' ').sort());
  });

  it('mark as locating exactly what a shield covers', () =>
    expect(CATEGORIES.filter((category) => CATEGORY_TERMS[category].locating)).toEqual(
      'CONTACT LOCATION TENANCY PROPERTY ADAPTATION HAZARD REPAIRS'.split(' '),
    ));

  it('map each local purpose to an HL7 parent, and each HL7 one to itself', () => {
    for (const purpose of PURPOSES) {
      const term = PURPOSE_TERMS[purpose];
      expect(term.local).toBe(term.hl7 !== purpose);
    }
    expect(PURPOSES.filter((purpose) => PURPOSE_TERMS[purpose].local)).toEqual(
      expect.arrayContaining(['HOUSADAPT', 'HAZARD', 'HOUSUP', 'SAFEG']),
    );
  });

  it('keep overrides among the legal modes', () => {
    for (const mode of OVERRIDE_MODES) expect(LEGAL_MODES).toContain(mode);
  });

  it('are closed: what is inherited or misspelt is not in them', () => {
    for (const text of ['toString', '__proto__', 'meds', '']) {
      expect([isCategory, isPurpose, isLegalMode, isRole, isSector].some((accepts) => accepts(text))).toBe(false);
    }
  });
});
