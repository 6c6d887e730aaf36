import { describe, expect, it } from 'vitest'
import { readXml } from '../archive/xml.ts'

async function* pieces(...chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks
}

describe('the walk over XML', () => {
  it.each([
    ['UTF-8', Buffer.from('<w:p>港</w:p>')],
    ['UTF-16LE', Buffer.from('\uFEFF<w:p>港</w:p>', 'utf16le')],
    ['UTF-16BE', Buffer.from('\uFEFF<w:p>港</w:p>', 'utf16le').swap16()],
  ])('reads %s, even where a piece ends inside of a character', async (_encoding, bytes) => {
    const seen: string[] = []

    await readXml(
      pieces(
        ...Array.from({ length: Math.ceil(bytes.length / 3) }, (_, at) => bytes.subarray(at * 3, at * 3 + 3)),
      ),
      {
        open: (name) => void seen.push(`<${name}>`),
        text: (text) => void seen.push(text),
        close: (name) => void seen.push(`</${name}>`),
      },
    )

    expect(seen.join('')).toBe('<p>港</p>')
  })

  it('refuses bytes that are no text', async () => {
    await expect(readXml(pieces(Buffer.from([0x3c, 0xff, 0xff])), {})).rejects.toBeInstanceOf(TypeError)
  })

  it('ends where the reader has enough, without asking for more', async () => {
    let asked = 0
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        asked++
        yield Buffer.from('<p>more</p>')
      }
    }

    await readXml(endless(), { enough: () => asked === 3 })

    expect(asked).toBe(3)
  })
})
