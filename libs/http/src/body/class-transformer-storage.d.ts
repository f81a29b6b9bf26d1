/** The package ships this module without its types beside it: which class stands in a field is known nowhere else. */
declare module 'class-transformer/cjs/storage.js' {
  export { defaultMetadataStorage } from 'class-transformer/types/storage.js';
}
