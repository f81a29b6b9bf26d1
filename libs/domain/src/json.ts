/** What JSON can say: of what is sealed, logged and compared by its canonical form (RFC 8785). */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** What is to be written as JSON: plain values under whatever type. `canonicalJson` refuses what JSON cannot say. */
export type ToJson = Json | object;
