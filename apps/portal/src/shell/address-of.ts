/** The addresses of one list: which page, and its filters; everything that a link to it must carry. */
export type Search = Readonly<Record<string, string | undefined>>;

export function addressOf(path: string, search: Search): string {
  const said = Object.entries(search).filter(
    (pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== '',
  );
  return said.length === 0 ? path : `${path}?${new URLSearchParams(said).toString()}`;
}
