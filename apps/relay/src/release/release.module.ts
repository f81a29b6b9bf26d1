import { Module } from '@nestjs/common';
import { AskedKeys } from './asked-keys.js';
import { Decide } from './decide.js';
import { AwaitLocks } from './fence/await-locks.js';
import { CallFence } from './fence/call-fence.js';
import { FenceAndRecord } from './fence/fence-and-record.js';
import { FenceQueue } from './fence/fence-queue.js';
import { GatherFacts } from './gather-facts.js';
import { MarkNotSent } from './mark-not-sent.js';
import { OpenBodies } from './open-bodies.js';
import { ReleaseLine } from './release-line.js';
import { Respond } from './respond.js';
import { SealEntries } from './seal-entries.js';

/** The one way out, and what every way out needs of it. */
@Module({
  providers: [
    ReleaseLine,
    AskedKeys,
    GatherFacts,
    Decide,
    FenceAndRecord,
    FenceQueue,
    CallFence,
    AwaitLocks,
    SealEntries,
    OpenBodies,
    Respond,
    MarkNotSent,
  ],
  exports: [ReleaseLine, AskedKeys, OpenBodies, MarkNotSent],
})
export class ReleaseModule {}
