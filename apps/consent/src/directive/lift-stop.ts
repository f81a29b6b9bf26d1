import { DomainError, isStop, type BasedOn } from '#libs/domain';
import type { Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { FindDirective } from './find-directive.js';
import { RecordDirective, type Recorded } from './record-directive.js';

/**
 * A resident takes a refusal or objection back. That opens what was closed, so it is theirs alone, like a grant (domain
 * 1.15). No earlier consent revives: the refusal ended those.
 */
@Injectable()
export class LiftStop {
  constructor(
    private readonly work: UnitOfWork,
    private readonly directives: FindDirective,
    private readonly recording: RecordDirective,
  ) {}

  lift(principal: Principal, id: string, basedOn: BasedOn): Promise<Recorded> {
    return this.work.run(async (tx) => {
      const current = await this.directives.find(tx, principal, id);
      if (!isStop(current)) throw new DomainError('not-a-stop', 'only a refusal or an objection is lifted');
      if (!basedOn.isMetBy(current.version))
        throw new DomainError('version-conflict', 'this directive was changed in the meantime');
      return this.recording.record(tx, { change: 'lifted', principal, version: current, superseded: [current] }, true);
    });
  }
}
