import { contextAttributes, type Bundle } from '#libs/cedar';
import type { Fact } from './fact.js';

type AnyOf<Own extends object, Read> = Fact<Partial<Own>, Read, keyof Own & string>;
type Timed<Own extends object, Read> = AnyOf<Own, Read> & { times: NonNullable<AnyOf<Own, Read>['times']> };

/** Facts in their order, with what is asked of them sorted out once: decisions go through it by the thousand. */
export class FactList<Own extends object, Read> {
  /** Properties that hold lists, of all facts. */
  readonly lists: readonly (keyof Own & string)[];
  readonly timed: readonly Timed<Own, Read>[];
  /** What later facts put into the context, by attribute. */
  readonly attributes: readonly [string, NonNullable<AnyOf<Own, Read>['later']>[string]][];
  private readonly told = new WeakMap<Bundle, Map<string, FactList<Own, Read>>>();

  constructor(readonly all: readonly AnyOf<Own, Read>[]) {
    this.lists = all.flatMap(({ lists }) => lists);
    this.timed = all.filter((fact): fact is Timed<Own, Read> => fact.times !== null);
    this.attributes = all.flatMap(({ later = {} }) => Object.entries(later));
  }

  /**
   * Those that a bundle is told of an action: all, but later ones of which its schema declares nothing. To that bundle
   * they are not there: neither missing, nor bounding its permits in time.
   */
  toldTo(bundle: Bundle, action: string): FactList<Own, Read> {
    if (this.attributes.length === 0) return this;
    let byAction = this.told.get(bundle);
    if (!byAction) this.told.set(bundle, (byAction = this.byActionOf(bundle)));
    return byAction.get(action) ?? this;
  }

  /** What stands where nothing is recorded of these facts; lists of its own. */
  nothing(which: (fact: AnyOf<Own, Read>) => boolean = () => true): Partial<Own> {
    const empty = this.all.filter(which).reduce<Partial<Own>>((all, { nothing }) => ({ ...all, ...nothing }), {});
    return structuredClone(empty);
  }

  private byActionOf(bundle: Bundle): Map<string, FactList<Own, Read>> {
    const declared = contextAttributes(bundle);
    return new Map(
      [...declared].map(([action, attributes]) => [
        action,
        new FactList(this.all.filter(({ later }) => !later || Object.keys(later).some((name) => attributes.has(name)))),
      ]),
    );
  }
}
