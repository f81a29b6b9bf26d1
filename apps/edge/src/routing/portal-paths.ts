/**
 * First parts of a path that never lead to the portal: the APIs' own, where a wrong address is a problem document, and
 * what an app tells its operator.
 */
const CLOSED = ['api', 'access', 'fhir', 'log', '.well-known', 'livez', 'readyz', 'metrics'];

/**
 * Whether a path may go to the portal. It is read as generously as any server behind might read it, so that no spelling
 * of a closed path gets through: encoded (twice, too), with backslashes, empty parts, parameters or other capitals.
 */
export function leadsToPortal(url: string): boolean {
  const once = decoded(url.split(/[?#]/, 1)[0]!);
  if (once === undefined) return false;
  const parts = (decoded(once) ?? once).split(/[/\\]+/).filter((part) => part !== '');
  if (parts.some((part) => /^\.{1,2}(;|$)/.test(part))) return false;
  const first = parts[0]?.split(';', 1)[0]?.trim().toLowerCase();
  return first === undefined || !CLOSED.includes(first);
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
