import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { apiRoot } from './api-root.ts'
import { createNetworkClient } from './network-client.ts'
import type { Call, Transport } from './transport.ts'

export interface BoxCall {
  readonly method: Call['method']
  /** From `/2.0` on; ids in it are encoded by the caller. */
  readonly path: string
  readonly token: string
  /** JSON, sent as it is. */
  readonly json?: string
  readonly contentType?: 'application/json' | 'application/json-patch+json'
  readonly signal: AbortSignal
}

export interface BoxAnswer {
  readonly status: number
  /** The body as it came. JSON where there is one; Box's numbers and unknown fields survive in it to the byte. */
  readonly text: string
}

/** Calls of Box's API through Box's own SDK, as raw JSON: its typed calls for skill cards lose fields. Main thread only. */
export interface BoxApi {
  /** Loads the SDK, which takes up to a second of the processor; else the first call does. */
  load(): Promise<void>
  /** Throws coded errors (`SKR_BOX_…`). */
  call(call: BoxCall): Promise<BoxAnswer>
}

/** @param apiUrl Without `/2.0`. */
export function createBoxApi({ apiUrl, transport }: { apiUrl: string; transport: Transport }): BoxApi {
  let loading: ReturnType<typeof loadSdk> | undefined
  const base = apiRoot(apiUrl)

  async function loadSdk() {
    const [{ BoxClient, BoxDeveloperTokenAuth }, { BaseUrls, NetworkSession }] = await Promise.all([
      import('box-node-sdk'),
      import('box-node-sdk/networking'),
    ])
    const networkSession = new NetworkSession({
      baseUrls: new BaseUrls({ baseUrl: base }),
      networkClient: createNetworkClient(transport),
    })
    // Every event has tokens of its own, so each call brings its authentication; the client's is never used.
    const client = new BoxClient({ auth: new BoxDeveloperTokenAuth({ token: '' }), networkSession })
    return { client, networkSession, authFor: (token: string) => new BoxDeveloperTokenAuth({ token }) }
  }

  const sdk = () => {
    loading ??= loadSdk()
    return loading
  }

  return {
    async load() {
      await sdk()
    },
    async call({ method, path, token, json, contentType = 'application/json', signal }) {
      const { client, networkSession, authFor } = await sdk()
      const { status, content } = await client.makeRequest({
        method,
        url: `${base}${path}`,
        auth: authFor(token),
        networkSession: networkSession.withNetworkClient(createNetworkClient(transport, signal)),
        // As a stream, since `data` would be made into JSON anew.
        ...(json === undefined ? {} : { fileStream: Readable.from([Buffer.from(json)]), contentType }),
        responseFormat: 'json',
      })
      return { status, text: content === undefined ? '' : await text(content) }
    },
  }
}
