import { deflateSync } from 'node:zlib'
import { fail } from '../../errors/error.ts'
import { extensionOf } from '../../routing/extension.ts'
import type { NamedContent } from '../test-file.ts'
import { nameOf, readTestFile } from '../test-file.ts'
import { type Bench, failureWords } from './bench.ts'
import type { Rule } from './rule.ts'

export const copesWithEmptyFiles: Rule = {
  name: 'copes with an empty file',
  async check(bench) {
    for (const name of namesByExtension(bench))
      await cope(bench, 'an empty file', { name, content: new Uint8Array() })
  },
}

export const copesWithTruncatedFiles: Rule = {
  name: 'copes with a file of which the second half is missing',
  async check(bench) {
    for (const fixture of bench.fixtures) {
      const whole = await readTestFile(fixture.file)
      const content = whole.subarray(0, Math.floor(whole.byteLength / 2))
      await cope(bench, 'the first half of', { name: nameOf(fixture.file), content })
    }
  },
}

export const copesWithLyingNames: Rule = {
  name: 'copes with a file that is not what its name says',
  async check(bench) {
    for (const name of namesByExtension(bench)) {
      for (const [what, content] of contents()) await cope(bench, `${what} named`, { name, content })
    }
  },
}

/** Cards, none, or an error that the plugin chose; anything else is a crash in the eyes of whoever uploaded the file. */
async function cope(bench: Bench, what: string, file: NamedContent): Promise<void> {
  const { name: plugin } = await bench.plugin()
  const { result } = await bench.run({ file })
  // What a plugin throws with a code of its own is a SkillError; `SKR_FILE_…` are faults of reading.
  if (result.ok || !result.error.code.startsWith('SKR_') || result.error.code.startsWith('SKR_FILE_')) return
  throw fail('SKR_TESTING_FILE_NOT_REFUSED', {
    plugin,
    file: `${what} ${file.name}`,
    ...failureWords(result.error),
  })
}

/** One name of each extension among the fixtures. */
function namesByExtension({ fixtures }: Bench): readonly string[] {
  const names = fixtures.map(({ file }) => nameOf(file))
  return [...new Map(names.map((name) => [extensionOf(name), name])).values()]
}

/** Small files of several kinds; whatever the plugin wants, most of them are something else. */
function contents(): readonly (readonly [string, Uint8Array])[] {
  return [
    ['noise', noise(4096)],
    ['a text', Buffer.from('Four score and seven years ago.\r\n')],
    ['a picture', png()],
    ['a PDF file without pages', Buffer.from('%PDF-1.4\n%%EOF\n')],
    // The record that ends every ZIP archive, and is all of an empty one.
    ['an empty ZIP archive', Buffer.from(`504b0506${'00'.repeat(18)}`, 'hex')],
  ]
}

/** The same bytes each time, so that a failure can be seen again. */
function noise(length: number): Uint8Array {
  let state = 1
  return Uint8Array.from({ length }, () => {
    state = (state * 48_271) % 0x7fffffff
    return state & 0xff
  })
}

/** A black picture of one pixel. Check sums are left zero: few readers look, and these should refuse it well, too. */
function png(): Uint8Array {
  const chunk = (type: string, data: Uint8Array) => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(data.length)
    return Buffer.concat([length, Buffer.from(type, 'latin1'), data, Buffer.alloc(4)])
  }
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', Buffer.from('00000001000000010800000000', 'hex')),
    chunk('IDAT', deflateSync(Buffer.alloc(2))),
    chunk('IEND', new Uint8Array()),
  ])
}
