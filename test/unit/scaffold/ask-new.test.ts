import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { askNew, type NewAnswers } from '../../../core/cli/ask-new.ts'

/** Answers each question in turn, as a person would; after the last answer the input ends. */
async function converse(known: NewAnswers, answers: readonly string[]) {
  const input = new PassThrough()
  const output = new PassThrough().setEncoding('utf8')
  let said = ''
  const left = [...answers]
  output.on('data', (text: string) => {
    said += text
    if (!/[:)] $/.test(text)) return
    const answer = left.shift()
    if (answer === undefined) input.end()
    else input.write(`${answer}\n`)
  })
  const answered = await askNew(known, { input, output })
  output.end()
  await once(output, 'end')
  return { answered, said }
}

test('asks for the name, the extensions and the language', async () => {
  const { answered, said } = await converse({}, ['words', 'md, csv', 'n'])

  expect(answered).toEqual({
    names: { plugin: 'words', package: 'box-skill-plugin-words' },
    extensions: ['md', 'csv'],
    typeScript: false,
  })
  expect(said).toMatch(/Name[\s\S]*Extensions[\s\S]*TypeScript/)
})

test('takes what is usual where nothing is answered', async () => {
  const { answered } = await converse({}, ['words', '', ''])

  expect(answered).toMatchObject({ extensions: ['txt'], typeScript: true })
})

test('asks again, and says why, where an answer will not do', async () => {
  const { answered, said } = await converse({}, ['My Words', '', 'my-words', 'a/b', 'txt', 'yes'])

  expect(answered).toMatchObject({ names: { plugin: 'my-words' }, extensions: ['txt'], typeScript: true })
  expect(said).toMatch(/SKR_NEW_NAME_INVALID[\s\S]*SKR_NEW_NAME_INVALID[\s\S]*SKR_NEW_EXTENSIONS_INVALID/)
})

test('does not ask for what was said already', async () => {
  const names = { plugin: 'words', package: 'box-skill-plugin-words' }

  const { answered, said } = await converse({ names, extensions: ['md'], typeScript: false }, [])

  expect(answered).toEqual({ names, extensions: ['md'], typeScript: false })
  expect(said).toBe('')
})

test('without a name there is none where the input ends, and what is usual for the rest', async () => {
  const { answered } = await converse({}, [])

  expect(answered).toEqual({ extensions: ['txt'], typeScript: true })
})
