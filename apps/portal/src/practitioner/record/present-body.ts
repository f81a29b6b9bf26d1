import { isCategory } from '#libs/domain';
import { codesOf } from './coded-words.js';
import { everyField, TECHNICAL } from './every-field.js';
import type { Kind } from './kind.js';
import { KINDS } from './kinds.js';
import { firstOf, plainValue, type Saying } from './plain-value.js';
import { presentPlain } from './present-plain.js';
import { isObject, type Json, type JsonObject } from './seen.js';
import { type BodyRow, ownRow, row, type ShownBody } from './shown-body.js';
import { type Ending, standingOf } from './standing.js';
import { watch } from './unread.js';

/**
 * A record's content as macro arguments: a FHIR R4 resource of a kind that we know by its first questions, a plain body as the
 * shape of its category reads it, anything else field by field.
 */
export function presentBody(body: Json, saying: Saying, category?: string): ShownBody {
  if (isObject(body)) {
    const { resourceType } = body;
    if (typeof resourceType !== 'string')
      return presentPlain(body, category !== undefined && isCategory(category) ? category : undefined, saying);
    const kind = Object.hasOwn(KINDS, resourceType) ? KINDS[resourceType] : undefined;
    return kind ? presentKind(body, kind, saying) : presentFields(body, saying);
  }
  const text = plainValue(body, saying);
  const rows = text === undefined ? [] : [row(saying.t('practitioner.record.content'), text)];
  const hides = text === undefined && body !== null;
  return { title: undefined, rows, hides, ...UNKNOWN, standing: 'now', caution: undefined };
}

const UNKNOWN = { brief: undefined, isUrgent: false, alert: undefined } as const;

function presentKind(body: JsonObject, kind: Kind, saying: Saying): ShownBody {
  const { t } = saying;
  const watched = watch(body);
  let hasMissed = false;
  const missing: Saying = { ...saying, missed: () => (hasMissed = true) };
  const lines = kind.lines.map(({ label, read, always }) => ({ label, always, text: read(watched.body, missing) }));
  const rows = lines.flatMap(({ label, text, always }) => {
    if (text === undefined && !always) return [];
    return [{ label, ...row(t(`practitioner.record.field.${label}`), text ?? t('practitioner.record.notSaid')) }];
  });
  const parts = kind.parts?.(watched.body, missing) ?? [];
  const named = parts.flatMap(([name, text]) => (name === undefined || text === undefined ? [] : [ownRow(name, text)]));
  const title = kind.name ? kind.name(watched.body, missing) : firstOf(watched.body, kind.title, missing);
  const said = lines.filter(({ text }) => text !== undefined).map(({ label }) => label);
  const alert = kind.alert?.(body);
  return {
    title: title ?? t(`practitioner.record.nameless.${kind.nameless ?? 'other'}`),
    rows: [...intentOf(body, kind, saying), ...rows, ...named],
    brief: [
      ...intentOf(body, kind, saying),
      ...rows.filter(({ label }) => said.includes(label) && [...kind.brief, 'warning'].includes(label)),
    ],
    ...{ alert, isUrgent: alert !== undefined },
    hides:
      title === undefined || named.length < parts.length || hasMissed || isPartUnread(watched.unread(), body, kind),
    ...standsAndCaution(body, kind, saying),
  };
}

function presentFields(body: JsonObject, saying: Saying): ShownBody {
  const { heading, ...rest } = body;
  const title = plainValue(heading, saying);
  const { rows, hides } = everyField(title === undefined ? body : rest, saying);
  // What is asked for is over once it was done; of others that is how they stand.
  const kind: Ending = 'intent' in body || 'lifecycleStatus' in body ? { over: ['completed'] } : {};
  const own = [...intentOf(body, kind, saying), ...rows.map(([key, text]) => ownRow(key, text))];
  // FHIR R4, Flag.period: it ends when the flag is no longer active.
  const decides = body['resourceType'] === 'Flag' ? ({ endDecides: true } as const) : {};
  const standing = standsAndCaution(body, { ...kind, ...decides, endsAt: ['period.end'] }, saying);
  return { title, rows: own, hides, ...UNKNOWN, ...standing };
}

/** That something is proposed or planned, and nobody has ordered it: of an order there is nothing to say. */
function intentOf(body: JsonObject, { isPlan }: Ending, saying: Saying): BodyRow[] {
  const [intent] = codesOf(body['intent']).filter((one) => INTENTS.includes(one) && !(isPlan && one === 'plan'));
  if (intent === undefined) return [];
  const { t } = saying;
  return [
    {
      label: 'intent',
      ...row(t('practitioner.record.field.intent'), t(`practitioner.record.code.intent.${intent}`)),
    },
  ];
}
const INTENTS: readonly string[] = ['proposal', 'plan', 'option'];

/** A part that no line looked at and that is not for machines: somebody wrote it for a reason. */
function isPartUnread(unread: readonly string[], body: JsonObject, { technical = [] }: Kind): boolean {
  const isNarrative = isObject(body['text']) && 'div' in body['text'];
  const known = [...TECHNICAL, ...technical, 'language', ...(isNarrative ? ['text'] : [])];
  return unread.some((path) => !known.some((one) => path === one || path.startsWith(`${one}.`)));
}

/** FHIR R4, Extensibility: who does not understand a modifier extension must not use what carries it as if it were not there. */
function standsAndCaution(
  body: JsonObject,
  ending: Ending,
  { today }: Saying,
): Pick<ShownBody, 'standing' | 'caution'> {
  const { standing, isContrary } = standingOf(body, ending, today);
  const isMistake = [body['status'], body['verificationStatus']].some((one) =>
    codesOf(one).includes('entered-in-error'),
  );
  if (isMistake) return { standing, caution: 'mistake' };
  if ('modifierExtension' in body) return { standing, caution: 'modified' };
  return { standing, caution: isContrary ? 'ended' : undefined };
}
