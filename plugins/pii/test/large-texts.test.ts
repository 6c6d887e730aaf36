import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { entriesOf, runPlugin } from '../../../test/support/plugin-context.ts'
import pii from '../index.ts'
import { type TextSource, windowsOf } from '../windows.ts'
import { findAll } from './found-in.ts'

const card = 'Card 4242 4242 4242 4242.'

describe('a text that does not fit into one window', () => {
  it('gives each value once, wherever it stands', async () => {
    // Every distance from the border of a window, which lies at 32,768 characters.
    for (let at = 32_768 - 30; at <= 32_768 + 5; at += 1) {
      const text = `${'x '.repeat(at).slice(0, at)} ${card} ${'y '.repeat(20_000)}`

      const found = await findAll(text, { kinds: ['card'] })

      expect(found, `at ${at}`).toHaveLength(1)
    }
  })

  it('covers each character once, and sees what stands around it', async () => {
    const text = Array.from({ length: 30_000 }, (_, at) => `line ${at}`).join('\n')
    const source: TextSource = {
      pieces: text.match(/[\s\S]{1,777}/g) ?? [],
      label: undefined,
      hasLines: true,
      isSheet: false,
    }
    let covered = ''

    for await (const window of windowsOf(source)) {
      covered += window.text.slice(window.from, window.to)
      if (covered.length > window.to - window.from) expect(window.from).toBe(2048)
    }

    expect(covered).toBe(text)
  })
})

describe('a file that is read in pieces', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pii-large-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  const filler = 'The keeper lit the lamp at dusk, and the ferries came in one after another.\n'
  const lines = 70_000

  it.each([
    ['UTF-8', 'Schlüssel: straße\n', (text: string) => Buffer.from(text)],
    ['Latin-1', 'Schlüssel: straße\n', (text: string) => Buffer.from(text, 'latin1')],
    ['UTF-16', '\ufeffSchlüssel\n', (text: string) => Buffer.from(text, 'utf16le')],
    ['UTF-16 without a mark', 'Schlüssel\n', (text: string) => Buffer.from(text, 'utf16le')],
  ])('is decoded from %s, and its lines are counted', async (_, head, encode) => {
    const path = join(folder, 'large.log')
    await writeFile(
      path,
      encode(`${head}${filler.repeat(lines)}Geburtsdatum (Straßenschlüssel): 12.08.1974\n${card}\n`),
    )

    const outcome = await runPlugin(pii, path, { options: { kinds: ['card', 'birthDate'] } })

    expect(entriesOf(outcome, 'Where it stands')).toEqual([
      `Payment card: Visa •••• 4242 (line ${lines + 3})`,
      `Date of birth: ••.••.1974 (line ${lines + 2})`,
    ])
  })

  it('is given up in its midst where it is no longer wanted', async () => {
    const path = join(folder, 'stopped.log')
    await writeFile(path, filler.repeat(lines))
    const controller = new AbortController()

    const run = runPlugin(pii, path, {
      signal: controller.signal,
      onProgress: (fraction) => fraction > 0.1 && controller.abort(),
    })

    await expect(run).rejects.toMatchObject({ name: 'AbortError' })
  })
})
