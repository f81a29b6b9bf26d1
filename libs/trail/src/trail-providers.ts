import type { KeyRing } from '#libs/sealing';
import { HttpMetrics, Log } from '#libs/telemetry';
import type { FactoryProvider } from '@nestjs/common';
import { EntryReader } from './entry-reader.js';
import { EntryWriter } from './entry-writer.js';
import { KeepPlaceFacts } from './keep-place-facts.js';
import { KeyReader } from './key-reader.js';
import { unreadableKeyAlarm } from './unreadable-key-alarm.js';

/** An app's one reader of keys, which alarms where one cannot be read, its one writer of entries and one reader of them. */
export const trailProviders = (ring: KeyRing): readonly FactoryProvider[] => [
  {
    provide: KeyReader,
    inject: [HttpMetrics, Log],
    useFactory: (metrics: HttpMetrics, log: Log) => new KeyReader(ring, unreadableKeyAlarm(metrics, log)),
  },
  { provide: EntryWriter, inject: [KeyReader], useFactory: (keys: KeyReader) => new EntryWriter(keys) },
  { provide: EntryReader, useFactory: () => new EntryReader() },
  { provide: KeepPlaceFacts, inject: [EntryWriter], useFactory: (writer: EntryWriter) => new KeepPlaceFacts(writer) },
];
