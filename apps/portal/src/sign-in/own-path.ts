/** A path of this portal, or its start: an address of elsewhere never becomes the end of a sign-in (open redirect). */
export function ownPath(wished: string | undefined): string {
  return wished !== undefined && /^\/(?![/\\])[^\\\s]*$/.test(wished) ? wished : '/';
}
