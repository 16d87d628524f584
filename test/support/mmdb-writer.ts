import ipaddr from 'ipaddr.js';

type Value = string | number | bigint | readonly Value[] | { readonly [key: string]: Value };

/**
 * Writes a small database in MaxMind's format (MaxMind DB File Format Specification 2.0): a binary tree of the bits of
 * addresses with records of 24 bits, the data, and the metadata at the end.
 *
 * @param networks - what to say of each network, by CIDR
 */
export function writeMmdb(ipVersion: 4 | 6, networks: Readonly<Record<string, Value>>): Buffer {
  type Node = [Branch, Branch];
  type Branch = Node | number | undefined;
  const root: Node = [undefined, undefined];
  const data: Buffer[] = [];
  let dataLength = 0;
  for (const [cidr, value] of Object.entries(networks)) {
    const bits = bitsOf(cidr, ipVersion);
    let node = root;
    for (const bit of bits.slice(0, -1)) {
      node[bit] ??= [undefined, undefined];
      node = node[bit] as Node;
    }
    node[bits.at(-1) ?? 0] = dataLength;
    const encoded = encode(value);
    data.push(encoded);
    dataLength += encoded.length;
  }

  const nodes: Node[] = [];
  const number = (node: Node) => {
    nodes.push(node);
    for (const branch of node) if (Array.isArray(branch)) number(branch);
  };
  number(root);
  const tree = Buffer.alloc(nodes.length * 6);
  nodes.forEach((node, i) => {
    node.forEach((branch, side) => {
      const pointer = Array.isArray(branch)
        ? nodes.indexOf(branch)
        : nodes.length + (branch === undefined ? 0 : 16 + branch);
      tree.writeUIntBE(pointer, i * 6 + side * 3, 3);
    });
  });
  const metadata = encode({
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1_782_907_200,
    database_type: 'Test',
    description: { en: 'A test' },
    ip_version: ipVersion,
    languages: ['en'],
    node_count: nodes.length,
    record_size: 24,
  });
  const marker = Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1');
  return Buffer.concat([tree, Buffer.alloc(16), ...data, marker, metadata]);
}

/** IPv4 stands in the first 32 bits below 96 zeros in a tree for IPv6. */
function bitsOf(cidr: string, ipVersion: 4 | 6): Array<0 | 1> {
  const [address, length] = ipaddr.parseCIDR(cidr);
  const bytes = address.toByteArray();
  const zeros = ipVersion === 6 && bytes.length === 4 ? 96 : 0;
  const bits = bytes.flatMap((byte) => Array.from({ length: 8 }, (_, i) => ((byte >> (7 - i)) & 1) as 0 | 1));
  return [...Array<0>(zeros).fill(0), ...bits].slice(0, zeros + length);
}

function encode(value: Value): Buffer {
  if (typeof value === 'string')
    return Buffer.concat([control(2, Buffer.byteLength(value)), Buffer.from(value)]);
  if (typeof value === 'number' && Number.isInteger(value)) {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return Buffer.concat([control(6, 4), bytes]);
  }
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleBE(value);
    return Buffer.concat([control(3, 8), bytes]);
  }
  if (Array.isArray(value)) return Buffer.concat([control(11, value.length), ...value.map(encode)]);
  const entries = Object.entries(value as Record<string, Value>);
  return Buffer.concat([
    control(7, entries.length),
    ...entries.flatMap(([key, inner]) => [encode(key), encode(inner)]),
  ]);
}

/** The type in the first three bits, or in a byte of its own; sizes from 29 have a byte of their own. */
function control(type: number, size: number): Buffer {
  const first = size < 29 ? size : 29;
  const more = size < 29 ? [] : [size - 29];
  return Buffer.from(type <= 7 ? [(type << 5) | first, ...more] : [first, type - 7, ...more]);
}
