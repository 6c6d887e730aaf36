import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { rowsByTitle, runPlugin as runHere } from '../../../test/support/plugin-context.ts'
import archive from '../index.ts'
import { unpack } from '../unpack.ts'
import { fixture, look } from './look.ts'

const packed = [
  ['gzip', 'harbour-1.2.tar.gz'],
  ['bzip2', 'harbour.tar.bz2'],
  ['xz', 'nested.tar.xz'],
  ['zstd', 'harbour.tar.zst'],
] as const

describe('packed archives', () => {
  it.each(packed)('are read one after another in a thread: %s', async (_, name) => {
    for (let time = 1; time <= 3; time++) {
      const { cards } = await runHere(archive, fixture(name))
      expect(rowsByTitle(cards)).not.toHaveProperty('Warnings')
    }
  })

  it.each(packed)('are unpacked side by side: %s', async (format, name) => {
    const iterators = [1, 2, 3].map(() => unpack(format, bytesOf(name))[Symbol.asyncIterator]())
    const first = await Promise.all(iterators.map((iterator) => iterator.next()))

    expect(first.map(({ done }) => done)).toEqual([false, false, false])
    await Promise.all(iterators.map((iterator) => iterator.return?.()))
  })

  it('are looked into inside of each other', async () => {
    const found = await look('nested.tar.xz')

    expect(found['Archives inside']).toEqual(['harbour-1.2/older.tar.xz: 23 files, 5.9 KB'])
    expect(found).not.toHaveProperty('Warnings')
  })
})

async function* bytesOf(name: string): AsyncGenerator<Uint8Array> {
  yield await readFile(fixture(name))
}
