/** What a directive is about. In each part, null means all. */
export interface DirectiveScope {
  readonly sources: readonly string[] | null;
  readonly recipients: readonly string[] | null;
  readonly categories: readonly string[] | null;
  readonly purposes: readonly string[] | null;
  /** Under this agreement only; null: whichever it is. */
  readonly agreement: string | null;
}

type Part = readonly string[] | null;

/** Whether everything that `narrow` is about, `wide` is about too. */
export function covers(wide: DirectiveScope, narrow: DirectiveScope): boolean {
  return partsOf(wide).every((part, at) => contains(part, partsOf(narrow)[at]!));
}

/** Whether there is anything that both are about. */
export function overlaps(one: DirectiveScope, other: DirectiveScope): boolean {
  return partsOf(one).every((part, at) => meets(part, partsOf(other)[at]!));
}

function partsOf({ sources, recipients, categories, purposes, agreement }: DirectiveScope): readonly Part[] {
  return [sources, recipients, categories, purposes, agreement === null ? null : [agreement]];
}

function contains(wide: Part, narrow: Part): boolean {
  if (wide === null) return true;
  return narrow !== null && narrow.every((item) => wide.includes(item));
}

function meets(one: Part, other: Part): boolean {
  return one === null || other === null || one.some((item) => other.includes(item));
}
