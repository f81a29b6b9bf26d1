import { type Category, nameOf as comparedBy, shapeOf } from '#libs/domain';
import { word } from '../../words/words.js';
import { type BodyRow, ownRow, row, type ShownBody } from './shown-body.js';
import { everyField } from './every-field.js';
import { PLAIN_KINDS, unsafeWays } from './plain-kinds.js';
import { plainValue, type Saying } from './plain-value.js';
import { isCode } from './raw-text.js';
import type { Json, JsonObject } from './seen.js';
import { plainStandingOf } from './standing.js';

/** How somebody wants to be reached stands before where. */
const FIRST = /^(?:safe[\s_-]*to|preferredMethod)/i;

/**
 * A body without a resource's type, as the category's shape (docs/records.md) reads it: what it is about, what of it stands in
 * columns, whether it counts now. Whatever else an agency wrote follows under its own names.
 */
export function presentPlain(body: JsonObject, category: Category | undefined, saying: Saying): ShownBody {
  const { t } = saying;
  const named = inOurNames(body, category);
  const { lines = [], alert } = (category && PLAIN_KINDS[category]) ?? {};
  let hasMissed = false;
  const missing: Saying = { ...saying, missed: () => (hasMissed = true) };
  const said = lines.flatMap(({ label, keys, read }) => {
    const text = read(named, missing);
    return text === undefined ? [] : [{ keys, row: { label, ...row(t(`practitioner.record.field.${label}`), text) } }];
  });
  const title = titleOf(named, category, saying);
  const read = [...said.flatMap(({ keys }) => keys), ...title.keys];
  const others = Object.entries(named).filter(([key]) => !read.includes(key));
  const inOrder = [...others.filter(([key]) => FIRST.test(key)), ...others.filter(([key]) => !FIRST.test(key))];
  const { rows, hides } = everyField(Object.fromEntries(inOrder), saying);
  const unsafe = [...new Set(unsafeWays(body))].map((way) => t('practitioner.record.notSafe', { way }));
  const warning: BodyRow[] =
    unsafe.length === 0
      ? []
      : [{ label: 'warning', ...row(t('practitioner.record.field.warning'), unsafe.join('. ')) }];
  const { standing, isContrary } = plainStandingOf(named, category, saying.today);
  const urgent = alert?.(named) ?? (unsafe.length > 0 ? 'notSafe' : undefined);
  return {
    title: title.text,
    rows: [...warning, ...said.map((one) => one.row), ...rows.map(([key, text]) => ownRow(key, text))],
    brief: undefined,
    ...{ standing, alert: urgent, isUrgent: urgent !== undefined, hides: hides || hasMissed },
    caution: 'modifierExtension' in body ? 'modified' : isContrary ? 'ended' : undefined,
  };
}

/** Its fields by the names of the shape; a second one of the same name keeps its own. */
function inOurNames(body: JsonObject, category: Category | undefined): JsonObject {
  const shape = category === undefined ? null : shapeOf(category, body);
  const named = new Map<string, Json>();
  for (const [key, value] of Object.entries(body)) {
    const name = shape?.fields.get(comparedBy(key))?.name ?? key;
    named.set(named.has(name) || (name !== key && name in body) ? key : name, value);
  }
  return Object.fromEntries(named);
}

/** What it is about, with the agency's own heading where that says more than which category it is. */
function titleOf(
  named: JsonObject,
  category: Category | undefined,
  saying: Saying,
): { readonly text: string | undefined; readonly keys: readonly string[] } {
  const { heading: own } = named;
  const heading = plainValue(own, saying);
  const shape = category === undefined ? null : shapeOf(category, named);
  const about = (shape?.about ?? [])
    .map((name) => shape!.fields.get(name)!.name)
    .map((key) => ({ key, text: plainValue(named[key], saying) }))
    .find(({ key, text }) => text !== undefined && !isCode(key, text));
  const keys = heading === undefined ? [] : ['heading'];
  if (about === undefined) return { text: heading, keys };
  const isCategory =
    typeof own !== 'string' ||
    shape!.fields.get('heading')?.words?.has(comparedBy(own)) ||
    own === word(saying.t, 'category', category!);
  return { text: isCategory || heading === undefined ? about.text : `${about.text} (${heading})`, keys };
}
