import { UnavailableError } from '../problem/problem-error.js';

const LARGEST = 256 * 1024;
const TIMEOUT_MS = 3_000;

/** Reads a small JSON document of an issuer. Redirects, other types, long bodies and slow answers are refused. */
export async function fetchJson(url: string): Promise<Record<string, unknown>> {
  try {
    const response = await fetch(url, {
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: { accept: 'application/json' },
    });
    if (!response.ok) throw new Error(`status ${response.status}`);
    const text = await readUpTo(response, LARGEST);
    const document: unknown = JSON.parse(text);
    if (typeof document !== 'object' || document === null || Array.isArray(document))
      throw new Error('not a JSON object');
    return document as Record<string, unknown>;
  } catch (cause) {
    throw new UnavailableError('the sign-in service', 5, { cause });
  }
}

async function readUpTo(response: Response, limit: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += (chunk as Uint8Array).byteLength;
    if (size > limit) throw new Error('too long');
    text += decoder.decode(chunk as Uint8Array, { stream: true });
  }
  return text + decoder.decode();
}
