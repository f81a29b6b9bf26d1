/** Verhoeff's dihedral check (SNOMED CT, SCTID check digit): multiplication, and the permutation of each position. */
const TIMES = [
  ...['0123456789', '1234067895', '2340178956', '3401289567', '4012395678'],
  ...['5987604321', '6598710432', '7659821043', '8765932104', '9876543210'],
];
const TURNED = [
  ...['0123456789', '1576283094', '5803796142', '8916043527'],
  ...['9453126870', '4286573901', '2793806415', '7046913258'],
];
const SCTID = /^[1-9][0-9]{2,14}(?:00|01|02|10|11|12)[0-9]$/;

/** Whether digits are an identifier of SNOMED CT or dm+d; of a hundred UPRNs, not one is. */
export function isSnomedId(digits: string): boolean {
  if (!SCTID.test(digits)) return false;
  const left = [...digits].reverse();
  return left.reduce((check, digit, at) => Number(TIMES[check]![Number(TURNED[at % 8]![Number(digit)])]), 0) === 0;
}

export const SNOMED = 'http://snomed.info/sct';
export const LOINC = 'http://loinc.org';

const shapedAs =
  (pattern: RegExp) =>
  (code: string): boolean =>
    pattern.test(code);

/** Systems with more codes than a list can hold, by their exact addresses: a prefix would let an address follow it. */
const OPEN = new Map<string, (code: string) => boolean>([
  [SNOMED, isSnomedId],
  ['https://dmd.nhs.uk', isSnomedId],
  [LOINC, shapedAs(/^(?:LA)?[0-9]{1,6}-[0-9]$/)],
  ['http://www.nlm.nih.gov/research/umls/rxnorm', shapedAs(/^[0-9]{1,7}$/)],
  ['http://hl7.org/fhir/sid/icd-10', shapedAs(/^[A-Z][0-9]{2}(?:\.[0-9]{1,2})?$/)],
  ['http://hl7.org/fhir/sid/cvx', shapedAs(/^[0-9]{1,3}$/)],
]);

/** Whether it is a code that says what it says by itself: of a known system, and formed as that system forms them. */
export const isOpenCode = (system: string, code: string): boolean => OPEN.get(system)?.(code) === true;
