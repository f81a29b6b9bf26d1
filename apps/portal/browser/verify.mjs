/**
 * Checks in the browser, with nothing but its own cryptography, what the log says of itself: that its newest checkpoint is
 * signed (C2SP signed-note, tlog-checkpoint), and that one entry stands in it (C2SP tlog-proof, RFC 6962 2.1). The page
 * brings the proof and the entry; key and checkpoint are fetched from the log. Without script the portal checks the same.
 */
const { crypto, TextEncoder, atob, btoa } = globalThis;

const HEADER = 'c2sp.org/tlog-proof@v1';
const ED25519 = 1;
const HASH_SIZE = 32;

const utf8 = (text) => new TextEncoder().encode(text);

/** RFC 4648 section 4, strict: two spellings of one hash must not both pass. */
function fromBase64(text) {
  const binary = atob(text);
  if (btoa(binary) !== text) throw new Error('not standard base64');
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

function joined(...parts) {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
const equal = (a, b) => a.length === b.length && a.every((byte, at) => byte === b[at]);
const keyIdOf = async (name, key) => (await sha256(joined(utf8(`${name}\n`), [ED25519], key))).slice(0, 4);

/** `name+hash+base64`, as `/log/vkey` serves it. */
async function readKey(vkey) {
  const [, name, hash, encoded] = /^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/u.exec(vkey.trim());
  const bytes = fromBase64(encoded);
  const raw = bytes.slice(1);
  const keyId = await keyIdOf(name, raw);
  const hex = [...keyId].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  if (bytes[0] !== ED25519 || raw.length !== HASH_SIZE || hex !== hash) throw new Error('no key of this kind');
  return { name, keyId, key: await crypto.subtle.importKey('raw', raw, { name: 'Ed25519' }, false, ['verify']) };
}

/** The tree head in a signed checkpoint: every signature by this key must be right, and there must be one. */
async function openCheckpoint(note, { name, keyId, key }) {
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || !note.endsWith('\n')) throw new Error('no signed note');
  const text = note.slice(0, split + 1);
  let signed = false;
  for (const line of note.slice(split + 2, -1).split('\n')) {
    const [, signer, encoded] = /^— ([^+\s]+) (\S+)$/u.exec(line);
    const bytes = fromBase64(encoded);
    if (signer !== name || !equal(bytes.slice(0, 4), keyId)) continue;
    if (!(await crypto.subtle.verify('Ed25519', key, bytes.slice(4), utf8(text)))) throw new Error('wrong signature');
    signed = true;
  }
  const [origin, size, root] = text.split('\n');
  if (!signed || origin !== name || !/^(0|[1-9]\d*)$/.test(size)) throw new Error('not signed by the log');
  return { size: Number(size), root: fromBase64(root) };
}

function readProof(text) {
  const split = text.indexOf('\n\n');
  const lines = text.slice(0, split).split('\n');
  if (split < 0 || lines.shift() !== HEADER) throw new Error('no proof');
  if (lines[0]?.startsWith('extra ')) lines.shift();
  const [, index] = /^index (0|[1-9]\d*)$/.exec(lines.shift());
  const hashes = lines.map(fromBase64);
  if (hashes.some((hash) => hash.length !== HASH_SIZE)) throw new Error('no hash');
  return { index: Number(index), hashes, checkpoint: text.slice(split + 2) };
}

const odd = (value) => value % 2 === 1;
const half = (value) => Math.floor(value / 2);

/** RFC 9162 2.1.3.2: the root that the path of hashes leads to. */
async function rootOf(leaf, index, size, hashes) {
  if (index >= size) throw new Error('outside the tree');
  let [place, last, root] = [index, size - 1, leaf];
  for (const sibling of hashes) {
    if (last === 0) throw new Error('too long');
    if (odd(place) || place === last) {
      root = await sha256(joined([1], sibling, root));
      while (!odd(place) && place !== 0) [place, last] = [half(place), half(last)];
    } else {
      root = await sha256(joined([1], root, sibling));
    }
    [place, last] = [half(place), half(last)];
  }
  if (last !== 0) throw new Error('too short');
  return root;
}

const holds = async (claim) => {
  try {
    return (await claim()) !== false;
  } catch {
    return false;
  }
};

/**
 * Each step by its name, and whether it holds. `proof`, `leaf`, `id` and `time` are of the entry; left out, only the
 * checkpoint is checked.
 */
export async function check({ vkey, checkpoint, proof, leaf, id, time }) {
  const head = await holds(async () => openCheckpoint(checkpoint, await readKey(vkey)));
  if (proof === undefined) return [{ step: 'head', holds: head }];
  return [
    { step: 'head', holds: head },
    { step: 'proof', holds: await holds(async () => openCheckpoint(readProof(proof).checkpoint, await readKey(vkey))) },
    {
      step: 'entry',
      holds: await holds(() => {
        const said = JSON.parse(leaf);
        return said.id === id && said.time === time;
      }),
    },
    {
      step: 'inclusion',
      holds: await holds(async () => {
        const { index, hashes, checkpoint: own } = readProof(proof);
        const { size, root } = await openCheckpoint(own, await readKey(vkey));
        return equal(await rootOf(await sha256(joined([0], utf8(leaf))), index, size, hashes), root);
      }),
    },
  ];
}

const canCheck = async () => {
  const key = new Uint8Array(HASH_SIZE);
  return holds(() => crypto.subtle.importKey('raw', key, { name: 'Ed25519' }, false, ['verify']));
};

const read = async (path) => (await globalThis.fetch(path, { cache: 'no-store' })).text();

/** Puts the browser's own findings in the place of the portal's. */
async function show(box) {
  if (!(await canCheck())) return;
  const textOf = (name) => box.querySelector(`[data-part="${name}"]`)?.textContent;
  const { entry: id, time } = box.dataset;
  const [vkey, checkpoint] = await Promise.all([read('/log/vkey'), read('/log/checkpoint')]);
  const steps = await check({ vkey, checkpoint, proof: textOf('proof'), leaf: textOf('leaf'), id, time });
  for (const { step, holds: right } of steps) tell(box.querySelector(`[data-step="${step}"]`), right);
  tell(
    box.querySelector('[data-verdict]'),
    steps.every((step) => step.holds),
  );
  const by = box.querySelector('[data-by]');
  by.textContent = by.dataset.browser;
  box.dataset.checked = 'browser';
}

function tell(place, right) {
  const outcome = right ? 'holds' : 'fails';
  place.textContent = place.dataset[outcome];
  place.className = place.dataset[`${outcome}Class`];
}

const box = globalThis.document?.querySelector('[data-verify]');
if (box) await show(box);
