/**
 * node scripts/prepare/complete-lock.mjs — after `npm install` behind a registry that lacks packages for other platforms.
 * Such a lock leaves them out, and `npm ci` then refuses it everywhere. This adds what is missing: optional packages with
 * the exact version that their parent names, marked for the platform in their name, so that npm skips them elsewhere.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const PROCESSORS = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];
const C_LIBRARIES = { gnu: 'glibc', musl: 'musl' };

/** Packages that something in the lock depends on and that the lock does not hold: `{ name, wanted, by, optional }`. */
export function missingFromLock({ packages }) {
  return Object.entries(packages).flatMap(([path, entry]) => {
    const optional = Object.entries(entry.optionalDependencies ?? {}).map(([name, wanted]) => ({
      name,
      wanted,
      by: path,
      optional: true,
    }));
    const needed = Object.entries(entry.dependencies ?? {}).map(([name, wanted]) => ({
      name,
      wanted,
      by: path,
      optional: false,
    }));
    return [...needed, ...optional].filter(({ name }) => !isReachable(packages, path, name));
  });
}

/** The lock with every missing optional package of an exact version added. */
export function completed(lock) {
  const added = missingFromLock(lock).filter(({ optional, wanted }) => optional && /^\d+\.\d+\.\d+/.test(wanted));
  const entries = added.map(({ name, wanted, by }) => {
    const { dev } = lock.packages[by];
    return [`node_modules/${name}`, { version: wanted, ...platformOf(name), ...(dev ? { dev } : {}), optional: true }];
  });
  const sorted = Object.entries({ ...lock.packages, ...Object.fromEntries(entries) }).sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  return { ...lock, packages: Object.fromEntries(sorted) };
}

function isReachable(packages, from, name) {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    if (packages[`${at ? `${at}/` : ''}node_modules/${name}`]) return true;
    if (at === '') return false;
    if (!at.includes('/node_modules/')) return Boolean(packages[`node_modules/${name}`]);
  }
}

function platformOf(name) {
  const words = name.split(/[/-]/);
  const os = words.filter((word) => SYSTEMS.includes(word));
  const cpu = words.filter((word) => PROCESSORS.includes(word));
  const libc = words.flatMap((word) => C_LIBRARIES[word] ?? []);
  return {
    ...(cpu.length ? { cpu } : {}),
    ...(os.includes('linux') && libc.length ? { libc } : {}),
    ...(os.length ? { os } : {}),
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  const whole = completed(lock);
  writeFileSync('package-lock.json', `${JSON.stringify(whole, null, 2)}\n`);
  process.stdout.write(`${Object.keys(whole.packages).length - Object.keys(lock.packages).length} packages added\n`);
}
