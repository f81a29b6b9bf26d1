import { EMPTY_ROOT, nodeHash } from '#libs/tlog';

/** The root of a growing tree, leaf by leaf, in memory logarithmic in its size: shares no code with the tiles it checks. */
export class RunningRoot {
  private readonly peaks: { height: number; hash: Buffer }[] = [];

  add(leaf: Buffer): void {
    let peak = { height: 0, hash: leaf };
    for (let last = this.peaks.at(-1); last?.height === peak.height; last = this.peaks.at(-1)) {
      peak = { height: peak.height + 1, hash: nodeHash(last.hash, peak.hash) };
      this.peaks.pop();
    }
    this.peaks.push(peak);
  }

  root(): Buffer {
    const [smallest, ...larger] = [...this.peaks].reverse();
    if (!smallest) return EMPTY_ROOT;
    return larger.reduce((root, peak) => nodeHash(peak.hash, root), smallest.hash);
  }
}
