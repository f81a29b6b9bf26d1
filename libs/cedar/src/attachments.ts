import { createHash } from 'node:crypto';
import type { BundleProblem } from './bundle-error.js';
import type { BundleFile } from './bundle.js';

export interface AttachmentFolder {
  folder: string;
  ending: string;
}

/** The folders of a bundle that hold what goes with its rules, and the ending that counts in each. */
export const ATTACHMENT_FOLDERS: readonly AttachmentFolder[] = [
  { folder: 'tests', ending: '.yaml' },
  { folder: 'invariants', ending: '.yaml' },
  { folder: 'explain', ending: '.json' },
];

const ATTACHMENT = /^(?:(?:tests|invariants)\/[^/\\]+\.yaml|explain\/[^/\\]+\.json)$/;

/** Whether a name, relative to the bundle's folder, is one of an attachment: `tests/*.yaml`, `invariants/*.yaml`, `explain/*.json`. */
export const isAttachment = (name: string): boolean => ATTACHMENT.test(name);

/** The attachments among a bundle's files, by name; one that stands twice is told of. */
export function collectAttachments(files: readonly BundleFile[]): {
  attachments: BundleFile[];
  problems: BundleProblem[];
} {
  const attachments = files.filter(({ name }) => isAttachment(name)).sort((a, b) => (a.name < b.name ? -1 : 1));
  const problems = attachments
    .filter(({ name }, index) => attachments[index - 1]?.name === name)
    .map(({ name }) => ({ file: name, line: 1, rule: null, message: 'stands twice in the bundle' }));
  return { attachments, problems };
}

/** What counts of an attachment in the content address: its name and its text, whatever its line ends. */
export const digestOfAttachment = ({ name, text }: BundleFile): { name: string; sha256: string } => ({
  name,
  sha256: createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex'),
});
