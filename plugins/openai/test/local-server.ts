import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest'
import { type OpenAiOutcome, type OpenAiRun, runOpenAi, type TestFile } from './run-openai.ts'
import { type Answers, type OpenAiServer, startOpenAi } from './server.ts'

/** A server for the tests of one file, and the plugin run against it. */
export interface LocalServer extends Pick<OpenAiServer, 'baseURL' | 'chats'> {
  /** What it answers from now on. */
  answers: Answers
  run(file: TestFile, options?: object, more?: OpenAiRun): Promise<OpenAiOutcome>
}

/** Starts the server before the tests of a file, grants the plugin its key for each, and stops it after them. */
export function useLocalServer(): LocalServer {
  let server: OpenAiServer
  const local: LocalServer = {
    answers: {},
    get baseURL() {
      return server.baseURL
    },
    get chats() {
      return server.chats
    },
    run: (file, options = {}, more = {}) => runOpenAi(file, { baseURL: server.baseURL, ...options }, more),
  }
  beforeAll(async () => {
    server = await startOpenAi(() => local.answers)
  })
  afterAll(() => server.close())
  beforeEach(() => vi.stubEnv('OPENAI_API_KEY', 'sk-made-up'))
  afterEach(() => vi.unstubAllEnvs())
  return local
}
