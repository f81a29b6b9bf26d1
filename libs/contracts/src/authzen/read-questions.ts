import {
  SEMANTICS,
  type AccessQuestion,
  type AccessQuestions,
  type Properties,
  type Semantic,
  type UnreadableItem,
} from './access-question.js';
import { bodyObject, faultsOfPart, isObject, NAMES, REQUIRED, type Part } from './check-parts.js';
import { readQuestion } from './read-question.js';
import { fault, ShapeError } from './shape-error.js';

const PARTS = Object.keys(NAMES) as Part[];

/**
 * The body of an Access Evaluations request, each item completed by what stands for the whole (AuthZEN 1.0, Default
 * Values): a part of an item replaces that of the whole and is not merged with it, but for a name that it leaves out.
 * What is wrong with one item is told in its place; the rest is decided (Evaluations, Errors).
 * @throws ShapeError for what concerns the whole: its own parts, options, and more than `most` items
 */
export function readQuestions(body: unknown, most: number): AccessQuestions {
  const whole = bodyObject(body);
  const semantic = semanticOf(whole['options']);
  const items = whole['evaluations'] ?? [];
  if (!Array.isArray(items)) throw new ShapeError([fault('evaluations', 'isArray', 'must be a list')]);
  if (items.length === 0) return { listed: false, semantic, questions: [readQuestion(body)] };
  if (items.length > most) {
    throw new ShapeError([fault('evaluations', 'arrayMaxSize', `must hold no more than ${most}`)]);
  }
  requireDefaults(whole);
  const completed = completer(whole);
  return { listed: true, semantic, questions: items.map(completed) };
}

function semanticOf(options: unknown): Semantic {
  if (options === undefined) return 'execute_all';
  if (!isObject(options)) throw new ShapeError([fault('options', 'isObject', 'must be an object')]);
  const semantic = options['evaluations_semantic'] ?? 'execute_all';
  if (SEMANTICS.includes(semantic as Semantic)) return semantic as Semantic;
  throw new ShapeError([fault('options.evaluations_semantic', 'isIn', `must be one of ${SEMANTICS.join(', ')}`)]);
}

/** What stands for all may leave names to the items, but it is an object. */
function requireDefaults(whole: Properties): void {
  const faults = PARTS.flatMap((part) => (whole[part] === undefined ? [] : (faultsOfPart(whole[part], part) ?? [])));
  if (faults.length > 0) throw new ShapeError(faults);
}

function completer(whole: Properties): (item: unknown) => AccessQuestion | UnreadableItem {
  // A part that stands for all is looked at once, not once an item.
  const sound = new Set(REQUIRED.filter((part) => faultsOfPart(whole[part], part, NAMES[part]) === undefined));
  return (item) => {
    if (!isObject(item)) return { unreadable: 'an evaluation must be an object' };
    const question: Record<Part, unknown> = {
      subject: named(item, whole, 'subject'),
      action: named(item, whole, 'action'),
      resource: named(item, whole, 'resource'),
      context: item['context'] ?? whole['context'] ?? {},
    };
    for (const part of REQUIRED) {
      if (item[part] === undefined && sound.has(part)) continue;
      const [found] = faultsOfPart(question[part], part, NAMES[part]) ?? [];
      if (found) return { unreadable: `${found.field} ${found.detail}` };
    }
    return isWhole(question) ? question : { unreadable: 'context must be an object' };
  };
}

/** Once its other parts are sound. */
const isWhole = (question: Record<Part, unknown>): question is Record<Part, unknown> & AccessQuestion =>
  isObject(question.context);

/** An item's own part, with the names of the whole's where it leaves one out; the whole's where it has none. */
function named(item: Properties, whole: Properties, part: (typeof REQUIRED)[number]): unknown {
  const [own, general] = [item[part], whole[part]];
  if (own === undefined) return general;
  if (!isObject(own) || !isObject(general)) return own;
  let complete: Record<string, unknown> | undefined;
  for (const name of NAMES[part]) {
    if (own[name] === undefined && general[name] !== undefined) (complete ??= { ...own })[name] = general[name];
  }
  return complete ?? own;
}
