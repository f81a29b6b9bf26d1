const CITATION = /\b(domain|design|promises?) (\d+(?:\.\d+)?(?:(?:, | and )\d+(?:\.\d+)?(?![\w.]))*)/g;

/** Anchors of docs/domain.md and docs/design.md that a text leans on, such as "domain 1.5" or "promises 3, 6". */
export function citationsIn(text: string): string[] {
  return [...text.matchAll(CITATION)].flatMap(([, document, numbers]) =>
    numbers!.split(/, | and /).map((number) => `${document!.replace(/s$/, '')}-${number.replace('.', '-')}`),
  );
}
