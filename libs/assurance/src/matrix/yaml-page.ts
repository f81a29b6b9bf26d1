import { isNode, LineCounter, parseDocument, type Document } from 'yaml';
import type { BundleProblem } from '#libs/cedar';
import type { Page, Path, Place } from '#libs/pdp';

/**
 * One YAML file of a bundle, whose values know their lines. Never throws: what cannot be read is among `problems`,
 * and then `root` is null.
 */
export class YamlPage implements Page {
  readonly problems: BundleProblem[] = [];
  private readonly counter = new LineCounter();
  private readonly document: Document;

  constructor(
    readonly file: string,
    text: string,
  ) {
    this.document = parseDocument(text, { lineCounter: this.counter, merge: true, prettyErrors: false });
    for (const { pos, message } of this.document.errors) this.report(this.counter.linePos(pos[0]).line, message);
  }

  root(): Place | null {
    if (this.problems.length > 0) return null;
    try {
      return { page: this, value: this.document.toJS() as unknown, path: [] };
    } catch (error) {
      // An alias that names nothing, or aliases that would unfold to far more than the page.
      this.report(1, error instanceof Error ? error.message : 'cannot be read');
      return null;
    }
  }

  /** The line of a value; of what holds it, where it came in through an alias. */
  lineAt(path: Path): number {
    for (let length = path.length; length >= 0; length -= 1) {
      const node = length === 0 ? this.document.contents : this.document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return this.counter.linePos(node.range[0]).line;
    }
    return 1;
  }

  report(line: number, message: string): void {
    this.problems.push({ file: this.file, line, rule: null, message });
  }
}
