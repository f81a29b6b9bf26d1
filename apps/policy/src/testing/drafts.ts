import { loadBundle } from '#libs/cedar';
import type { RunningPolicy } from './running-policy.js';

interface File {
  readonly name: string;
  readonly text: string;
}

/** The release's own rules with another sentence in their first explanation: another bundle with the same answers. */
export async function reworded(words: string): Promise<File[]> {
  const { files } = await loadBundle('policies');
  const at = files.findIndex(({ text }) => text.includes('@explain("'));
  return files.map(({ name, text }, index) => ({
    name,
    text: index === at ? text.replace('@explain("', `@explain("${words}: `) : text,
  }));
}

/** Posted by Voss and checked; returns its hash. */
export async function checkedDraft(policy: RunningPolicy, words: string): Promise<string> {
  const posted = await policy.send('POST', '/v1/bundles', { as: 'voss', body: { files: await reworded(words) } });
  const { hash } = posted.body as { hash: string };
  await policy.send('POST', `/v1/bundles/${hash}/check`, { as: 'voss' });
  return hash;
}
