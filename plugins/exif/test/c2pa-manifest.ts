/** Boxes and CBOR as in a C2PA manifest, unsigned and cut down to what is looked for. */
export function manifest(generator: string, sourceType: string): Buffer {
  return box(
    'jumb',
    Buffer.concat([
      box('jumd', Buffer.from('c2pa\0\x11\0\x10\x80\0\0\xaa\0\x38\x9b\x71\x03c2pa\0', 'latin1')),
      box(
        'cbor',
        Buffer.concat([
          Buffer.from([0xa2]),
          text('digitalSourceType'),
          text(`http://cv.iptc.org/newscodes/digitalsourcetype/${sourceType}`),
          text('claim_generator_info'),
          Buffer.from([0x81, 0xa2]),
          text('name'),
          text(generator),
          text('version'),
          text('1.0'),
        ]),
      ),
    ]),
  )
}

/** Puts `content` as APP11 segments into a JPEG, of at most `room` bytes each. */
export function intoJpeg(jpeg: Buffer, content: Buffer, room = 60_000): Buffer {
  const head = content.subarray(0, 8)
  const parts: Buffer[] = []
  for (let at = 8; at < content.length; at += room) {
    const sequence = Buffer.alloc(8)
    sequence.write('JP', 'latin1')
    sequence.writeUInt16BE(1, 2)
    sequence.writeUInt32BE(parts.length + 1, 4)
    const body = Buffer.concat([sequence, head, content.subarray(at, at + room)])
    const marker = Buffer.from([0xff, 0xeb, 0, 0])
    marker.writeUInt16BE(body.length + 2, 2)
    parts.push(Buffer.concat([marker, body]))
  }
  return Buffer.concat([jpeg.subarray(0, 2), ...parts, jpeg.subarray(2)])
}

/** Puts `content` as a `caBX` chunk behind the head of a PNG. */
export function intoPng(png: Buffer, content: Buffer): Buffer {
  // The checksum is that of no chunk: readers skip what they do not know.
  const chunk = Buffer.concat([length(content.length), Buffer.from('caBX'), content, Buffer.alloc(4)])
  return Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)])
}

/** Appends `content` as a chunk of RIFF. */
export function intoWebp(webp: Buffer, content: Buffer): Buffer {
  const size = Buffer.alloc(4)
  size.writeUInt32LE(content.length)
  return Buffer.concat([webp, Buffer.from('C2PA'), size, content, Buffer.alloc(content.length % 2)])
}

/** Appends `content` as C2PA's box. */
export function intoAvif(avif: Buffer, content: Buffer): Buffer {
  const uuid = Buffer.from('d8fec3d61b0e483c92975828877ec481', 'hex')
  const body = Buffer.concat([uuid, Buffer.from('\0\0\0\0manifest\0\0\0\0\0\0\0\0\0', 'latin1'), content])
  return Buffer.concat([avif, box('uuid', body)])
}

function box(type: string, content: Buffer): Buffer {
  return Buffer.concat([length(content.length + 8), Buffer.from(type), content])
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value)
  const head = bytes.length < 24 ? [0x60 + bytes.length] : [0x78, bytes.length]
  return Buffer.concat([Buffer.from(head), bytes])
}

function length(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
