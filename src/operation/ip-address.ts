import ipaddr from 'ipaddr.js';

/**
 * Reads an address as servers hand it over (`::ffff:81.2.69.142` is IPv4).
 *
 * @returns the address in canonical form; `'not-public'` if it is private, reserved or not a single host's, so that no
 *   database can know it; `undefined` if it is no address
 */
export function parsePublicAddress(ip: string): string | 'not-public' | undefined {
  const text = ip.trim();
  // ipaddr.js takes `1.2.3` and `0x7f.1` for addresses, as C's inet_aton does.
  if (!ipaddr.IPv4.isValidFourPartDecimal(text) && !ipaddr.IPv6.isValid(text)) return undefined;
  const address = ipaddr.process(text);
  return address.range() === 'unicast' ? address.toString() : 'not-public';
}
