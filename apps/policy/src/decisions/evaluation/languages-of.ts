/** The languages of an `Accept-Language` header (RFC 9110 12.5.4), the dearest first; what cannot be read is left out. */
export function languagesOf(header: string | undefined): string[] {
  const ranges = (header ?? '')
    .slice(0, 200)
    .split(',')
    .flatMap((range) => {
      const [, tag, q] =
        /^\s*([A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)\s*(?:;\s*q=([01](?:\.\d{0,3})?)\s*)?$/.exec(range) ?? [];
      return tag === undefined ? [] : [{ tag, weight: q === undefined ? 1 : Number(q) }];
    });
  return ranges
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag);
}
