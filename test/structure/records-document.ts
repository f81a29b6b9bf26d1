import { CATEGORIES, SHAPES, type Category, type NamedField, type Shape } from '#libs/domain';

const INTRODUCTION = `# Records

For whoever sends: which bodies are known, and what of them may pass where an agreement or a protection hides something of the record
(ADR 17). Where nothing is hidden, a body passes as it was sent, whatever its shape. Where something is, **a body of no shape below is
withheld whole**, and so is one of which no more would pass than what kind of record it is: the recipient gets nothing, and the sender
is not told why, since that would tell of the resident.

Only fields that may pass then are listed. Free text, names and addresses never do, nor a word or a code that is not one of the field's.
A plain body has no \`resourceType\`, and is of its category's shape as soon as it has one of its fields; names count without case and
signs, words likewise. ⌂ is withheld from somebody whose address is protected. Days are \`2026-11-30\`, numbers have six digits at most.
This page is made from the shapes themselves: \`UPDATE_DOCUMENTS=1 npx jest test/structure/records-document\`.
`;

/** docs/records.md, whole. */
export function recordsDocument(): string {
  const all = [...new Set(Object.values(SHAPES).flat())];
  const plain = all.filter(({ resource }) => resource === null).map(passing);
  const resources = all
    .filter(({ resource }) => resource !== null)
    .sort((a, b) => (a.resource! < b.resource! ? -1 : 1));
  const [everyPlain, everyResource] = [inAll(plain), inAll(resources.map(passing))];
  return [
    INTRODUCTION,
    `## Plain bodies\n\nEach may have:\n\n${lines(everyPlain)}\n`,
    ...CATEGORIES.map((category) => categorySection(category, everyPlain)),
    `## FHIR R4 resources\n\nEach may have:\n\n${lines(everyResource)}\n`,
    ...resources.map((shape) => `### ${shape.resource}\n\n${shapeLines(shape, everyResource)}\n`),
  ].join('\n');
}

function categorySection(category: Category, everywhere: readonly string[]): string {
  const shapes = SHAPES[category];
  const plain = shapes.find(({ resource }) => resource === null);
  const named = shapes.flatMap(({ resource }) =>
    resource === null ? [] : [`[${resource}](#${resource.toLowerCase()})`],
  );
  const also = named.length > 0 ? [`As a resource: ${named.join(', ')}.`] : [];
  return [`### ${category}`, ...(plain ? [shapeLines(plain, everywhere)] : []), ...also].join('\n\n') + '\n';
}

function shapeLines(shape: Shape, everywhere: readonly string[]): string {
  const must = shape.about
    ? `\n\nNothing of it passes without one of: ${shape.about.map((name) => `\`${shape.fields.get(name)?.name ?? name}\``).join(', ')}.`
    : '';
  return lines(passing(shape).filter((line) => !everywhere.includes(line))) + must;
}

const lines = (fields: readonly string[]): string => fields.map((field) => `- ${field}`).join('\n') || 'Nothing more.';

const inAll = (shapes: readonly (readonly string[])[]): string[] =>
  shapes[0]!.filter((line) => shapes.every((shape) => shape.includes(line)));

const passing = (shape: Shape): string[] =>
  [...shape.fields.values()]
    .flatMap((field) => fieldLines(field, '', false))
    .filter((line) => !line.includes('`resourceType`'));

function fieldLines(field: NamedField, before: string, inPlace: boolean): string[] {
  const name = before + field.name;
  const locates = inPlace || field.locates === true;
  if (field.kind === 'group')
    return [...field.fields!.values()].flatMap((inner) => fieldLines(inner, `${name}.`, locates));
  const values = valuesOf(field);
  return values === null ? [] : [`\`${name}\`${locates ? ' ⌂' : ''}: ${values}`];
}

/** Null where nothing of it ever passes beside something hidden. */
function valuesOf(field: NamedField): string | null {
  switch (field.kind) {
    case 'date':
      return 'day or instant';
    case 'number':
      return 'number';
    case 'flag':
      return 'true or false';
    case 'word':
      return [...field.words!.values()].join(', ');
    case 'symbol':
      return [...field.symbols!].map((symbol) => `\`${symbol}\``).join(' ');
    case 'coding':
      return codesOf(field);
    case 'text':
    case 'group':
      return null;
  }
}

function codesOf({ codes, placeless }: NamedField): string | null {
  const said = (list: NamedField['codes'], where: string): string[] =>
    [...(list ?? [])].map(([system, terms]) => `${terms.size} codes of ${system}${where}`);
  return [...said(codes, ''), ...said(placeless, ' where only places are hidden')].join('; ') || null;
}
