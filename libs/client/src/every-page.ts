/** What the APIs give of a list at once, at most. */
const MOST_AT_ONCE = 200;

interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** Every page of a list that is known to be short: `everyPage((query) => client.get('/api/policy/v1/agencies', { query }))`. */
export async function everyPage<T>(
  read: (query: { limit: number; after: string | undefined }) => Promise<Page<T>>,
): Promise<T[]> {
  const found: T[] = [];
  let after: string | undefined;
  do {
    const page = await read({ limit: MOST_AT_ONCE, after });
    found.push(...page.items);
    after = page.next ?? undefined;
  } while (after !== undefined);
  return found;
}
