/** What background work needs is away as a whole. Carries its name, in words for whoever reads the log; `cause` is what it said. */
export class Away extends Error {
  override readonly name = 'Away';

  constructor(
    readonly what: string,
    options: { readonly cause: unknown },
  ) {
    super(`${what} is away`, options);
  }
}
