const ESCAPES: { readonly [character: string]: string } = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\0': '\\0',
};

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;
const RESERVED: ReadonlySet<string> = new Set([
  'true',
  'false',
  'if',
  'then',
  'else',
  'in',
  'is',
  'like',
  'has',
  '__cedar',
]);

/** A text as a Cedar string literal. */
export function printText(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are just what must not be printed as they are
  const escaped = text.replace(/["\\\u0000-\u001f\u007f-\u009f]/g, (character) => {
    return ESCAPES[character] ?? `\\u{${character.charCodeAt(0).toString(16)}}`;
  });
  return `"${escaped}"`;
}

/** The name of an attribute: bare where it is an identifier, else as a string literal. */
export const printName = (name: string): string =>
  IDENTIFIER.test(name) && !RESERVED.has(name) ? name : printText(name);
