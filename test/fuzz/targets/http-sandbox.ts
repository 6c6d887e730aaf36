import fc from 'fast-check'
import { startSandbox } from '../../../core/testing.ts'
import { hostileText } from '../hostile.ts'
import { holds } from '../invariants.ts'
import { cardKeys, cards } from '../samples.ts'
import { targetOn } from '../target.ts'
import { body, pathOf, type Request, request, send } from './http-requests.ts'

async function openSandbox() {
  const sandbox = await startSandbox()
  const { id, versionId } = await sandbox.upload({ name: 'a.txt', content: 'Hello.' })
  const event = sandbox.event(id)
  const tokens = (
    JSON.parse(Buffer.from(event.body).toString()) as { token: Record<string, { access_token: string }> }
  ).token
  const pieces = [
    '2.0',
    'api',
    'files',
    'folders',
    'skill_invocations',
    'internal_files',
    'versions',
    'representations',
    'metadata',
    'global',
    'boxSkillsCards',
    'content',
    'items',
    'copy',
    'upload',
    id,
    versionId,
    '0',
    sandbox.skill.id,
  ]
  const known = [
    `/2.0/files/${id}/metadata/global/boxSkillsCards`,
    `/2.0/skill_invocations/${sandbox.skill.id}`,
    `/2.0/files/${id}`,
    `/2.0/files/${id}?fields=representations,name`,
    `/2.0/files/${id}/content?version=${versionId}`,
    `/2.0/files/${id}/copy`,
    '/2.0/folders',
    '/2.0/folders/0/items?limit=-1&offset=1e9',
    `/2.0/internal_files/${id}/versions/${versionId}/representations/jpg_1x1`,
    '/api/2.0/files/content',
    `/api/2.0/files/${id}/content`,
  ]
  const real = [
    { status: 'success', file: { type: 'file', id }, metadata: { cards }, usage: { unit: 'file', value: 1 } },
    { cards },
    [
      { op: 'test', path: '/cards', value: [] },
      { op: 'replace', path: '/cards/0', value: cards[0] },
      { op: 'add', path: '/cards/-', value: cards[1] },
      { op: 'remove', path: '/cards/0' },
    ],
    { name: 'b.txt', parent: { id: '0' } },
  ]
  const keys = [...cardKeys, 'op', 'path', 'value', 'cards', 'metadata', 'file', 'parent', 'name', 'id']
  const types = [
    'application/json',
    'application/json-patch+json',
    'multipart/form-data; boundary=a',
    'multipart/form-data',
  ]
  const names = ['x-rep-hints', 'if-match', 'authorization', 'content-type']
  const paths = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...known) },
    { weight: 1, arbitrary: pathOf(pieces) },
  )
  const multipart = hostileText.map((text) =>
    Buffer.from(
      `--a\r\nContent-Disposition: form-data; name="attributes"\r\n\r\n{"name":${JSON.stringify(text)},"parent":{"id":"0"}}\r\n--a\r\nContent-Disposition: form-data; name="file"; filename="${text}"\r\n\r\n${text}\r\n--a--\r\n`,
    ),
  )
  const bearer = fc.constantFrom(
    sandbox.ownerToken,
    tokens.read?.access_token ?? '',
    tokens.write?.access_token ?? '',
  )
  return {
    input: fc.tuple(
      request(
        paths,
        fc.oneof({ weight: 4, arbitrary: body(keys, real) }, { weight: 1, arbitrary: multipart }),
        names,
        types,
      ),
      bearer,
    ),
    async check([sent, token]: readonly [Request, string]) {
      const headers = { authorization: `Bearer ${token}`, ...sent.headers }
      const [status, text] = await send(sandbox.url, { ...sent, headers })
      holds(status < 500, `Box's answer is no fault: ${status} ${text.slice(0, 500)}`)
      if (sandbox.file(id) === undefined || sandbox.files().length > 200) {
        for (const file of sandbox.files()) if (file.id !== id) sandbox.delete(file.id)
      }
    },
    close: () => sandbox.close(),
  }
}

export const sandboxTarget = targetOn('HTTP: the sandbox', 40, openSandbox)
