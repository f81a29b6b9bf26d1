/**
 * A path of this portal, or its start: an address of elsewhere never becomes the end of a sign-in (open redirect). What a
 * header cannot carry is percent-encoded.
 */
export function ownPath(wished: string | undefined): string {
  return wished !== undefined && OWN.test(wished)
    ? wished.replace(/\p{Cs}/gu, '\ufffd').replace(/[^\x21-\x7e]+/g, encodeURIComponent)
    : '/';
}

const OWN = /^\/(?![/\\])[^\\\s\p{Cc}]*$/u;
