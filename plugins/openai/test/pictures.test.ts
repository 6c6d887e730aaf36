import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { useLocalServer } from './local-server.ts'
import { entriesOf } from './run-openai.ts'
import { completion } from './server.ts'

const server = useLocalServer()

const lighthouse = {
  description: 'A white lighthouse with a red lantern room stands by the sea at dusk.\nIts light is on.',
  labels: ['lighthouse', 'dusk', 'Lighthouse', ' sea ', ''],
}

describe('a picture', () => {
  it('is described, with labels', async () => {
    server.answers = { chat: () => completion(lighthouse) }

    expect(entriesOf(await server.run('lighthouse.jpg'))).toEqual({
      Description: [
        'A white lighthouse with a red lantern room stands by the sea at dusk.',
        'Its light is on.',
      ],
      Labels: ['Lighthouse', 'dusk', 'sea'],
    })
  })

  it.each([
    ['lighthouse.jpg', 640, 420],
    ['sign.png', 320, 160],
    ['really-a-jpeg.png', 640, 420],
    ['truncated.jpg', 640, 420],
  ])('is sent as a small JPEG without metadata: %s', async (name, width, height) => {
    server.answers = { chat: () => completion(lighthouse) }
    await server.run(name)

    const content = server.chats.at(-1)?.messages.at(-1)?.content
    const url =
      typeof content === 'string'
        ? undefined
        : content?.find(({ type }) => type === 'image_url')?.image_url?.url
    const picture = await sharp(
      Buffer.from(url?.replace('data:image/jpeg;base64,', '') ?? '', 'base64'),
    ).metadata()
    expect(picture).toMatchObject({ format: 'jpeg', width, height })
    expect(picture.exif).toBeUndefined()
  })

  it('is not sent larger than the operator wants', async () => {
    server.answers = { chat: () => completion(lighthouse) }
    await server.run('lighthouse.jpg', { imagePixels: 64 })

    expect(JSON.stringify(server.chats.at(-1)).length).toBeLessThan(6000)
  })

  it('that only Box can decode is sent as Box draws it', async () => {
    server.answers = { chat: () => completion(lighthouse) }
    const { cards } = await server.run(
      'really-a-text.jpg',
      {},
      { representations: { jpg: 'lighthouse.jpg' } },
    )

    expect(cards).toHaveLength(2)
  })

  it.each(['really-a-text.jpg', 'empty.jpg'])('that is none is refused without asking: %s', async (name) => {
    const before = server.chats.length

    await expect(server.run(name)).rejects.toMatchObject({ code: 'skills_invalid_file_format_error' })
    expect(server.chats).toHaveLength(before)
  })

  it('of too many pixels is refused', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'openai-test-'))
    const path = join(folder, 'wide.svg')
    await writeFile(path, '<svg xmlns="http://www.w3.org/2000/svg" width="20000" height="20000"/>')

    await expect(server.run(path, { task: 'describe' })).rejects.toMatchObject({
      code: 'skills_invalid_file_size_error',
      message: 'The picture has more than 100 megapixels.',
    })
    await rm(folder, { recursive: true })
  })
})
