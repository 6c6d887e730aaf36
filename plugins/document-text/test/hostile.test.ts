import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { entriesOf, runPlugin } from '../../../test/support/plugin-context.ts'
import documentText from '../index.ts'
import { zipOf } from './zip.ts'

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url))

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'document-text-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** Runs the plugin on a file that only exists for the test. */
async function run(name: string, content: string | Uint8Array, options: Record<string, unknown> = {}) {
  const path = join(folder, name)
  await writeFile(path, content)
  return runPlugin(documentText, path, { options })
}

describe('hostile HTML', () => {
  it('that is nested without end is read up to where it becomes so', async () => {
    const outcome = await run('deep.html', `<html><p>Before.</p>${'<b>'.repeat(100_000)}after`)

    expect(entriesOf(outcome, 'Text')).toEqual(['Before.'])
    expect(entriesOf(outcome, 'Web page')).toContain('Read: the first 7 characters')
  })

  it('of more elements than a thousand pages have is read for the first of them', async () => {
    const outcome = await run('many.html', `<html><p>Before.</p>${'<i>x</i>'.repeat(600_000)}after`)

    expect(entriesOf(outcome, 'Text')?.[0]).toMatch(/^Before\. x+…$/)
    expect(entriesOf(outcome, 'Web page')?.at(-1)).toMatch(/^Read: the first 50\d,\d{3} characters$/)
  })

  it('with a comment or an element that never ends is read up to there', async () => {
    const comment = await run('comment.html', `<html><p>Before.</p><!--${' x'.repeat(1_000_000)}`)
    const element = await run('element.html', `<html><p>Before.</p><p title="${' x'.repeat(1_000_000)}`)

    expect(entriesOf(comment, 'Text')).toEqual(['Before.'])
    expect(entriesOf(element, 'Text')).toEqual(['Before.'])
  })
})

describe('hostile RTF', () => {
  it('that is nested without end is refused', async () => {
    await expect(run('deep.rtf', `{\\rtf1 ${'{'.repeat(1_000_000)}`)).rejects.toMatchObject({
      code: 'skills_invalid_file_format_error',
      message: '“deep.rtf” is damaged and cannot be read.',
    })
  })

  it('that claims more bytes to follow than there are ends there', async () => {
    const outcome = await run('binary.rtf', '{\\rtf1 Before.\\par {\\pict\\bin2147483647 x}after}')

    expect(entriesOf(outcome, 'Text')).toEqual(['Before.'])
  })

  it('of nothing but control words is read as empty', async () => {
    const outcome = await run('words.rtf', `{\\rtf1 ${'\\u-1?\\b\\uc999 '.repeat(60_000)}}`)

    expect(outcome.cards).toEqual([])
  })
})

