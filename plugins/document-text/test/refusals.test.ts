import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { entriesOf, runPlugin } from '../../../test/support/plugin-context.ts'
import documentText from '../index.ts'

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url))

describe('a protected document', () => {
  it.each(['password.pdf', 'password.docx', 'password.odt'])(
    'such as %s is refused in words that help',
    async (name) => {
      const run = runPlugin(documentText, fixture(name))

      await expect(run).rejects.toMatchObject({
        code: 'custom_error',
        message: `The document is password-protected, so its text cannot be read: “${name}”. Upload it without the password.`,
      })
    },
  )
})

describe('a copy-protected book', () => {
  it('is refused in words that help', async () => {
    await expect(runPlugin(documentText, fixture('copy-protected.epub'))).rejects.toMatchObject({
      code: 'custom_error',
      message: 'The book is copy-protected, so its text cannot be read: “copy-protected.epub”.',
    })
  })
})

describe('a file that cannot be read', () => {
  it.each([
    ['garbage.pdf', '“garbage.pdf” is damaged and cannot be read.'],
    ['truncated.pdf', '“truncated.pdf” is damaged and cannot be read.'],
    ['truncated.docx', '“truncated.docx” is damaged and cannot be read.'],
    ['lying-size.docx', '“lying-size.docx” is damaged and cannot be read.'],
    ['deep.docx', '“deep.docx” is damaged and cannot be read.'],
    ['truncated.odt', '“truncated.odt” is damaged and cannot be read.'],
    ['truncated.epub', '“truncated.epub” is damaged and cannot be read.'],
    ['truncated.msg', '“truncated.msg” is damaged and cannot be read.'],
    ['empty.eml', /holds nothing\.$/],
    ['empty.pdf', /holds nothing\.$/],
    ['text.pdf', /holds something else\.$/],
    ['other.zip.docx', /holds a ZIP archive with other content\.$/],
  ])('such as %s is refused with the reason', async (name, message) => {
    const run = runPlugin(documentText, fixture(name))

    await expect(run).rejects.toMatchObject({
      code: 'skills_invalid_file_format_error',
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    })
  })
})

describe('a file with the wrong ending', () => {
  it('is read for what it is, and says so', async () => {
    const word = await runPlugin(documentText, fixture('really-a-docx.pdf'))
    const pdf = await runPlugin(documentText, fixture('really-a-pdf.docx'), { options: { maxPages: 1 } })
    const odt = await runPlugin(documentText, fixture('really-an-odt.docx'))

    expect(entriesOf(word, 'Document')).toContain('Format: Word document, although the file is named .pdf')
    expect(entriesOf(word, 'Text')?.[0]).toContain('港の交通')
    expect(entriesOf(pdf, 'Document')).toContain('Format: PDF, although the file is named .docx')
    expect(entriesOf(pdf, 'Text')).toEqual(['Page 1: Logbook sheet 1'])
    expect(entriesOf(odt, 'Document')).toContain(
      'Format: OpenDocument text, although the file is named .docx',
    )
  })
})

describe('a page without its frame', () => {
  it.each([
    ['a paragraph', '<p class="lead">The lamp is lit.</p>'],
    [
      'an element longer than the beginning',
      `<p style="background:url(${'A'.repeat(20_000)})">The lamp is lit.</p>`,
    ],
    ['a comment longer than the beginning', `<!--${' -'.repeat(10_000)}--><p>The lamp is lit.</p>`],
  ])('is read where its name says that it is one: %s', async (_, content) => {
    const folder = await mkdtemp(join(tmpdir(), 'document-text-'))
    await writeFile(join(folder, 'piece.html'), content)

    const outcome = await runPlugin(documentText, join(folder, 'piece.html'))
    await rm(folder, { recursive: true })

    expect(entriesOf(outcome, 'Text')).toEqual(['The lamp is lit.'])
  })
})

describe('a hostile archive', () => {
  it('unpacks to no more than allowed', async () => {
    const run = runPlugin(documentText, fixture('bomb.docx'), {
      options: { maxUnpackedMb: 1, maxChars: 20_000_000 },
    })

    await expect(run).rejects.toMatchObject({
      code: 'skills_invalid_file_size_error',
      message: '“bomb.docx” unpacks to more than the 1 MB that are allowed.',
    })
  })

  it('of nothing but blanks has nothing to show', async () => {
    const { cards } = await runPlugin(documentText, fixture('bomb.docx'))

    expect(cards).toEqual([])
  })

  it('has none of its own entities expanded, nor anything outside loaded', async () => {
    const outcome = await runPlugin(documentText, fixture('entities.docx'))

    expect(entriesOf(outcome, 'Text')).toEqual(['Before &b; &x; after'])
  })

  it('is not read where it has more entries than a document can have', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'document-text-'))
    try {
      const path = join(folder, 'many.docx')
      await writeFile(path, archiveOfEmptyEntries(10_001))

      await expect(runPlugin(documentText, path)).rejects.toMatchObject({
        message: '“many.docx” is damaged and cannot be read.',
        cause: { message: 'An archive of 10001 entries is no document.' },
      })
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})

describe('work that is no longer wanted', () => {
  it.each(['report.pdf', 'report.docx'])('is not begun on %s', async (name) => {
    const run = runPlugin(documentText, fixture(name), { signal: AbortSignal.abort() })

    await expect(run).rejects.toMatchObject({ name: 'AbortError' })
  })

  it.each(['sixty-pages.pdf', 'lock.pptx', 'budget.xlsx'])('ends between the pages of %s', async (name) => {
    const controller = new AbortController()
    let reported = 0

    const run = runPlugin(documentText, fixture(name), {
      signal: controller.signal,
      onProgress: (fraction) => {
        reported++
        if (fraction > 0) controller.abort()
      },
    })

    await expect(run).rejects.toMatchObject({ name: 'AbortError' })
    expect(reported).toBe(2)
  })
})

/** A ZIP file of nothing but its list of entries, as the standard has it. */
function archiveOfEmptyEntries(count: number): Buffer {
  const local = Buffer.alloc(31)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(1, 26)
  local.write('a', 30)
  const entry = Buffer.alloc(47)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(1, 28)
  entry.write('a', 46)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(count * entry.length, 12)
  end.writeUInt32LE(local.length, 16)
  return Buffer.concat([local, ...Array.from({ length: count }, () => entry), end])
}
