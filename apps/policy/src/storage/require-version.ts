import { DomainError, type BasedOn } from '#libs/domain';

/**
 * The version that a change is based on must be the present one. A change that can only narrow is not lost to whoever was
 * faster: an older version does for it, since there is nothing in between that a stop should yield to.
 */
export function requireVersion(
  present: number,
  given: BasedOn,
  what: string,
  { narrows = false }: { readonly narrows?: boolean } = {},
): void {
  if (!(narrows ? given.isMetSince(present) : given.isMetBy(present))) {
    throw new DomainError('version-conflict', `the ${what} was changed in the meantime`);
  }
}
