import { fail, isRunnerError } from '../errors/error.ts'
import type { FileToken } from '../invocation/invocation.ts'
import type { RepresentationKind } from '../plugin.ts'
import type { Answer } from './answer.ts'
import { apiRoot } from './api-root.ts'
import { withDeadline } from './deadline.ts'
import { downloadTo } from './download.ts'
import { idForPath } from './id.ts'
import {
  currentVersionId,
  findRepresentation,
  listsRepresentations,
  type Representation,
  readRepresentation,
  representationHint,
} from './representation.ts'
import { pause } from './retry.ts'
import { underToken } from './token.ts'
import type { Call, Transport } from './transport.ts'

export interface ContentReaderOptions {
  readonly transport: Transport
  /** Without `/2.0`. */
  readonly apiUrl: string
  readonly fileId: string
  /** Read this version, not the current one; undefined where the event does not name it. */
  readonly versionId: string | undefined
  /** The event's read token. */
  readonly token: FileToken
  /** Largest content and largest representation that is read. */
  readonly maxBytes: number
  /** Longest whole download, all tries included. */
  readonly downloadTimeoutMs: number
  /** Longest wait for a representation that Box is still making. */
  readonly representationTimeoutMs: number
}

/** Reads one file from Box. All failures are coded errors; an abort rejects with the signal's own reason. */
export interface ContentReader {
  /** Writes the content to the path `to`. */
  download(to: string, signal: AbortSignal): Promise<{ readonly bytes: number }>
  /** Waits for a representation and writes it to `to`. False, and no file, where Box has none of this kind. */
  representation(kind: RepresentationKind, to: string, signal: AbortSignal): Promise<boolean>
  /** An address that serves the content without a token for a short while. It grants access: keep it out of logs. */
  downloadUrl(signal: AbortSignal): Promise<string>
}

/** The first wait for a representation; doubles with each further one. */
const firstPollMs = 250
const longestPollMs = 5000

/** Works in any thread; does not load the SDK. */
export function createContentReader(options: ContentReaderOptions): ContentReader {
  const { transport, fileId, versionId, maxBytes, downloadTimeoutMs, representationTimeoutMs } = options
  const file = `${apiRoot(options.apiUrl)}/2.0/files/${idForPath('file id', fileId)}`
  const content = `${file}/content${versionId === undefined ? '' : `?version=${idForPath('version id', versionId)}`}`

  /** Makes a `GET` with the read token, which ends when the token does. */
  const get = <T>(
    url: string,
    signal: AbortSignal,
    send: (call: Call & { readonly signal: AbortSignal }) => Promise<T>,
  ): Promise<T> =>
    underToken(options.token, { direction: 'read', call: `GET ${file}` }, signal, (token, inner) =>
      send({ method: 'GET', url, token, signal: inner }),
    )

  const getJson = (url: string, signal: AbortSignal, headers: Call['headers'] = {}): Promise<Answer> =>
    get(url, signal, (call) => transport.request({ ...call, headers, expect: 'json' }))

  async function fetchTo(url: string, to: string, signal: AbortSignal): Promise<number> {
    const tooLong = () => fail('SKR_FILE_DOWNLOAD_TIMEOUT', { fileId, ms: downloadTimeoutMs })
    return await withDeadline(downloadTimeoutMs, tooLong, signal, (whole) => {
      // A link needs no token: once it is open, it ends with the download alone.
      const open = () =>
        get(url, whole, (call) => transport.open({ ...call, signal: AbortSignal.any([whole, call.signal]) }))
      return downloadTo({ fileId, to, maxBytes, signal: whole, open })
    })
  }

  async function find(kind: RepresentationKind, signal: AbortSignal): Promise<Representation | undefined> {
    const url = `${file}?fields=representations,file_version`
    const { json } = await getJson(url, signal, { 'x-rep-hints': representationHint(kind) })
    if (!listsRepresentations(json))
      throw fail('SKR_BOX_BAD_ANSWER', { call: `GET ${file}`, reason: 'it lists no representations' })
    const current = currentVersionId(json)
    if (versionId !== undefined && current !== undefined && current !== versionId)
      throw fail('SKR_FILE_CHANGED', { fileId })
    return findRepresentation(json, kind)
  }

  /** Where the representation can be read, once it is ready; undefined where there is none. */
  async function awaitReady(
    listed: Representation | undefined,
    kind: RepresentationKind,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    let found = listed
    // `none` means that nobody has asked for it so far: asking at its info URL has Box make it.
    let isAsked = false
    for (let waitMs = firstPollMs; ; waitMs = Math.min(waitMs * 2, longestPollMs)) {
      if (found?.contentUrl === undefined) return undefined
      if (found.state === 'success' || found.state === 'viewable') return found.contentUrl
      const isComing = found.state === 'pending' || (found.state === 'none' && !isAsked)
      if (!isComing || found.infoUrl === undefined) return undefined
      if (isAsked || found.state === 'pending') await pause(waitMs, signal)
      isAsked = true
      const { json } = await getJson(found.infoUrl, signal)
      // The answer may leave out the addresses that the list gave.
      const { state, infoUrl, contentUrl } = readRepresentation(json, kind)
      if (state === undefined)
        throw fail('SKR_BOX_BAD_ANSWER', { call: `GET ${file}`, reason: 'it holds no state' })
      found = { state, infoUrl: infoUrl ?? found.infoUrl, contentUrl: contentUrl ?? found.contentUrl }
    }
  }

  return {
    async download(to, signal) {
      return { bytes: await fetchTo(content, to, signal) }
    },
    async representation(kind, to, signal) {
      const ms = representationTimeoutMs
      const notReady = () => fail('SKR_FILE_REPRESENTATION_NOT_READY', { kind, fileId, ms })
      // Box lists representations that it then answers 404 for. The list has shown that the file itself is there.
      const url = await withDeadline(ms, notReady, signal, async (inner) => {
        const listed = await find(kind, inner)
        return await awaitReady(listed, kind, inner).catch(undefinedIfMissing)
      })
      if (url === undefined) return false
      const bytes = await fetchTo(url, to, signal).catch(undefinedIfMissing)
      return bytes !== undefined
    },
    async downloadUrl(signal) {
      const { headers } = await get(content, signal, (call) =>
        transport.request({ ...call, expect: 'redirect' }),
      )
      if (headers.location !== undefined) return headers.location
      throw fail('SKR_BOX_BAD_ANSWER', { call: `GET ${file}/content`, reason: 'it leads to no content' })
    },
  }
}

/** For `catch`: what Box answers 404 to is not there; every other error stays one. */
function undefinedIfMissing(error: unknown): undefined {
  if (!isRunnerError(error, 'SKR_BOX_NOT_FOUND')) throw error
  return undefined
}
