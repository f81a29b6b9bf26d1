/** What JSON can say: of what is sealed, logged and compared by its canonical form (RFC 8785). */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
