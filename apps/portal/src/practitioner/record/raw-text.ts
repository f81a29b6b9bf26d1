/** Addresses and names for machines: URLs, URNs, identifiers, references of FHIR (`Patient/1`, `#med`), markup, JSON. */
const FOR_MACHINES: readonly RegExp[] = [
  /\b(?:https?|ftp|urn|oid|data):\S/i,
  /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i,
  /^#\S+$/,
  /^[A-Z][A-Za-z]+\/[\w.-]*\d[\w.-]*$/,
  /<\/?[a-z][^>]*>/i,
  /^\s*(?:\{\s*"|\[\s*[{"[])/,
  // Beyond what a person would read as a number: keys, hashes, tokens.
  /\S{80,}/,
];

/** Names that a field has which holds a code or a reference; the value beside it is no word unless it reads as one. */
const OF_A_CODE = /(?:^|[a-z\d_.-])(?:code|codes|system|uri|url|oid|uuid|guid|id|ids|ref|reference|hash|token)$/i;
const READS_AS_WORDS = /^\p{Lu}\p{Ll}{3,}$|\p{Ll}{2,} \p{L}/u;

/** What SNOMED CT adds to a name to say what kind of thing it is: no part of what a person says. */
const SEMANTIC_TAG =
  / \((?:disorder|finding|procedure|substance|situation|physical object|qualifier value|regime\/therapy|observable entity|morphologic abnormality|event|product|body structure|person|clinical drug|medicinal product)\)$/;

/** Whether a text is for machines, so that a page would show it raw. */
export const isForMachines = (text: string): boolean => FOR_MACHINES.some((pattern) => pattern.test(text));

/** Whether a field's value is a code: by the field's name, unless the value reads as words. */
export const isCode = (name: string, text: string): boolean =>
  (OF_A_CODE.test(name) || name === '') && !READS_AS_WORDS.test(text);

/** As a person says it. */
export const inWords = (text: string): string => text.replace(SEMANTIC_TAG, '');
