import { CATEGORY_TERMS, shapeOf } from '#libs/domain';
import { type Body, isGroup, isList, parseBody, writeBody } from '../../body/body.js';
import { declaredPart } from '../declared-part.js';
import { HiddenFields } from '../hidden.js';
import { REDACTED } from '../mask-value.js';
import { minimise } from '../minimise.js';

type Minimise = typeof minimise;

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

/** The shapes without the net below them: a display or a name may carry the hidden. */
export const withoutNet: Minimise = (text, category, hidden) => {
  const body = parseBody(text);
  const shape = shapeOf(category, body);
  return shape && isGroup(body) ? writeBody(declaredPart(body, shape, new HiddenFields(hidden)).body) : null;
};

/** What fits no shape leaves as it is. */
export const unknownPasses: Minimise = (text, category, hidden) =>
  shapeOf(category, parseBody(text)) ? minimise(text, category, hidden) : text;

/** The mark stands only where something was: it tells that the record held it. */
export const markWhereFound: Minimise = (text, category, hidden) => {
  const left = minimise(text, category, hidden);
  return left !== null && /diagnos/i.test(text) ? left : (left?.replace(/,?"diagnosis":"\[redacted\]"/, '') ?? null);
};