describe('a hostile OpenDocument file', () => {
  const parts = (content: string) =>
    zipOf({
      mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
      'content.xml': `<o:document-content xmlns:table="t" xmlns:text="x">${content}</o:document-content>`,
    })

  it('has cells that claim to be repeated a billion times shown a few times', async () => {
    const outcome = await run(
      'repeated.ods',
      parts(
        `<o:body><table:table table:name="S"><table:table-row table:number-rows-repeated="1000000000">
        <table:table-cell table:number-columns-repeated="1000000000"><text:p>x<text:s text:c="1000000000"/>y</text:p></table:table-cell>
        </table:table-row></table:table></o:body>`,
      ),
    )

    expect(entriesOf(outcome, 'Text')).toEqual([
      `Sheet S: ${Array.from({ length: 20 }, () => 'x y').join(' | ')}`,
    ])
  })

  it('has none of its own entities expanded', async () => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>`
    const outcome = await run(
      'entities.ods',
      zipOf({
        mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
        'content.xml': `${bomb}<t:table t:name="S"><t:table-row><t:table-cell><t:p>&b;</t:p></t:table-cell></t:table-row></t:table>`,
      }),
    )

    expect(entriesOf(outcome, 'Text')).toEqual(['Sheet : &b;'])
  })
})

describe('a hostile e-book', () => {
  it('unpacks to no more than allowed', async () => {
    const book = zipOf({
      mimetype: 'application/epub+zip',
      'META-INF/container.xml': '<container><rootfile full-path="b.opf"/></container>',
      'b.opf':
        '<package><manifest><item id="a" href="a.xhtml"/></manifest><spine><itemref idref="a"/></spine></package>',
      'a.xhtml': `<html>${' '.repeat(3_000_000)}</html>`,
    })

    await expect(run('bomb.epub', book, { maxUnpackedMb: 1 })).rejects.toMatchObject({
      code: 'skills_invalid_file_size_error',
      message: '“bomb.epub” unpacks to more than the 1 MB that are allowed.',
    })
  })

  it('whose list of parts is missing is refused', async () => {
    const book = zipOf({
      'META-INF/container.xml': '<container><rootfile full-path="../../etc/passwd"/></container>',
    })

    await expect(run('outside.epub', book)).rejects.toMatchObject({
      code: 'skills_invalid_file_format_error',
    })
  })
})

describe('a hostile message', () => {
  it('of a hundred thousand parts is read for its first thousand', async () => {
    const part = '--b\r\nContent-Disposition: attachment; filename=a\r\n\r\nx\r\n'
    const head =
      'From: a@b.example\r\nSubject: Parts\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHello\r\n'
    const outcome = await run('parts.eml', head + part.repeat(100_000))

    expect(entriesOf(outcome, 'Text')).toEqual(['Hello'])
    expect(entriesOf(outcome, 'Attachments')).toHaveLength(51)
    expect(entriesOf(outcome, 'Attachments')?.at(-1)).toBe('… and 450 more')
  })

  it('without a single end of line is read', async () => {
    const outcome = await run(
      'line.eml',
      `From: a@b.example\r\nSubject: Line\r\n\r\n${'word '.repeat(100_000)}`,
    )

    expect(entriesOf(outcome, 'Text')?.[0]).toMatch(/^word word/)
  })

  it('names its attachments without what turns the direction of writing', async () => {
    const outcome = await run(
      'turned.eml',
      'From: a@b.example\r\nSubject: Turned\r\nContent-Type: application/pdf; name="=?utf-8?q?list=E2=80=AEfdp.exe?="\r\n\r\nx',
    )

    expect(entriesOf(outcome, 'Attachments')).toEqual(['listfdp.exe (1 bytes)'])
  })

  it.each([
    ['sector after sector', 512 + 4 * 2, 2],
    ['the directory', 48, 0],
  ])(
    'of Outlook whose chain runs in a circle (%s) is read or refused, but ends',
    async (_what, at, value) => {
      const message = await readFile(fixture('delivery.msg'))
      message.writeUInt32LE(value, at)
      const outcome = await run('circle.msg', message).then(
        () => 'read',
        (error) => error.code,
      )

      expect(['read', 'skills_invalid_file_format_error']).toContain(outcome)
    },
  )

  it('of Outlook is read or refused, but ends, whatever bytes of its table of contents are wrong', async () => {
    const message = await readFile(fixture('delivery.msg'))
    for (let at = 28; at < 512; at += 8) {
      const broken = Buffer.from(message)
      broken.writeUInt32LE(at % 16 === 4 ? 1 : 0xfffffff0, at)
      const outcome = await run('broken.msg', broken).then(
        () => 'read',
        (error) => error.code,
      )

      expect(['read', 'skills_invalid_file_format_error']).toContain(outcome)
    }
  })
})

describe('work that is no longer wanted', () => {
  it.each(['handbook.odt', 'handbook.rtf', 'handbook.html', 'keeper.epub', 'reply.eml', 'delivery.msg'])(
    'is not begun on %s',
    async (name) => {
      const ended = runPlugin(documentText, fixture(name), { signal: AbortSignal.abort() })

      await expect(ended).rejects.toMatchObject({ name: 'AbortError' })
    },
  )

  it.each([
    ['long.html', `<html>${'<p>Words and words and words.</p>'.repeat(100_000)}`],
    ['long.rtf', `{\\rtf1 ${'\\par Words and words. '.repeat(100_000)}}`],
    ['long.eml', `From: a@b.example\r\nSubject: Long\r\n\r\n${'Words and words.\r\n'.repeat(200_000)}`],
  ])('ends in the middle of %s', async (name, content) => {
    const path = join(folder, name)
    await writeFile(path, content)
    const controller = new AbortController()
    setImmediate(() => controller.abort())

    const ended = runPlugin(documentText, path, {
      signal: controller.signal,
      options: { maxChars: 20_000_000 },
    })

    await expect(ended).rejects.toMatchObject({ name: 'AbortError' })
  })
})
