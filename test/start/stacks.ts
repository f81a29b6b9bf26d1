import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { openDirectory, StackUnderTest } from './stack-under-test.js';

/** The stacks that one spec starts, without the demo town, in a directory of theirs; all of them end with it. */
export class Stacks {
  readonly root = openDirectory('stacks-');
  readonly dataDir = join(this.root, 'data');
  private readonly started: StackUnderTest[] = [];

  constructor(readonly portBase: string) {}

  start(env: Readonly<Record<string, string>> = {}, dataDir = this.dataDir): StackUnderTest {
    const stack = new StackUnderTest(dataDir, { PORT_BASE: this.portBase, DEMO: 'off', ...env });
    this.started.push(stack);
    return stack;
  }

  async remove(): Promise<void> {
    for (const stack of this.started) {
      stack.kill('SIGTERM');
      await stack.exit();
    }
    rmSync(this.root, { recursive: true, force: true });
  }
}
