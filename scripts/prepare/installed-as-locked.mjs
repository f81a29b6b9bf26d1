import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Whether node_modules holds what package-lock.json names: npm writes its own copy of the lock as the last step of an
 * install, so an install that was broken off counts as missing. Optional packages may be absent (other platforms).
 */
export function installedAsLocked(root) {
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const present = JSON.parse(readFileSync(installed, 'utf8')).packages;
  return Object.entries(wanted).every(([path, { version, optional, peer }]) => {
    if (path === '') return true;
    return present[path] ? present[path].version === version : Boolean(optional || peer);
  });
}
