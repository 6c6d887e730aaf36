import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { BoxClient, BoxDeveloperTokenAuth } from 'box-node-sdk'
import { BaseUrls, NetworkSession } from 'box-node-sdk/networking'
import { expect, test } from 'vitest'
import { sandboxForTest } from './box-client.ts'

test('Box’s own SDK works against the sandbox', async () => {
  const sandbox = await sandboxForTest()
  const baseUrls = new BaseUrls({ baseUrl: sandbox.url, uploadUrl: sandbox.uploadUrl })
  const auth = new BoxDeveloperTokenAuth({ token: sandbox.ownerToken })
  const client = new BoxClient({ auth, networkSession: new NetworkSession({ baseUrls }) })

  const folder = await client.folders.createFolder({ name: 'Inbox', parent: { id: '0' } })
  const attributes = { name: 'naïve.txt', parent: { id: folder.id } }
  const uploaded = await client.uploads.uploadFile({
    attributes,
    file: Readable.from([Buffer.from('words')]),
  })
  const id = String(uploaded.entries?.[0]?.id)
  const content = await client.downloads.downloadFile(id)
  const items = await client.folders.getFolderItems(folder.id)
  const copy = await client.files.copyFile(id, { parent: { id: '0' } })
  await client.files.updateFileById(copy.id, { requestBody: { name: 'renamed.txt' } })
  const cards = await client.skills.createBoxSkillCardsOnFile(id, { cards: [] })
  await client.files.deleteFileById(id)

  expect(await text(content as Readable)).toBe('words')
  expect(items.entries).toMatchObject([{ id, name: 'naïve.txt' }])
  expect(cards.cards).toEqual([])
  expect(sandbox.files().map(({ name }) => name)).toEqual(['renamed.txt'])
  await expect(client.files.getFileById(id)).rejects.toMatchObject({ responseInfo: { statusCode: 404 } })
})
