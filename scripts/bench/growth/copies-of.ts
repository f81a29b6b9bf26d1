/** A file of policies so many times over, each with a name of its own. */
export const copiesOf = (policies: string, copies: number): string =>
  Array.from({ length: copies }, (_, copy) =>
    copy === 0 ? policies : policies.replaceAll(/@id\("([^"]+)"\)/g, `@id("$1-${copy}")`),
  ).join('\n');
