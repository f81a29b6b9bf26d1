import { addressOf, type Search } from '../../shell/address-of.js';
import type { Translate } from '../../words/texts.js';

/**
 * Arguments of the pagination macro for a list that is read by cursors: on to the next page, and back to the first. There
 * are no page numbers, because nobody has counted.
 */
export function pagination(t: Translate, path: string, search: Search, next: string | null): object | undefined {
  const first = search['after'] === undefined ? undefined : addressOf(path, { ...search, after: undefined });
  if (first === undefined && next === null) return undefined;
  return {
    landmarkLabel: t('officer.pages.label'),
    ...(first === undefined ? {} : { previous: { href: first, text: t('officer.pages.first') } }),
    ...(next === null
      ? {}
      : { next: { href: addressOf(path, { ...search, after: next }), text: t('officer.pages.next') } }),
  };
}
