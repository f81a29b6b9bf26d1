import { ExtensionValue } from '../values/value.js';

const OCTET = /^(?:0|[1-9][0-9]{0,2})$/;
const GROUP = /^[0-9a-fA-F]{1,4}$/;
const PREFIX = /^(?:0|[1-9][0-9]{0,2})$/;

function readV4(text: string): number | null {
  const octets = text.split('.');
  if (octets.length !== 4 || !octets.every((octet) => OCTET.test(octet) && Number(octet) <= 255)) return null;
  return octets.reduce((address, octet) => address * 256 + Number(octet), 0);
}

const groupsOf = (text: string): string[] => (text === '' ? [] : text.split(':'));

function readV6(text: string): bigint | null {
  const [head = '', tail, third] = text.split('::');
  if (third !== undefined) return null;
  const [first, last] = [groupsOf(head), tail === undefined ? [] : groupsOf(tail)];
  const missing = 8 - first.length - last.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return null;
  const groups = [...first, ...Array<string>(missing).fill('0'), ...last];
  if (!groups.every((group) => GROUP.test(group))) return null;
  return groups.reduce((address, group) => address * 65536n + BigInt(`0x${group}`), 0n);
}

/** Reads an address, or a range with a prefix length, as Cedar does: no IPv4 within IPv6, no leading zeros. */
export function readIpAddress(text: string): ExtensionValue | null {
  const slash = text.indexOf('/');
  const written = slash < 0 ? text : text.slice(0, slash);
  const address = readV4(written) ?? readV6(written);
  if (address === null) return null;
  const longest = typeof address === 'bigint' ? 128 : 32;
  if (slash < 0) return new ExtensionValue('ipaddr', address, longest);
  const prefix = text.slice(slash + 1);
  return PREFIX.test(prefix) && Number(prefix) <= longest
    ? new ExtensionValue('ipaddr', address, Number(prefix))
    : null;
}

export const isIpv6 = ({ amount }: ExtensionValue): boolean => typeof amount === 'bigint';

/** The first bits of an address, as many as a prefix counts. */
const network = ({ amount }: ExtensionValue, prefix: number): bigint =>
  BigInt(amount) >> BigInt((typeof amount === 'bigint' ? 128 : 32) - prefix);

/** Whether every address of the one range is in the other; never across families. */
export const isInRange = (range: ExtensionValue, of: ExtensionValue): boolean =>
  isIpv6(range) === isIpv6(of) && range.prefix >= of.prefix && network(range, of.prefix) === network(of, of.prefix);

function range(text: string): ExtensionValue {
  const read = readIpAddress(text);
  if (read === null) throw new TypeError(`${text} is no address`);
  return read;
}

const LOOPBACK = [range('127.0.0.0/8'), range('::1')];
const MULTICAST = [range('224.0.0.0/4'), range('ff00::/8')];

export const isLoopback = (address: ExtensionValue): boolean => LOOPBACK.some((of) => isInRange(address, of));
export const isMulticast = (address: ExtensionValue): boolean => MULTICAST.some((of) => isInRange(address, of));
