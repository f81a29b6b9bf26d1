/** A mount of a service as Compose reads it, in its short form (`volume:target[:mode]`) or its long one. */
export type Mount = string | { readonly source: string; readonly target: string };
/** A config or a secret of a service. */
export type Source = string | { readonly source: string; readonly target?: string };

export interface Mounted {
  readonly volume: string;
  readonly target: string;
  readonly readOnly?: true;
}

interface Mounting {
  readonly volumes?: readonly Mount[];
  readonly configs?: readonly Source[];
  readonly secrets?: readonly Source[];
}

/**
 * Where everything of a service stands inside its container, by the Compose specification: a config without a target at
 * `/<its name>`, exactly so and with no ending added; a secret at `/run/secrets/<its name>`, also where its target is relative.
 */
export function mountsOf({ volumes = [], configs = [], secrets = [] }: Mounting): Mounted[] {
  return [
    ...volumes.map((mount) => {
      if (typeof mount !== 'string') return { volume: mount.source, target: mount.target };
      const [volume, target, mode] = mount.split(':');
      return { volume: volume!, target: target!, ...(mode === 'ro' ? { readOnly: true as const } : {}) };
    }),
    ...configs.map((config) => {
      const { source, target } = typeof config === 'string' ? { source: config } : config;
      return { volume: source, target: target ?? `/${source}` };
    }),
    ...secrets.map((secret) => {
      const { source, target } = typeof secret === 'string' ? { source: secret } : secret;
      const place = target ?? source;
      return { volume: source, target: place.startsWith('/') ? place : `/run/secrets/${place}` };
    }),
  ];
}
