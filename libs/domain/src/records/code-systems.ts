/** Code systems whose codes say what they say by themselves; a code of any other is free text to us. */
const SYSTEMS = [
  ...['http://snomed.info/sct', 'http://loinc.org', 'https://dmd.nhs.uk', 'http://unitsofmeasure.org'],
  ...['http://www.nlm.nih.gov/research/umls/rxnorm', 'http://hl7.org/fhir/', 'http://terminology.hl7.org/CodeSystem/'],
  ...[
    'https://fhir.hl7.org.uk/CodeSystem/',
    'https://fhir.nhs.uk/CodeSystem/',
    'http://www.nubc.org/patient-discharge',
  ],
];
const LONGEST = 120;

export const isKnownSystem = (system: unknown): system is string =>
  typeof system === 'string' &&
  system.length <= LONGEST &&
  SYSTEMS.some((known) => system === known || (known.endsWith('/') && system.startsWith(known)));

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
