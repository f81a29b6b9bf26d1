import { askRows, notifyAfterCommit, type SqlExecutor } from '#libs/persistence';
import type { PlaceFact } from '#libs/sealing';
import { Injectable } from '@nestjs/common';
import { EntryWriter } from './entry-writer.js';

/** What the place was when something was decided. */
export interface SaidOfPlace {
  /** Of the database that it was read from. */
  readonly incarnation: string;
  readonly facts: readonly PlaceFact[];
}

const KEEP = { name: 'keep-place-facts', text: 'SELECT audit.keep_place_v1($1::jsonb)' };
const MOST_KNOWN = 10_000;

/**
 * Stores facts of the place that entries are about to name, each once, with an entry of its own. Before the entries, in a statement
 * that commits by itself: whoever dies in between leaves something that nothing names yet, and that the next finds stored. A
 * restored database is of another incarnation, and is told all of it anew; should an entry name something that is not stored all the
 * same, the database refuses it.
 */
@Injectable()
export class KeepPlaceFacts {
  /** Those known to be stored, in one incarnation. */
  private known = { incarnation: '', names: new Set<string>() };

  constructor(private readonly writer: EntryWriter) {}

  /** `on`: never inside a transaction. Resolves once all are committed; at once where they are known to be. */
  async keep(on: SqlExecutor, said: readonly SaidOfPlace[]): Promise<void> {
    for (const incarnation of new Set(said.map((one) => one.incarnation))) {
      const alike = said.filter((one) => one.incarnation === incarnation);
      await this.keepIn(
        on,
        incarnation,
        alike.flatMap(({ facts }) => facts),
      );
    }
  }

  private async keepIn(on: SqlExecutor, incarnation: string, facts: readonly PlaceFact[]): Promise<void> {
    const names = this.namesIn(incarnation);
    const missing = new Map(facts.filter(({ name }) => !names.has(name)).map((fact) => [fact.name, fact]));
    if (missing.size === 0) return;
    await askRows(on, KEEP, [JSON.stringify([...missing.values()].map((fact) => this.withEntry(fact)))]);
    notifyAfterCommit(on, 'audit.staging');
    for (const name of missing.keys()) names.add(name);
  }

  /** A set that is replaced meanwhile is nobody's: what is added to it then is told again. */
  private namesIn(incarnation: string): Set<string> {
    if (this.known.incarnation !== incarnation || this.known.names.size >= MOST_KNOWN)
      this.known = { incarnation, names: new Set() };
    return this.known.names;
  }

  /** The entry counts only for whoever comes first. */
  private withEntry({ name, text }: PlaceFact): object {
    const entry = this.writer.sealWith('place', {
      kind: 'governance',
      detail: { action: 'keep-place-fact', placeFact: name },
      index: { action: 'keep-place-fact', outcome: 'recorded', categories: [] },
    });
    return { name, text, entry };
  }
}
