import type { FastifyInstance } from 'fastify'
import { addCardCalls } from './api-cards.ts'
import type { ApiContext } from './api-context.ts'
import { addFileCalls } from './api-files.ts'
import { addFolderCalls } from './api-folders.ts'
import { addRepresentationCalls } from './api-representations.ts'
import { addUploadCalls } from './api-upload.ts'

/** Adds all calls that the sandbox knows to `server`. */
export async function addApi(server: FastifyInstance, context: ApiContext): Promise<void> {
  addFileCalls(server, context)
  addFolderCalls(server, context)
  addCardCalls(server, context)
  addRepresentationCalls(server, context)
  await addUploadCalls(server, context)
}
