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
  const parts = partsOf(url);
  if (!url.startsWith('/') || parts === undefined || parts.some(isStep)) return false;
  const first = parts[0]?.split(';', 1)[0]?.trim().toLowerCase();
  return first === undefined || !CLOSED.includes(first);
}

/** Whether any server behind might read a step up (`..`) in a path, or the path cannot be read. */
export function climbs(url: string): boolean {
  return partsOf(url)?.some(isStep) ?? true;
}

const isStep = (part: string): boolean => /^\.{1,2}(;|$)/.test(part);

function partsOf(url: string): string[] | undefined {
  const once = decoded(url.split(/[?#]/, 1)[0]!);
  return once === undefined ? undefined : (decoded(once) ?? once).split(/[/\\]+/).filter((part) => part !== '');
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
