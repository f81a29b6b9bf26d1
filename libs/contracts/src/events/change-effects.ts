import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import type { Effect } from './change.dto.js';
import { DIRECTIVE_CHANGED, type DirectiveChange, DirectiveChanged } from './directive-changed.dto.js';
import { LINK_CREATED, LinkCreated } from './link-created.dto.js';
import { PLACE_RESUMED, PlaceResumed } from './place-resumed.dto.js';
import { RELATIONSHIP_CHANGED, type RelationshipChange, RelationshipChanged } from './relationship-changed.dto.js';
import { RESIDENT_JOINED, ResidentJoined } from './resident-joined.dto.js';

interface ChangeShapes {
  readonly [DIRECTIVE_CHANGED]: DirectiveChanged;
  readonly [LINK_CREATED]: LinkCreated;
  readonly [RESIDENT_JOINED]: ResidentJoined;
  readonly [RELATIONSHIP_CHANGED]: RelationshipChanged;
  readonly [PLACE_RESUMED]: PlaceResumed;
}

export type ChangeType = keyof ChangeShapes;

/** What a writer has to say of a change itself; what it may open and end is added by `changeSaid`. */
export type ChangeData<Type extends ChangeType> = Omit<ChangeShapes[Type], keyof Effect>;

const NOTHING: Effect = { mayOpen: false, mayEnd: false };
const OPENS: Effect = { mayOpen: true, mayEnd: false };
const ENDS: Effect = { mayOpen: false, mayEnd: true };
/** Of a change that nobody here understands: taken for less, it would leave what it ended with its keys. */
export const ANYTHING: Effect = { mayOpen: true, mayEnd: true };

/**
 * A restriction, a shield, an opt-out and the end of a best-interests decision are temporary bars: they refuse, and end
 * nothing for good (design 6).
 */
const OF_DIRECTIVE: Readonly<Record<DirectiveChange, Effect>> = {
  given: OPENS,
  amended: ANYTHING,
  withdrawn: ENDS,
  refused: ENDS,
  objected: ENDS,
  lifted: OPENS,
  restricted: NOTHING,
  'restriction-lifted': OPENS,
  upheld: ENDS,
  declined: OPENS,
  shielded: NOTHING,
  'shield-lift-requested': NOTHING,
  'shield-lifted': OPENS,
  'shield-allowed': OPENS,
  'shield-allowance-ended': NOTHING,
  'opted-out': NOTHING,
  'opt-out-ended': OPENS,
  'capacity-assessed': OPENS,
  'best-interests-decided': OPENS,
  'best-interests-ended': NOTHING,
  reconciled: ANYTHING,
};

const OF_RELATIONSHIP: Readonly<Record<RelationshipChange, Effect>> = { started: OPENS, ended: NOTHING };

const EFFECTS: { readonly [Type in ChangeType]: (data: ChangeData<Type>) => Effect } = {
  [DIRECTIVE_CHANGED]: ({ change }) => OF_DIRECTIVE[change],
  [LINK_CREATED]: () => OPENS,
  // Whatever work comes first moves the records over; the resident whom they reach is back-filled then.
  [RESIDENT_JOINED]: () => OPENS,
  [RELATIONSHIP_CHANGED]: ({ change }) => OF_RELATIONSHIP[change],
  [PLACE_RESUMED]: () => OPENS,
};

const SHAPES: { readonly [Type in ChangeType]: new () => ChangeShapes[Type] } = {
  [DIRECTIVE_CHANGED]: DirectiveChanged,
  [LINK_CREATED]: LinkCreated,
  [RESIDENT_JOINED]: ResidentJoined,
  [RELATIONSHIP_CHANGED]: RelationshipChanged,
  [PLACE_RESUMED]: PlaceResumed,
};

/** The data of a change as it is published. */
export function changeSaid<Type extends ChangeType>(type: Type, data: ChangeData<Type>): ChangeData<Type> & Effect {
  return { ...data, ...EFFECTS[type](data) };
}

/** What a change may open and end: in its own words, else by its kind; undefined where neither can be read. */
export function effectOf(type: string, data: Partial<Effect>): Effect | undefined {
  const { mayOpen, mayEnd } = data;
  if (typeof mayOpen === 'boolean' && typeof mayEnd === 'boolean') return { mayOpen, mayEnd };
  // Half a word is none: whoever says one says both.
  const saysNothing = mayOpen === undefined && mayEnd === undefined;
  return saysNothing && isKnown(type) ? effectByKind(type, data) : undefined;
}

const isKnown = (type: string): type is ChangeType => Object.hasOwn(SHAPES, type);

function effectByKind<Type extends ChangeType>(type: Type, data: object): Effect | undefined {
  const shape = readShape(SHAPES[type], data);
  return shape && EFFECTS[type](shape);
}

/** What was received, where it has this shape; it may hold more, of a newer release. */
export function readShape<Shape extends object>(shape: new () => Shape, data: unknown): Shape | undefined {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return undefined;
  const read = plainToInstance(shape, data);
  return validateSync(read).length === 0 ? read : undefined;
}
