import { CATEGORY_TERMS, isOpenCode, shapeOf } from '#libs/domain';
import { type Body, type BodyObject, isGroup, isList, parseBody, writeBody } from '../../body/body.js';
import { declaredPart } from '../declared-part.js';
import { HiddenFields } from '../hidden.js';
import { REDACTED } from '../mask-value.js';
import { minimise } from '../minimise.js';

type Minimise = typeof minimise;

const SNOMED = 'http://snomed.info/sct';

function atPath(value: Body, [head, ...rest]: readonly string[], hide: (value: Body) => Body): Body {
  if (isList(value)) return value.map((item) => atPath(item, head === undefined ? [] : [head, ...rest], hide));
  if (head === undefined || !isGroup(value) || !Object.hasOwn(value, head)) return value;
  return { ...value, [head]: rest.length === 0 ? hide(value[head]!) : atPath(value[head]!, rest, hide) };
}

/** As it was: the named paths alone are hidden, spelt exactly so. */
export const byPathOnly: Minimise = (text, _category, { redact }) =>
  writeBody(redact.reduce((body, path) => atPath(body, path.split('.'), () => REDACTED), parseBody(text)));

/** As it was: a masked text keeps its end, however short it is. */
export const tailOfShort: Minimise = (text, _category, { mask }) =>
  writeBody(
    mask.reduce(
      (body, path) => atPath(body, path.split('.'), (v) => `[masked]${JSON.stringify(v).slice(-4, -1)}`),
      parseBody(text),
    ),
  );

/** As it was: only categories that are labelled so are taken to locate, and those are denied before. */
export const locatingByLabel: Minimise = (text, category, hidden) =>
  minimise(text, category, { ...hidden, hideLocation: hidden.hideLocation && CATEGORY_TERMS[category].locating });

/** The shapes without the net below them: a term's display may carry the name of a place that another field hides. */
export const withoutNet: Minimise = (text, category, hidden) => {
  const body = parseBody(text);
  const shape = shapeOf(category, body);
  return shape && isGroup(body) ? writeBody(declaredPart(body, shape, new HiddenFields(hidden)).body) : null;
};

/** What passes, and what `also` finds in each field. */
const passingToo =
  (also: (value: Body, name: string) => Body | undefined): Minimise =>
  (text, category, hidden) => {
    const [body, left] = [parseBody(text), minimise(text, category, hidden)];
    if (left === null || !isGroup(body)) return left;
    const more = Object.entries(body).flatMap(([name, value]) => also(value, name) ?? []);
    return more.length === 0 ? left : writeBody({ ...(parseBody(left) as BodyObject), more });
  };

function codingsIn(value: Body): BodyObject[] {
  if (isList(value)) return value.flatMap(codingsIn);
  if (!isGroup(value)) return [];
  return typeof value['system'] === 'string' ? [value] : Object.values(value).flatMap(codingsIn);
}

const textOf = (part: Body | undefined): string => (typeof part === 'string' ? part : '');

/** As it was: a known code brings its sender's display along. */
export const displayOfSender: Minimise = passingToo((value) => {
  const known = codingsIn(value).filter(({ code }) => isOpenCode(SNOMED, textOf(code)));
  const said = known.map(({ display }) => textOf(display)).filter((display) => display !== '');
  return said.length === 0 ? undefined : said;
});

/** As it was: a system is known by how its address begins. */
export const systemByPrefix: Minimise = passingToo((value) => {
  const systems = codingsIn(value).map(({ system }) => textOf(system));
  const known = systems.filter((system) => system.startsWith('http://hl7.org/fhir/'));
  return known.length === 0 ? undefined : known;
});

/** As it was: a status is whatever looks like one. */
export const tokenByPattern: Minimise = passingToo((value) =>
  typeof value === 'string' && /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/.test(value) ? value : undefined,
);

/** As it was: a name is a short text. */
export const namePasses: Minimise = passingToo((value, name) =>
  typeof value === 'string' && /name$/i.test(name) && value.length <= 80 ? value : undefined,
);

/** What fits no shape leaves as it is. */
export const unknownPasses: Minimise = (text, category, hidden) =>
  shapeOf(category, parseBody(text)) ? minimise(text, category, hidden) : text;

/** The mark stands only where something was: it tells that the record held it. */
export const markWhereFound: Minimise = (text, category, hidden) => {
  const left = minimise(text, category, hidden);
  return left !== null && /diagnos/i.test(text) ? left : (left?.replace(/,?"diagnosis":"\[redacted\]"/, '') ?? null);
};
