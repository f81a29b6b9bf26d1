import { UpdateHolders } from '../update-holders.js';

/** The fault: what was read for whoever shares the statement is taken for everybody's. */
export class ForgetsWhoAsked extends UpdateHolders {
  protected override async read(named: Parameters<UpdateHolders['read']>[0]): ReturnType<UpdateHolders['read']> {
    const rows = await super.read(named);
    return named.flatMap(({ agency }) => rows.map((row) => (row.agency === null ? row : { ...row, agency })));
  }
}
