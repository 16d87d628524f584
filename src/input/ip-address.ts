import ipaddr from 'ipaddr.js';
import { attempt } from '../untrusted/fields.js';

/** More than an IPv6 address with a zone and a port takes. */
const MAX_LENGTH = 128;

/**
 * Reads an address as servers and proxies hand it over: with a port (`81.2.69.142:443`, `[2a00:1450::1]:443`), a zone
 * (`fe80::1%eth0`, RFC 4007), or as IPv6 where it is IPv4 (`::ffff:81.2.69.142`).
 *
 * @returns the address in canonical form; `'not-public'` if it is private, reserved or not a single host's, so that no
 *   database can know it; `undefined` if it is no address, or several
 * @example
 * parsePublicAddress('[::ffff:81.2.69.142]:443'); // '81.2.69.142'
 */
export function parsePublicAddress(ip: string): string | 'not-public' | undefined {
  if (ip.length > MAX_LENGTH) return undefined;
  const trimmed = ip.trim();
  // Without a colon it is IPv4 alone, which has neither port nor zone.
  const mayBeV6 = trimmed.includes(':');
  const text = mayBeV6 ? withoutZone(withoutPort(trimmed)) : trimmed;
  const address = text.includes(':') ? parseIPv6(text) : parseIPv4(text);
  if (address === undefined) return undefined;
  return isPublic(address) ? address.toString() : 'not-public';
}

/** Four numbers: ipaddr.js takes `1.2.3`, `0x7f.1` and `010.2.3.4` for addresses too, as C's inet_aton does. */
function parseIPv4(text: string): ipaddr.IPv4 | undefined {
  return ipaddr.IPv4.isValidFourPartDecimal(text) ? ipaddr.IPv4.parse(text) : undefined;
}

/** It may end in an IPv4 address (RFC 4291, section 2.2). If it is a mapped one, it is given as that. */
function parseIPv6(text: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  const end = text.slice(text.lastIndexOf(':') + 1);
  if (text.includes('%') || (end.includes('.') && parseIPv4(end) === undefined)) return undefined;
  const address = attempt(() => ipaddr.IPv6.parse(text));
  return address?.isIPv4MappedAddress() && !isCompatible(text) ? address.toIPv4Address() : address;
}

/** RFC 4291, section 2.5.5.1, has dropped the form `::1.2.3.4`; ipaddr.js 2.5 takes it for a mapped one. */
function isCompatible(text: string): boolean {
  return /^::\d+\./.test(text);
}

/** An IPv6 address has brackets where a port follows (RFC 3986, section 3.2.2): `::1:80` has none. */
function withoutPort(text: string): string {
  const [, v6, v4] = /^(?:\[([^\]]*:[^\]]*)\]|([^:]*))(?::\d{1,5})?$/.exec(text) ?? [];
  return v6 ?? v4 ?? text;
}

/** RFC 4007, section 11. A zone is whatever a system calls its interface: Node refuses `fe80::1%br_lan`. */
function withoutZone(text: string): string {
  return text.replace(/^([^%:]*:[^%]*)%[^%\s/,]+$/, '$1');
}

/** All of IPv6 that IANA gives to hosts (RFC 4291, section 2.4, and its IPv6 Address Space registry). */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * ipaddr.js 2.5 knows the special blocks of IANA's registries, but takes what is outside of all blocks for public: in IPv6
 * also what nobody was given, such as `100:0:0:1::/64` (RFC 9780) and `::808:808` (RFC 4291, section 2.5.5.1).
 */
function isPublic(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (address.range() !== 'unicast') return false;
  return address instanceof ipaddr.IPv4 || address.match(GLOBAL_UNICAST);
}
