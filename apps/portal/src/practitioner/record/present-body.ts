import { everyField, TECHNICAL } from './every-field.js';
import { codeOf, hidesPart, type Kind, type Standing } from './kind.js';
import { KINDS } from './kinds.js';
import { firstOf, plainValue, type Saying } from './plain-value.js';
import { isObject, type Json, type JsonObject } from './seen.js';

export interface BodyRow {
  /** Which line of its kind it is (`dose`); none for the agency's own fields. */
  readonly label?: string;
  /** Of class `data` where it is the agency's own name of the field, which no catalogue translates. */
  readonly key: { readonly text: string; readonly classes?: string };
  readonly value: { readonly text: string; readonly classes: string };
}

export interface ShownBody {
  /** What the record is about, in its own words; undefined where it has none. */
  readonly title: string | undefined;
  readonly rows: readonly BodyRow[];
  /** Of a kind that we know: the rows that stand on its one line, and are said. Undefined for what is read field by field. */
  readonly brief: readonly BodyRow[] | undefined;
  readonly standing: Standing;
  readonly isUrgent: boolean;
  /** Something in the record is not on the page: codes without words, or fields that nobody described. */
  readonly hides: boolean;
  /** It may mean something else than it says (FHIR R4 modifierExtension), or was recorded by mistake. */
  readonly caution: 'mistake' | 'modified' | undefined;
}

/** A record's content as macro arguments: kinds that we know by their first questions, anything else field by field. */
export function presentBody(body: Json, saying: Saying): ShownBody {
  if (isObject(body)) {
    const kind = typeof body['resourceType'] === 'string' ? KINDS[body['resourceType']] : undefined;
    return kind ? presentKind(body, kind, saying) : presentFields(body, saying);
  }
  const text = plainValue(body, saying);
  const rows = text === undefined ? [] : [row(saying.t('practitioner.record.content'), text)];
  return { title: undefined, rows, hides: text === undefined && body !== null, ...PLAIN };
}

const PLAIN = { brief: undefined, standing: 'now', isUrgent: false, caution: undefined } as const;

function presentKind(body: JsonObject, kind: Kind, saying: Saying): ShownBody {
  const { t } = saying;
  const said = new Set<BodyRow>();
  const rows = kind.lines.flatMap(({ label, read, always }) => {
    const text = read(body, saying);
    if (text === undefined && !always) return [];
    const key = t(`practitioner.record.field.${label}`);
    const one = { label, ...row(key, text ?? t('practitioner.record.notSaid')) };
    if (text !== undefined) said.add(one);
    return [one];
  });
  const parts = kind.parts?.(body, saying) ?? [];
  const named = parts.flatMap(([name, text]) => (name === undefined || text === undefined ? [] : [ownRow(name, text)]));
  const title = kind.name ? kind.name(body, saying) : firstOf(body, kind.title, saying);
  return {
    title: title ?? t(`practitioner.record.nameless.${kind.nameless ?? 'other'}`),
    rows: [...rows, ...named],
    brief: rows.filter((one) => said.has(one) && kind.brief.includes(one.label)),
    standing: kind.standing?.(body) ?? 'now',
    isUrgent: kind.isUrgent?.(body) ?? false,
    hides:
      title === undefined ||
      named.length < parts.length ||
      hasUnknown(body, kind) ||
      kind.lines.some((line) => hidesPart(line, body, saying)) ||
      (kind.hides?.(body, saying) ?? false),
    caution: cautionOf(body),
  };
}

function presentFields(body: JsonObject, saying: Saying): ShownBody {
  const { heading, ...rest } = body;
  const title = plainValue(heading, saying);
  const { rows, hides } = everyField(title === undefined ? body : rest, saying);
  return { title, rows: rows.map(([key, text]) => ownRow(key, text)), hides, ...PLAIN, caution: cautionOf(body) };
}

/** A field that neither a line reads nor the technical ones are: somebody wrote it for a reason. */
function hasUnknown(body: JsonObject, { title, lines, technical = [] }: Kind): boolean {
  const known = [...TECHNICAL, ...title, ...technical, ...lines.flatMap(({ keys }) => keys), 'text', 'language'];
  return Object.keys(body).some((key) => !known.includes(key));
}

/** FHIR R4, Extensibility: who does not understand a modifier extension must not use what carries it as if it were not there. */
function cautionOf(body: JsonObject): ShownBody['caution'] {
  const isMistake = [body['status'], body['verificationStatus']].some((one) => codeOf(one) === 'entered-in-error');
  if (isMistake) return 'mistake';
  return 'modifierExtension' in body ? 'modified' : undefined;
}

const row = (key: string, text: string): BodyRow => ({
  key: { text: key },
  value: { text, classes: 'long-value data' },
});

/** Under the record's own name for it. */
const ownRow = (key: string, text: string): BodyRow => ({ ...row(key, text), key: { text: key, classes: 'data' } });
