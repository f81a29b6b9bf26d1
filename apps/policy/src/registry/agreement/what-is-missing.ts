import type { FieldError } from '#libs/contracts';
import type { LegalMode, Purpose } from '#libs/domain';
import type { BasesFact } from '#libs/pdp';
import type { AgreementTerms } from './agreement-terms.js';
import { sameName, SIGN_OFF_ROLES, type SignOff } from './sign-off.js';

/** Purposes beyond individual care (domain 1.8, 1.14); the rules let them happen under SECONDARY_USE alone. */
const SECONDARY: readonly Purpose[] = ['HRESCH', 'POPHLTH', 'HQUALIMP', 'CAREMGT'];

/** What satisfies the duty of confidentiality in each mode (domain 1.5). */
const CONFIDENTIALITY: Readonly<Record<LegalMode, readonly string[]>> = {
  DIRECT_CARE: ['implied-consent'],
  EXPLICIT: ['explicit-consent'],
  LEGAL_DUTY: ['legal-duty'],
  SAFEGUARDING: ['public-interest'],
  VITAL: ['public-interest', 'best-interests'],
  BEST_INTERESTS: ['best-interests'],
  SECONDARY_USE: ['s251', 'explicit-consent'],
};

/** Conditions of UK GDPR Art 9(2) that count only with a paragraph of DPA 2018 Schedule 1 (s.10). */
const NEEDS_PARAGRAPH = /^9\(2\)\([bghij]\)$/;
/** Schedule 1 Part 2, behind 9(2)(g), asks for an appropriate policy document (Sch 1 para 5). */
const NEEDS_DOCUMENT = '9(2)(g)';

const STATED = {
  statutoryGateway: 'name the power or duty that the parties act under',
  dpiaRef: 'refer to the data protection impact assessment',
  retentionDays: 'say for how many days the recipient keeps what it receives',
  onwardSharing: 'say whether the recipient may pass on what it receives',
  securityStandard: 'name the security standard that the parties keep',
  reviewAt: 'say when it is reviewed',
  expiresAt: 'say when it ends',
} as const satisfies Partial<Record<keyof AgreementTerms, string>>;

/** Everything that keeps terms from being live (domain 1.9), field by field; nothing: they are complete and signed off. */
export function whatIsMissing(terms: AgreementTerms, hash: string, signOffs: readonly SignOff[]): FieldError[] {
  return [
    ...Object.entries(STATED)
      .filter(([field]) => terms[field as keyof typeof STATED] === null)
      .map(([field, detail]) => ({ field, rule: 'stated', detail })),
    ...missingParties(terms),
    ...missingMode(terms),
    ...missingSignOffs(hash, signOffs),
  ];
}

function missingParties({ parties, partyRoles, mode, apdRef }: AgreementTerms): FieldError[] {
  const agencies = new Set(parties.flatMap(({ source, recipient }) => [source, recipient]));
  const roles = [...agencies]
    .filter((agency) => !Object.hasOwn(partyRoles, agency))
    .map((agency) => ({ field: `partyRoles.${agency}`, rule: 'stated', detail: 'say what this party is in law' }));
  const bases = parties.flatMap(({ bases: stated }, index) => missingBases(`parties.${index}.bases`, stated, mode));
  const documented = apdRef !== null || parties.every(({ bases: stated }) => stated?.article9 !== NEEDS_DOCUMENT);
  const document = { field: 'apdRef', rule: 'stated', detail: '9(2)(g) asks for an appropriate policy document' };
  return [...roles, ...bases, ...(documented ? [] : [document])];
}

function missingBases(field: string, bases: BasesFact | null, mode: LegalMode): FieldError[] {
  if (bases === null) return [{ field, rule: 'stated', detail: 'say what the recipient relies on in this direction' }];
  const fits = CONFIDENTIALITY[mode];
  return [
    ...(bases.article9 !== null && NEEDS_PARAGRAPH.test(bases.article9) && bases.schedule1 === null
      ? [{ field: `${field}.schedule1`, rule: 'stated', detail: 'name the paragraph of DPA 2018 Schedule 1' }]
      : []),
    ...(fits.includes(bases.confidentiality)
      ? []
      : [{ field: `${field}.confidentiality`, rule: 'fitsMode', detail: `${mode} rests on ${fits.join(' or ')}` }]),
  ];
}

function missingMode({ mode, purpose, maxConsentDays, recipientRoles, systemRoles }: AgreementTerms): FieldError[] {
  const faults: FieldError[] = [];
  if ((mode === 'SECONDARY_USE') !== SECONDARY.includes(purpose)) {
    const detail = `SECONDARY_USE is for ${SECONDARY.join(', ')}, and these are for it alone`;
    faults.push({ field: 'mode', rule: 'fitsPurpose', detail });
  }
  if (mode === 'EXPLICIT' && maxConsentDays === null) {
    faults.push({ field: 'maxConsentDays', rule: 'stated', detail: 'say how long a consent counts at most' });
  }
  if (recipientRoles.length === 0 && !systemRoles) {
    faults.push({ field: 'recipientRoles', rule: 'stated', detail: 'it names nobody who may receive' });
  }
  return faults;
}

function missingSignOffs(hash: string, signOffs: readonly SignOff[]): FieldError[] {
  const valid = signOffs.filter((signOff) => signOff.hash === hash);
  const absent = SIGN_OFF_ROLES.filter((role) => !valid.some((signOff) => signOff.role === role));
  const repeated = valid.filter((signOff, at) => valid.findIndex(({ name }) => sameName(name, signOff.name)) < at);
  return [
    ...absent.map((role) => ({ field: `signOffs.${role}`, rule: 'signed', detail: 'these terms are not signed off' })),
    ...repeated.map(({ role }) => ({ field: `signOffs.${role}`, rule: 'another', detail: 'each is another person' })),
  ];
}
