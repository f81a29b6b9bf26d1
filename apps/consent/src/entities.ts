import { DirectiveRow } from './directive/directive.row.js';
import { LinkRow } from './resident/link.row.js';

/** Every entity of the app, for the one connection; none leaves its folder otherwise. */
export const ENTITIES = [LinkRow, DirectiveRow];
