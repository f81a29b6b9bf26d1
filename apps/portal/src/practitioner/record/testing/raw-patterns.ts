/** What nobody can read: addresses, identifiers, references, markup, JSON, codes of vocabularies, words glued for machines. */
export const RAW: readonly RegExp[] = [
  /https?:|urn:|:\/\//,
  /[0-9a-f]{8}-[0-9a-f]{4}-/i,
  /<\/?\w|[{}]|\["|"\]|","/,
  /\b[A-Z][A-Za-z]+\/[\w-]*\d/,
  /\b\d{6,}\b|\b\d{3,5}-\d\b/,
  /\b[a-z]+(?:[A-Z][a-z]+)+\b|\w_\w/,
  /^(?:true|false|null|undefined)$/,
  /\((?:disorder|finding|procedure|substance|situation|qualifier value|physical object)\)/,
  /T\d\d:\d\d/,
];
