import type { KeyRing } from '#libs/sealing';
import { HttpMetrics, Log } from '#libs/telemetry';
import type { FactoryProvider } from '@nestjs/common';
import { EntryWriter } from './entry-writer.js';
import { KeyReader } from './key-reader.js';
import { unreadableKeyAlarm } from './unreadable-key-alarm.js';

/** An app's one reader of keys, which alarms where one cannot be read, and its one writer of entries. */
export const trailProviders = (ring: KeyRing): readonly [FactoryProvider<KeyReader>, FactoryProvider<EntryWriter>] => [
  {
    provide: KeyReader,
    inject: [HttpMetrics, Log],
    useFactory: (metrics: HttpMetrics, log: Log) => new KeyReader(ring, unreadableKeyAlarm(metrics, log)),
  },
  { provide: EntryWriter, inject: [KeyReader], useFactory: (keys: KeyReader) => new EntryWriter(keys) },
];
