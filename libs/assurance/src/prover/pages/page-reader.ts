import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node, type YAMLMap } from 'yaml';
import { BundleError, type BundleFile, type BundleProblem } from '#libs/cedar';
import type { PageCondition } from './invariant.js';

/** A YAML page read piece by piece, every complaint with its line. */
export class PageReader {
  private readonly lines = new LineCounter();
  readonly root: YAMLMap;

  /** @throws BundleError when the page is not a YAML mapping. */
  constructor(private readonly file: BundleFile) {
    const document = parseDocument(file.text, { lineCounter: this.lines });
    const problems = document.errors.map(({ pos, message }) => this.problem(this.lines.linePos(pos[0]).line, message));
    if (problems.length > 0) throw new BundleError(problems);
    if (!isMap(document.contents)) throw new BundleError([this.problem(1, 'is not a list of named parts')]);
    this.root = document.contents;
  }

  private problem(line: number, message: string): BundleProblem {
    return { file: this.file.name, line, rule: null, message };
  }

  refuse(node: Node | null, message: string): never {
    throw new BundleError([this.problem(node ? this.lineOf(node) : 1, message)]);
  }

  lineOf(node: Node): number {
    return this.lines.linePos(node.range?.[0] ?? 0).line;
  }

  private nodeOf(map: YAMLMap, name: string): Node | null {
    const pair = map.items.find(({ key }) => isScalar(key) && key.value === name);
    return (pair?.value ?? null) as Node | null;
  }

  /** Refuses a mapping with parts of other names: a misspelt claim would otherwise claim nothing. */
  only(map: YAMLMap, names: readonly string[]): void {
    for (const { key } of map.items) {
      const name = isScalar(key) ? String(key.value) : '?';
      if (!names.includes(name)) this.refuse(key as Node, `"${name}" is unknown here; known: ${names.join(', ')}`);
    }
  }

  maps(map: YAMLMap, name: string): YAMLMap[] {
    const node = this.nodeOf(map, name);
    if (node === null) return [];
    if (!isSeq(node)) return this.refuse(node, `${name} is not a list`);
    return node.items.map((item) => (isMap(item) ? item : this.refuse(item as Node, `not a part of ${name}`)));
  }

  map(map: YAMLMap, name: string): YAMLMap | null {
    const node = this.nodeOf(map, name);
    return node === null ? null : isMap(node) ? node : this.refuse(node, `${name} has no named parts`);
  }

  entries(map: YAMLMap, name: string): [string, string][] {
    return (this.map(map, name)?.items ?? []).map(({ key, value }): [string, string] => [
      isScalar(key) ? String(key.value) : '',
      isScalar(value) ? String(value.value) : '',
    ]);
  }

  private conditionOf(node: Node): PageCondition {
    if (!isScalar(node)) return this.refuse(node, 'is not a condition');
    const block = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
    return { text: String(node.value).trim(), file: this.file.name, line: this.lineOf(node) + (block ? 1 : 0) };
  }

  conditions(map: YAMLMap, name: string): PageCondition[] {
    const node = this.nodeOf(map, name);
    if (node === null) return [];
    if (!isSeq(node)) return this.refuse(node, `${name} is not a list`);
    return node.items.map((item) => this.conditionOf(item as Node));
  }

  condition(map: YAMLMap, name: string): PageCondition | null {
    const node = this.nodeOf(map, name);
    return node === null ? null : this.conditionOf(node);
  }

  text(map: YAMLMap, name: string): string {
    const node = this.nodeOf(map, name);
    if (!isScalar(node) || typeof node.value !== 'string' || node.value.trim() === '') {
      return this.refuse(node ?? map, `needs "${name}", a text`);
    }
    return node.value.trim();
  }
}
