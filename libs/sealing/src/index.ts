export { sealEntry, type EntryDraft, type EntryIndex, type EntryKind, type SealedEntry } from './audit-entry.js';
export { openContent, openText, sealContent, sealText } from './content.js';
export { newContentKey, openDelivery, openDeliveryText, sealDelivery } from './delivery-payload.js';
export { openDetail, rewrapEntryKey, sealDetail, type SealedDetail } from './detail.js';
export { KeyRing, type KeyHolder } from './key-ring.js';
export { SEALED_SIZES } from './padding.js';
export { readSettingFile, readSettingJson, settingFault } from './read-setting-file.js';
export { SealingError, type SealingFault } from './sealing-error.js';
export { unlessUnreadable } from './unless-unreadable.js';
