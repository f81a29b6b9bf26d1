import type { CedarValue, EntityUid, EvaluationRequest } from '#libs/cedar';
import { YES, type AtomTable } from '../logic/atoms.js';
import type { Masks } from '../logic/formula.js';
import type { Theory } from '../logic/theory.js';
import type { AttributeType, Family, RecordType } from './attribute-type.js';

type Attributes = { [attribute: string]: CedarValue };

function uidOf(type: string, text: string | undefined): EntityUid {
  const head = `${type}::`;
  return { type, id: text?.startsWith(head) ? String(JSON.parse(text.slice(head.length))) : (text ?? 'one') };
}

const OPAQUE: { readonly [name: string]: string } = {
  decimal: '0.0',
  ipaddr: '127.0.0.1',
  datetime: '2026-01-01',
  duration: '0ms',
};

/** Turns a class of requests into one concrete request of it, as ordinary as the class leaves open. */
export class RequestBuilder {
  constructor(
    private readonly family: Family,
    private readonly table: AtomTable,
    private readonly theory: Theory,
    private readonly ordinary: ReadonlyMap<number, number>,
  ) {}

  build(masks: Masks): EvaluationRequest {
    const known = this.knownOf(masks);
    const { family } = this;
    const principal = uidOf(family.principal, known.texts.get('principal'));
    const resource = uidOf(family.resource, known.texts.get('resource'));
    const entity = (uid: EntityUid, root: 'principal' | 'resource') => ({
      uid,
      attrs: this.record(family.attributes[root], root, known),
      parents: [...known.sets]
        .filter(([path]) => path.startsWith(`${root}.^`))
        .flatMap(([path, values]) => values.map((value) => uidOf(path.slice(root.length + 2), value))),
    });
    return {
      principal,
      action: uidOf(
        family.actionType,
        known.texts.get('action') ?? `${family.actionType}::"${family.actions[0] ?? ''}"`,
      ),
      resource,
      context: this.record(family.attributes.context, 'context', known),
      entities: [entity(principal, 'principal'), entity(resource, 'resource')],
    };
  }

  /** What the class says of each attribute; and, where it says nothing, what is ordinary. */
  private knownOf(masks: Masks) {
    const { numbers, texts, sets } = this.theory.model(masks);
    const yes = new Set<string>();
    this.table.atoms.forEach((atom, number) => {
      const mask = masks[number] ?? 0;
      const open = mask === 0 || (mask & (mask - 1)) !== 0;
      const value = open ? (this.ordinary.get(number) ?? 0) : mask;
      if ((atom.kind === 'holds' || atom.kind === 'present') && value === YES) yes.add(`${atom.kind} ${atom.path}`);
      if (atom.kind === 'equal' && open && value === YES && atom.right.is === 'literal' && !texts.has(atom.left.path)) {
        texts.set(atom.left.path, atom.right.value);
      }
    });
    return { numbers, texts, sets, yes };
  }

  private record({ attributes }: RecordType, path: string, known: ReturnType<RequestBuilder['knownOf']>): Attributes {
    const there = [...attributes].filter(
      ([name, { required }]) => required || known.yes.has(`present ${path}.${name}`),
    );
    return Object.fromEntries(there.map(([name, { type }]) => [name, this.value(type, `${path}.${name}`, known)]));
  }

  private value(type: AttributeType, path: string, known: ReturnType<RequestBuilder['knownOf']>): CedarValue {
    switch (type.is) {
      case 'bool':
        return known.yes.has(`holds ${path}`);
      case 'long':
        return known.numbers.get(path) ?? 0;
      case 'text':
        return this.text(type.sort, known.texts.get(path) ?? `some-${path.split('.').at(-1) ?? ''}`);
      case 'set': {
        const { element } = type;
        return (known.sets.get(path) ?? []).map((text) =>
          this.text(element.is === 'text' ? element.sort : 'String', text),
        );
      }
      case 'record':
        return this.record(type, path, known);
      case 'opaque': {
        const fn = type.name === 'ipaddr' ? 'ip' : type.name;
        return { __extn: { fn, arg: OPAQUE[type.name] ?? '' } };
      }
    }
  }

  private text(sort: string, text: string): CedarValue {
    return sort === 'String' ? text : { __entity: { ...uidOf(sort, text) } };
  }
}

/** The same request with one attribute changed. */
export function withAttribute(request: EvaluationRequest, path: string, value: CedarValue): EvaluationRequest {
  const [root, ...names] = path.split('.');
  const copy = structuredClone(request);
  const entityOf = (uid: EntityUid) => copy.entities.find((one) => one.uid.type === uid.type && one.uid.id === uid.id);
  let at: Attributes | undefined =
    root === 'context' ? copy.context : entityOf(root === 'principal' ? copy.principal : copy.resource)?.attrs;
  for (const name of names.slice(0, -1)) at = at?.[name] as Attributes | undefined;
  const last = names.at(-1);
  if (at && last !== undefined) at[last] = value;
  return copy;
}
