import { policyToText, type EntityUid, type PolicyJson, type TemplateLink } from '@cedar-policy/cedar-wasm/nodejs';
import type { BundleProblem } from './bundle-error.js';
import type { BundleFile, Rule } from './bundle.js';
import { nestsWithin } from './engine-limits.js';
import { messageOf } from './source-line.js';

/** The file of a bundle that fills its templates' slots, in Cedar's own JSON form of links. */
export const LINKS_FILE = 'links.json';

/** A policy with slots. It decides nothing by itself: each link makes a rule of it. */
export interface Template {
  id: string;
  json: PolicyJson;
  file: string;
  line: number;
}

function isUid(value: unknown): value is EntityUid {
  if (typeof value !== 'object' || value === null) return false;
  const uid = '__entity' in value ? value.__entity : value;
  const { type, id } = (uid ?? {}) as { type?: unknown; id?: unknown };
  return typeof type === 'string' && typeof id === 'string';
}

function isLink(value: unknown): value is TemplateLink {
  const { templateId, newId, values } = (value ?? {}) as Partial<Record<keyof TemplateLink, unknown>>;
  if (typeof templateId !== 'string' || typeof newId !== 'string') return false;
  return typeof values === 'object' && values !== null && Object.values(values).every(isUid);
}

function readLinks(text: string): TemplateLink[] | null {
  try {
    const links: unknown = JSON.parse(text);
    return Array.isArray(links) && links.every(isLink) && nestsWithin(links) ? links : null;
  } catch {
    return null;
  }
}

/** Slots stand where an entity may: every `{"slot": "?principal"}` becomes `{"entity": …}`. */
function filled(json: PolicyJson, values: TemplateLink['values']): PolicyJson {
  const fill = (constraint: unknown): unknown => {
    if (typeof constraint !== 'object' || constraint === null) return constraint;
    const { slot, in: group, ...rest } = constraint as { slot?: string; in?: unknown };
    const entity = slot === undefined ? undefined : values[slot];
    return { ...rest, ...(group === undefined ? {} : { in: fill(group) }), ...(entity && { entity }) };
  };
  return { ...json, principal: fill(json.principal), resource: fill(json.resource) } as PolicyJson;
}

const slotsOf = ({ json }: Template): string[] =>
  [...JSON.stringify([json.principal, json.resource]).matchAll(/"slot":"(\?\w+)"/g)].map(([, slot]) => slot!);

function ruleOf(link: TemplateLink, templates: readonly Template[]): Rule | string {
  const template = templates.find(({ id }) => id === link.templateId);
  if (!template) return `no template has the @id ${link.templateId}`;
  const [slots, given] = [slotsOf(template), Object.keys(link.values)];
  if ([...slots].sort().join() !== given.sort().join()) {
    return `template ${template.id} has the slots ${slots.join(', ')}, and the link fills ${given.join(', ') || 'none'}`;
  }
  const json = filled(template.json, link.values);
  const answer = policyToText(json);
  if (answer.type === 'failure') return answer.errors.map(messageOf).join('; ');
  const annotations = Object.entries(json.annotations ?? {}).map(([name, value]) => [name, value ?? ''] as const);
  const { file, line } = template;
  return {
    ...{ id: link.newId, effect: json.effect, annotations: Object.fromEntries(annotations) },
    ...{ text: answer.text, json, file, line },
  };
}

/** Makes a rule of each link; from there on, it is a rule like any other, to both engines and to the prover. */
export function linkTemplates(
  file: BundleFile | undefined,
  templates: readonly Template[],
): { rules: Rule[]; problems: BundleProblem[] } {
  if (file === undefined) return { rules: [], problems: [] };
  const told = (rule: string | null, message: string): BundleProblem => ({ file: file.name, line: 1, rule, message });
  const links = readLinks(file.text);
  if (links === null) {
    const message = 'expected a JSON list of {"templateId": id, "newId": id, "values": {"?principal": {"type", "id"}}}';
    return { rules: [], problems: [told(null, message)] };
  }
  const made = links.map((link) => ({ link, rule: ruleOf(link, templates) }));
  return {
    rules: made.flatMap(({ rule }) => (typeof rule === 'string' ? [] : [rule])),
    problems: made.flatMap(({ link, rule }) => (typeof rule === 'string' ? [told(link.newId, rule)] : [])),
  };
}
