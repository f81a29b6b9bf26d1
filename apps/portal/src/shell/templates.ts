import { join } from 'node:path';
import nunjucks from 'nunjucks';
import { PORTAL_FOLDER, PROJECT_ROOT } from '../portal-folder.js';

/** Ours, and GOV.UK Frontend's macros. */
export const TEMPLATE_FOLDERS: readonly string[] = [
  join(PORTAL_FOLDER, 'views'),
  join(PROJECT_ROOT, 'node_modules', 'govuk-frontend', 'dist'),
];

/** All templates, everything escaped, each read when a page first needs it. In a bundle the build has put them in compiled. */
export const TEMPLATES: nunjucks.Environment = new nunjucks.Environment(
  new nunjucks.FileSystemLoader([...TEMPLATE_FOLDERS]),
  { autoescape: true, trimBlocks: true, lstripBlocks: true },
);
