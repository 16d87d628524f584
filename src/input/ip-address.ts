import ipaddr from 'ipaddr.js';
import { attempt } from '../untrusted/fields.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** In characters. More than an IPv6 address with a zone and a port needs. */
const MAX_LENGTH = 128;

/**
 * Parses an address in the forms that servers and proxies provide: with a port (`81.2.69.142:443`, `[2a00:1450::1]:443`), with a zone
 * (`fe80::1%eth0`, RFC 4007), or as an IPv4-mapped IPv6 address (`::ffff:81.2.69.142`).
 *
 * @returns `undefined` if it is not an address, or a list of addresses
 * @example
 * String(parseAddress('[::ffff:81.2.69.142]:443')); // '81.2.69.142'
 */
export function parseAddress(ip: string): Address | undefined {
  if (ip.length > MAX_LENGTH) return undefined;
  const trimmed = ip.trim();
  // Without a colon, it is an IPv4 address without a port. IPv4 has no zones.
  const text = trimmed.includes(':') ? withoutZone(withoutPort(trimmed)) : trimmed;
  return text.includes(':') ? parseIPv6(text) : parseIPv4(text);
}

/** Accepts only four decimal numbers. ipaddr.js also accepts `1.2.3`, `0x7f.1` and `010.2.3.4`, like C's inet_aton. */
function parseIPv4(text: string): ipaddr.IPv4 | undefined {
  return ipaddr.IPv4.isValidFourPartDecimal(text) ? ipaddr.IPv4.parse(text) : undefined;
}

/** Parses IPv6, which may end in an IPv4 address (RFC 4291, section 2.2). Converts IPv4-mapped addresses to IPv4. */
function parseIPv6(text: string): Address | undefined {
  const end = text.slice(text.lastIndexOf(':') + 1);
  if (text.includes('%') || (end.includes('.') && parseIPv4(end) === undefined)) return undefined;
  const address = attempt(() => ipaddr.IPv6.parse(text));
  return address?.isIPv4MappedAddress() && !isIPv4Compatible(text) ? address.toIPv4Address() : address;
}

/** Recognizes the deprecated form `::1.2.3.4` (RFC 4291, section 2.5.5.1), which ipaddr.js 2.5 takes for an IPv4-mapped address. */
function isIPv4Compatible(text: string): boolean {
  return /^::\d+\./.test(text);
}

/** Removes the port. An IPv6 address before a port is in brackets (RFC 3986, section 3.2.2), so `::1:80` has no port. */
function withoutPort(text: string): string {
  const [, v6, v4] = /^(?:\[([^\]]*:[^\]]*)\]|([^:]*))(?::\d{1,5})?$/.exec(text) ?? [];
  return v6 ?? v4 ?? text;
}

/** Removes the zone (RFC 4007, section 11). It can be any name of a network interface. Node's `isIPv6` rejects `fe80::1%br_lan`. */
function withoutZone(text: string): string {
  return text.replace(/^([^%:]*:[^%]*)%[^%\s/,]+$/, '$1');
}

/** The IPv6 addresses that IANA allocates to hosts (RFC 4291, section 2.4, and the IPv6 Address Space registry). */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Checks whether the address is public: not private, not reserved, and of a single host. Geo databases have no others.
 *
 * ipaddr.js 2.5 knows the special blocks of IANA's registries. It treats all other IPv6 addresses as public, also unallocated ones such as
 * `100:0:0:1::/64` (RFC 9780) and `::808:808` (RFC 4291, section 2.5.5.1).
 */
export function isPublic(address: Address): boolean {
  if (address.range() !== 'unicast') return false;
  return address instanceof ipaddr.IPv4 || address.match(GLOBAL_UNICAST);
}
