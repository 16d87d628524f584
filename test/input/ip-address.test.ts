import { isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { isPublic, parseAddress } from '../../src/input/ip-address.js';

describe('an address', () => {
  test.each([
    ['as it is', '81.2.69.142', '81.2.69.142'],
    ['as it is', '2A00:1450:0:0:0:0:0:200E', '2a00:1450::200e'],
    ['with spaces around', ' 81.2.69.142\t', '81.2.69.142'],
    ['as IPv6 where it is IPv4', '::ffff:81.2.69.142', '81.2.69.142'],
    ['as IPv6 where it is IPv4', '::FFFF:5102:458e', '81.2.69.142'],
    ['as IPv6 where it is IPv4', '0:0:0:0:0:ffff:81.2.69.142', '81.2.69.142'],
    ['with a port', '81.2.69.142:443', '81.2.69.142'],
    ['with a port', '[2a00:1450::200e]:443', '2a00:1450::200e'],
    ['with a port', '[::ffff:81.2.69.142]:65535', '81.2.69.142'],
    ['in brackets', '[2a00:1450::200e]', '2a00:1450::200e'],
    ['with a zone', '2a00:1450::200e%eth0', '2a00:1450::200e'],
    ['with a zone', '::ffff:81.2.69.142%en-0.1', '81.2.69.142'],
    ['with a zone', '2a00:1450::200e%br_lan', '2a00:1450::200e'],
    ['with a zone as in a URL', '[2a00:1450::200e%25en0]:443', '2a00:1450::200e'],
    ['with all of them', ' [2a00:1450::200e%eth0.100]:443 ', '2a00:1450::200e'],
  ])('is read %s: %j', (_, text, address) => {
    expect(String(parseAddress(text))).toBe(address);
  });

  test.each([
    '',
    ' ',
    '1.2.3',
    '0x7f.1',
    '2130706433',
    '010.2.3.4',
    '::ffff:010.2.3.4',
    '256.2.3.4',
    '81.2.69.142.',
    '81.2.69.142/32',
    '81.2.69.142:',
    '81.2.69.142:http',
    '81.2.69.142:1234567',
    '[81.2.69.142]',
    '[81.2.69.142]:443',
    '[2a00:1450::200e',
    '2a00:1450::200e]',
    '[[2a00:1450::200e]]',
    '[]',
    '[]:443',
    ':443',
    '2a00:1450::200e::',
    '2a00:1450::200e%',
    '2a00:1450:::200e',
    '1:2:3:4:5:6:7:8:443',
    '81.2.69.142, 10.0.0.1',
    '81.2.69.142,10.0.0.1',
    '81.2.69.142 10.0.0.1',
    '2a00:1450::200e, 81.2.69.142',
    '８１.2.69.142',
    '81.2.69.142\u0000',
    'for=81.2.69.142',
    'unknown',
    'localhost',
    '1'.repeat(2 ** 20),
    ':'.repeat(2 ** 20),
    '%'.repeat(2 ** 20),
    '81.2.69.142%eth0',
    '['.repeat(2 ** 20),
  ])('is not %j', (text) => {
    expect(parseAddress(text)).toBeUndefined();
  });
});

test('an address has at most 128 characters', () => {
  const address = '2a00:1450::200e%';
  expect(String(parseAddress(address.padEnd(128, 'x')))).toBe('2a00:1450::200e');
  expect(parseAddress(address.padEnd(129, 'x'))).toBeUndefined();
});

test('what is an address, Node and we agree on', () => {
  const parts = [
    '::',
    ':',
    '0',
    '1',
    '01',
    '0001',
    '00001',
    'a',
    'ffff',
    'g',
    '.',
    '1.2.3.4',
    '255',
    '256',
    '0x1',
  ];
  const text = fc.array(fc.constantFrom(...parts), { maxLength: 17 }).map((chosen) => chosen.join(''));
  // A port is no part of an address for Node.
  const withoutPort = text.filter((t) => !/^[^:]*:\d{1,5}$/.test(t));
  fc.assert(
    fc.property(withoutPort, (t) => (parseAddress(t) === undefined) === (isIP(t) === 0)),
    { numRuns: 20_000 },
  );
});

function isPublicText(text: string): boolean {
  const address = parseAddress(text);
  return address === undefined ? expect.fail(`${text} is not an address`) : isPublic(address);
}

/**
 * https://www.iana.org/assignments/iana-ipv4-special-registry and …/iana-ipv6-special-registry, and of the address space
 * registries what is no single host's. Some are reachable from everywhere (TURN, AS112, AMT), but stand for many hosts.
 */
const notPublic: [block: string, name: string, ...addresses: string[]][] = [
  ['0.0.0.0/8', 'this network, RFC 791', '0.0.0.0', '0.255.255.255'],
  ['10.0.0.0/8', 'private use, RFC 1918', '10.0.0.0', '10.255.255.255'],
  ['100.64.0.0/10', 'shared address space (CGNAT), RFC 6598', '100.64.0.0', '100.127.255.255'],
  ['127.0.0.0/8', 'loopback, RFC 1122', '127.0.0.1', '127.255.255.255'],
  ['169.254.0.0/16', 'link local, RFC 3927', '169.254.0.0', '169.254.169.254', '169.254.255.255'],
  ['172.16.0.0/12', 'private use, RFC 1918', '172.16.0.0', '172.31.255.255'],
  ['192.0.0.0/24', 'IETF protocol assignments, RFC 6890', '192.0.0.0', '192.0.0.255'],
  ['192.0.0.0/29', 'IPv4 service continuity, RFC 7335', '192.0.0.7'],
  ['192.0.0.8/32', 'IPv4 dummy address, RFC 7600', '192.0.0.8'],
  ['192.0.0.9/32', 'port control protocol anycast, RFC 7723', '192.0.0.9'],
  ['192.0.0.10/32', 'TURN anycast, RFC 8155', '192.0.0.10'],
  ['192.0.0.170/31', 'NAT64/DNS64 discovery, RFC 8880', '192.0.0.170', '192.0.0.171'],
  ['192.0.2.0/24', 'documentation, RFC 5737', '192.0.2.0', '192.0.2.255'],
  ['192.31.196.0/24', 'AS112-v4, RFC 7535', '192.31.196.1'],
  ['192.52.193.0/24', 'AMT, RFC 7450', '192.52.193.1'],
  ['192.88.99.0/24', '6to4 relay anycast, RFC 7526', '192.88.99.1'],
  ['192.88.99.2/32', '6a44 relay anycast, RFC 6751', '192.88.99.2'],
  ['192.168.0.0/16', 'private use, RFC 1918', '192.168.0.0', '192.168.255.255'],
  ['192.175.48.0/24', 'direct delegation AS112, RFC 7534', '192.175.48.1'],
  ['198.18.0.0/15', 'benchmarking, RFC 2544', '198.18.0.0', '198.19.255.255'],
  ['198.51.100.0/24', 'documentation, RFC 5737', '198.51.100.0', '198.51.100.255'],
  ['203.0.113.0/24', 'documentation, RFC 5737', '203.0.113.0', '203.0.113.255'],
  ['224.0.0.0/4', 'multicast, RFC 5771', '224.0.0.1', '239.255.255.255'],
  ['240.0.0.0/4', 'reserved, RFC 1112', '240.0.0.0', '255.255.255.254'],
  ['255.255.255.255/32', 'limited broadcast, RFC 8190', '255.255.255.255'],
  ['::/128', 'unspecified, RFC 4291', '::'],
  ['::1/128', 'loopback, RFC 4291', '::1'],
  ['::/96', 'IPv4-compatible, RFC 4291', '::808:808', '::8.8.8.8', '::192.168.0.1'],
  ['::ffff:0:0/96', 'IPv4-mapped, RFC 4291, of what is not public', '::ffff:10.0.0.1', '::ffff:7f00:1'],
  ['::ffff:0:0:0/96', 'IPv4-translated, RFC 2765', '::ffff:0:8.8.8.8'],
  ['64:ff9b::/96', 'IPv4-IPv6 translation (NAT64), RFC 6052', '64:ff9b::8.8.8.8'],
  [
    '64:ff9b:1::/48',
    'IPv4-IPv6 translation (NAT64), RFC 8215',
    '64:ff9b:1::',
    '64:ff9b:1:ffff:ffff:ffff:ffff:ffff',
  ],
  ['100::/64', 'discard-only, RFC 6666', '100::', '100::ffff:ffff:ffff:ffff'],
  ['100:0:0:1::/64', 'dummy prefix, RFC 9780', '100:0:0:1::', '100::1:ffff:ffff:ffff:ffff'],
  ['2001::/23', 'IETF protocol assignments, RFC 2928', '2001::', '2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['2001::/32', 'Teredo, RFC 4380', '2001:0:4136:e378:8000:63bf:3fff:fdd2'],
  ['2001:1::1/128', 'port control protocol anycast, RFC 7723', '2001:1::1'],
  ['2001:1::2/128', 'TURN anycast, RFC 8155', '2001:1::2'],
  ['2001:1::3/128', 'DNS-SD service registration anycast, RFC 9665', '2001:1::3'],
  ['2001:2::/48', 'benchmarking, RFC 5180', '2001:2::', '2001:2:0:ffff::'],
  ['2001:3::/32', 'AMT, RFC 7450', '2001:3::1'],
  ['2001:4:112::/48', 'AS112-v6, RFC 7535', '2001:4:112::1'],
  ['2001:10::/28', 'ORCHID, deprecated, RFC 4843', '2001:10::', '2001:1f:ffff::'],
  ['2001:20::/28', 'ORCHIDv2, RFC 7343', '2001:20::', '2001:2f:ffff::'],
  ['2001:30::/28', 'drone remote ID, RFC 9374', '2001:30::', '2001:3f:ffff::'],
  ['2001:db8::/32', 'documentation, RFC 3849', '2001:db8::1', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['2002::/16', '6to4, RFC 3056', '2002:5102:458e::1', '2002:ffff::'],
  ['2620:4f:8000::/48', 'direct delegation AS112, RFC 7534', '2620:4f:8000::1'],
  ['3fff::/20', 'documentation, RFC 9637', '3fff::1', '3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['5f00::/16', 'segment routing SIDs, RFC 9602', '5f00::', '5f00:ffff::'],
  ['4000::/2', 'given to nobody, RFC 4291', '4000::1', '7fff::1'],
  ['8000::/2', 'given to nobody, RFC 4291', '8000::1', 'bfff::1'],
  ['fc00::/7', 'unique local, RFC 4193', 'fc00::', 'fdff:ffff::'],
  ['fe80::/10', 'link-local, RFC 4291', 'fe80::1', 'fe80::1%eth0', '[fe80::1%25eth0]:443', 'febf:ffff::'],
  ['fec0::/10', 'site-local, deprecated, RFC 3879', 'fec0::1', 'feff:ffff::'],
  ['ff00::/8', 'multicast, RFC 4291', 'ff02::1', 'ffff:ffff::'],
];

describe('an address that no database can know', () => {
  it.each(notPublic)('is one of %s (%s)', (_block, _name, ...addresses) => {
    expect(addresses.filter((address) => isPublicText(address))).toEqual([]);
  });

  it.each([
    ['1.0.0.0', '9.255.255.255', '11.0.0.0', '100.63.255.255', '100.128.0.0', '126.255.255.255', '128.0.0.0'],
    ['169.253.255.255', '169.255.0.0', '172.15.255.255', '172.32.0.0', '191.255.255.255', '192.0.1.0'],
    ['192.167.255.255', '192.169.0.0', '198.17.255.255', '198.20.0.0', '203.0.112.255', '203.0.114.0'],
    ['223.255.255.255', '8.8.8.8', '::ffff:8.8.8.8'],
    ['2001:200::', '2001:db7::1', '2001:db9::1', '2003::1', '2620:4f:8001::1', '2a00:1450::200e', '3ffe::1'],
    ['2001:4860:4860::8888', '2606:4700::1111', '2400::1'],
  ])('is not one just outside of those blocks: %s …', (...addresses) => {
    expect(addresses.filter((address) => !isPublicText(address))).toEqual([]);
  });
});
