import { defineErrors } from '../spec.ts'

/** Errors of reading the uploaded file. */
export const fileErrors = defineErrors({
  SKR_FILE_TOO_LARGE: {
    message: 'The file has {size} bytes; at most {limit} are read.',
    why: 'A limit keeps one file from using up the disk, the memory or the time of the runner.',
    fix: 'Raise "files.maxFileBytes", or "maxFileBytes" of the route, if files of this size should be processed.',
  },
})
