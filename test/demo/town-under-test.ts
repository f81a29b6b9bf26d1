import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { openDirectory, plain, StackUnderTest } from '../start/stack-under-test.js';

/** The stack with the demo town, as `npm start` has it, and the project's own commands beside it. */
export class TownUnderTest {
  private readonly root = openDirectory('demo-');
  private dataDir = join(this.root, 'data');
  private stack: StackUnderTest | undefined;

  constructor(readonly portBase: string) {}

  async start(...options: string[]): Promise<void> {
    const entry = ['--enable-source-maps', 'dist/bundle/start.js', ...options] as const;
    this.stack = new StackUnderTest(this.dataDir, { PORT_BASE: this.portBase }, [process.execPath, ...entry]);
    await this.stack.prints('Consent Broker is ready');
  }

  /** With nothing of what was before. */
  async startAnew(): Promise<void> {
    rmSync(this.dataDir, { recursive: true, force: true });
    await this.start();
  }

  async stop(): Promise<void> {
    this.stack?.pressCtrlC();
    await this.stack?.exit();
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.root, { recursive: true, force: true });
  }

  get endpoints(): Record<string, string> {
    return this.stack!.endpoints();
  }

  get processes(): readonly { readonly name: string; readonly pid: number }[] {
    return this.stack!.state().processes;
  }

  /** What a command finds around it. */
  get environment(): NodeJS.ProcessEnv {
    return plain({ DATA_DIR: this.dataDir, PORT_BASE: this.portBase });
  }

  async run(
    script: string,
    args: readonly string[] = [],
    env: Readonly<Record<string, string>> = {},
  ): Promise<{ code: number | null; output: string }> {
    const more = { PORT_BASE: this.portBase, ...env };
    const child = new StackUnderTest(this.dataDir, more, [process.execPath, `dist/bundle/${script}.js`, ...args]);
    return { code: await child.exit(), output: child.output };
  }

  /** Plays the town's script; `words` name the sink. */
  async playsAsWritten(words: string): Promise<void> {
    const { code, output } = await this.run('demo');
    expect(output).toContain(words);
    expect(output).not.toContain('DIFFERENT');
    expect(output).toMatch(/^31 checks as expected, 0 different, \d+ not built/m);
    expect(code).toBe(0);
  }
}
