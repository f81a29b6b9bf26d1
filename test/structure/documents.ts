/** A fenced block of a document. */
export interface Block {
  readonly language: string;
  readonly text: string;
}

const FENCE = /^```(\w*)\n([\s\S]*?)^```$/gm;
const LINK = /\[[^\]]*\]\(([^)\s]+)\)/g;

export const blocksOf = (document: string): Block[] =>
  [...document.matchAll(FENCE)].map(([, language, text]) => ({ language: language!, text: text! }));

/** What a document links to within the project: `path`, `path#anchor` or `#anchor`. */
export const linksOf = (document: string): string[] =>
  [...document.replaceAll(FENCE, '').matchAll(LINK)].map(([, target]) => target!).filter((to) => !/^[a-z]+:/.test(to));

/** Anchors by name, and those that headings get. */
export const anchorsOf = (document: string): Set<string> =>
  new Set([
    ...[...document.matchAll(/<a id="([^"]+)">/g)].map(([, id]) => id!),
    ...[...document.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
      heading!
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  ]);

/** Lines of tables that would be drawn as text: a table begins with a head and a rule of as many cells, and has no gaps. */
export function brokenTableLines(document: string): number[] {
  const lines = document.replaceAll(FENCE, (block) => block.replaceAll(/[^\n]/g, '')).split('\n');
  const cells = (line: string): number => line.trim().replaceAll('\\|', '').split('|').length;
  let width: number | undefined;
  return lines.flatMap((line, at) => {
    if (!line.startsWith('|')) {
      width = undefined;
      return [];
    }
    const begins = width === undefined;
    width ??= cells(line);
    const ruled = !begins || /^\|( *:?-+:? *\|)+ *$/.test(lines[at + 1] ?? '');
    return ruled && cells(line) === width ? [] : [at + 1];
  });
}
