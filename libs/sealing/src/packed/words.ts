/**
 * What the details of entries say over and over: names of their fields and words of the vocabularies. A word's place is its code in
 * what is stored, so the list only grows at its end; those that are in nearly every entry of a look come first, since a code below
 * 128 takes one byte.
 */
const IN_EVERY_LOOK = `
  disclosureId kind request facts decision refusal recordId deliveryId askedBy requesterId action residentId sourceAgency
  recipientAgency category purpose agreement now epochs incarnation place practitioner resident bundle bundleUntil bundleSuspended
  requester sourceAgencyStatus recipientProtocols directives restrictions shields optOuts capacity bestInterests agreements
  relationships categoryStops overrides id agency agencySector agencyStatus roles status trainingExpiresAt deceasedAt sixteenAt
  eighteenAt sources recipients categories purposes startsAt endsAt expiresAt recordedAt practitionerId outcome rule reason explain
  basis obligations notAfter decidedAt redact mask notify deferNotice noOnwardSharing alert hideLocation accuracyDisputed permit
  deny permitted read list offer view open active suspended health social-care housing voluntary system live referral caseload
  assigned self-claimed ConsentGiven ConsentRefused ConsentWithdrawn Objected DIRECT_CARE EXPLICIT COC TREAT MEDS allowed lacks
  assessedAt lapsesAt instrument mode authority unreconciled denied by`;

const ELSEWHERE = `
  DEMOG CONTACT LOCATION ABOUTME COMMNEEDS NOK CARERS LEGALREP ALLERGY CONDITIONS MENTALHEALTH SUBSTANCE SEXUALHEALTH FUNCTION
  DISCHARGE CAREPLAN CAREPACKAGE REABLEMENT EQUIPMENT CONTINGENCY ADVANCEPLAN SAFEGUARDING DOMESTICABUSE CAPACITY FINANCE
  TENANCY PROPERTY ADAPTATION HAZARD REPAIRS HOUSINGSUPPORT VULNFLAG HOMELESS ASB RISKTOSTAFF LEGAL_DUTY VITAL BEST_INTERESTS
  SECONDARY_USE ETREAT ERTREAT BTG CAREMGT HOUSADAPT HOUSUP CAREELIG SAFEG HPAYMT HOPERAT PATRQT PWATRNY SUPNWK FAMRQT HRESCH
  POPHLTH HQUALIMP HTEST ObjectionPending ObjectionPendingHighHarm deputy professional attorney direct-care
  direct-care-self-claimed explicit vital safeguarding-override legal-duty best-interests safeguarding secondary-use
  secondary-use-only facts-incomplete bundle-not-in-force bundle-suspended engine-error requester-unknown resident-unknown
  requester-suspended agency-suspended wrong-agency training-lapsed category-stopped deceased under-sixteen location-shielded
  restricted no-protocol outside-override refused objected withdrawn no-agreement agreement-not-live purpose-not-in-agreement
  purpose-needs-secondary-use category-not-in-agreement role-not-in-agreement no-relationship national-data-opt-out
  lacks-authority consent-expired needs-consent default-deny unknown-obligation withheld replaced gone not-linked facts-moved
  busy obligation-not-kept unreadable officer search recorded entry until`;

export const WORDS: readonly string[] = `${IN_EVERY_LOOK} ${ELSEWHERE}`.trim().split(/\s+/);
