import type { Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { DirectiveStore } from './directive-store.js';
import { type DirectiveListItem, listItem } from './directive-view.dto.js';
import { directiveNotFound, FindDirective } from './find-directive.js';
import { ShownDirectives } from './shown-directives.js';

/**
 * One thing that a resident said, for them: in force or not any more, since what was opened by it and what agencies answer is
 * told of it for as long as it is kept. Absent, somebody else's and discreet are one answer.
 */
@Injectable()
export class ReadDirective {
  constructor(
    private readonly work: UnitOfWork,
    private readonly store: DirectiveStore,
    private readonly directives: FindDirective,
    private readonly shown: ShownDirectives,
  ) {}

  read(principal: Principal, id: string): Promise<DirectiveListItem> {
    return this.work.run(async (tx) => {
      const found = await this.directives.inForceOrNot(tx, principal, id);
      const [row] = await this.shown.to(tx, principal, found.residentId, [found]);
      if (row === undefined) throw directiveNotFound();
      return listItem(row, await this.store.now(tx));
    });
  }
}
