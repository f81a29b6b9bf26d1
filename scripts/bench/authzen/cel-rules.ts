export interface CelRule {
  readonly id: string;
  readonly effect: 'permit' | 'forbid';
  readonly condition: string;
}

const POLICY = /@id\("([^"]+)"\)\s*(permit|forbid) \([^)]*\)\s*(?:when \{ (.+?) \})?\s*(?:unless \{ (.+?) \})?;/g;

/** The bench's thirty policies in CEL, from their text in Cedar: the few shapes that they use, and no others. */
export function celRules(cedar: string): CelRule[] {
  return [...cedar.matchAll(POLICY)].map(([, id, effect, when, unless]) => {
    const parts = [...(when ? [`(${toCel(when)})`] : []), ...(unless ? [`!(${toCel(unless)})`] : [])];
    return { id: id!, effect: effect as CelRule['effect'], condition: parts.join(' && ') };
  });
}

function toCel(cedar: string): string {
  return cedar
    .replaceAll(/(\[[^\]]*\]|[a-z.]+)\.contains\(([A-Za-z.]+)\)/g, '($2 in $1)')
    .replaceAll(/\bresource has (\w+)/g, 'has(resource.$1)')
    .replaceAll(/== Agency::"(\w+)"/g, '== agency("$1")')
    .replaceAll('resource.resident in principal.conflicts', 'resource.resident.id in principal.conflicts')
    .replaceAll(/principal\.agency == agency\(("\w+")\)/g, 'principal.agency.id == $1')
    .replaceAll(/\bprincipal\./g, 'P.attr.')
    .replaceAll(/\bresource\./g, 'R.attr.')
    .replaceAll(/\bcontext\./g, 'R.attr.context.');
}
