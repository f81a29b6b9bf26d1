export { type DataKey, HeldKey } from './data-key.js';
export { EntryReader, type OpenedEntry, PlaceFactsMissing, type SealedRow } from './entry-reader.js';
export { EntryWriter, type Entry, type EntryAbout } from './entry-writer.js';
export { KeepPlaceFacts, type SaidOfPlace } from './keep-place-facts.js';
export { type HeldRow, heldRows, type Holding, KeyReader } from './key-reader.js';
export { keyUnreadable } from './key-unreadable.js';
export { type Controller, Keys } from './keys.js';
export { trailProviders } from './trail-providers.js';
export { type Caller, type Meaning, meaningOf, meantBy, whoAre, whoIs } from './who-is.js';
