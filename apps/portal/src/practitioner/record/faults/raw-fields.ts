import { nameOf } from '../plain-value.js';
import type { ShownBody } from '../shown-body.js';
import { isObject, type Json } from '../seen.js';

/** Every leaf of a body as it came, as pages once did under "Every field of this record". */
export function rawFields(body: Json): ShownBody {
  const leaves = (value: Json, name: string): [string, string][] => {
    if (Array.isArray(value)) return (value as readonly Json[]).flatMap((item) => leaves(item, name));
    if (isObject(value)) return Object.entries(value).flatMap(([key, item]) => leaves(item, nameOf(key)));
    return value === null ? [] : [[name, JSON.stringify(value)]];
  };
  const rows = leaves(body, '').map(([text, value]) => ({ key: { text }, value: { text: value, classes: '' } }));
  return {
    title: undefined,
    rows,
    brief: undefined,
    standing: 'now',
    isUrgent: false,
    alert: undefined,
    hides: false,
    caution: undefined,
  };
}
