import { defineErrors } from '../spec.ts'

/** Errors of reading the uploaded file. */
export const fileErrors = defineErrors({
  SKR_FILE_TOO_LARGE: {
    message: 'The file has {size} bytes; at most {limit} are read.',
    why: 'A limit keeps one file from using up the disk, the memory or the time of the runner.',
    fix: 'Raise "files.maxFileBytes", or "maxFileBytes" of the route, if files of this size should be processed.',
  },
  SKR_FILE_DOWNLOAD_TIMEOUT: {
    message: 'The download of file {fileId} was not complete after {ms} ms.',
    why: 'A download that never ends would hold a thread for ever.',
    fix: 'Nothing, if it passes: it is tried again. For large files on a slow line, raise "files.downloadTimeoutMs".',
    retryable: true,
  },
  SKR_FILE_NOT_STORED: {
    message: 'File {fileId} could not be written to the disk ({reason}).',
    why: 'Content is kept in a temporary file while plugins work on it.',
    fix: 'Make room on the disk, and check that the runner may write to "files.tempDir".',
    retryable: true,
  },
  SKR_FILE_REPRESENTATION_NOT_READY: {
    message: 'The {kind} representation of file {fileId} was not ready after {ms} ms.',
    why: 'Box makes representations after the upload, and large files take long.',
    fix: 'Nothing: it is tried again later. If it happens often, raise "files.representationTimeoutMs".',
    retryable: true,
  },
  SKR_FILE_CHANGED: {
    message: 'File {fileId} has a newer version than the one of the event.',
    why: 'Box makes representations of the current version only; they would not belong to the version of the event.',
    fix: 'Nothing: the newer version has an event of its own.',
  },
  SKR_FILE_UNKNOWN_ENCODING: {
    message: '"{encoding}" is not a known text encoding.',
    why: 'Text is decoded by the labels of the WHATWG Encoding Standard, such as "utf-8", "shift_jis" or "windows-1252".',
    fix: 'Use such a label in file.text({ encoding }), or leave it out to have the encoding found out.',
  },
  SKR_FILE_TEMP_NOT_WRITABLE: {
    message: 'The folder for temporary files cannot be used: {detail}',
    why: 'Content is kept in temporary files while plugins work on it.',
    fix: 'Check that "files.tempDir" names a folder that the runner may write to, and that the disk has room.',
    retryable: true,
  },
  SKR_FILE_URL_NOT_ALLOWED: {
    message: 'The plugin "{plugin}" asked for the download URL of the file, which it may not have.',
    why: 'Whoever has that URL can read the file for a while, so an operator has to allow it for each plugin.',
    fix: 'Set "downloadUrl": true for this plugin if it hands the URL to a service that you trust with the file.',
  },
  SKR_FILE_URL_LOCAL: {
    message: 'A local file has no download URL.',
    why: 'This run reads a file of this machine, and not one in Box.',
    fix: 'Try the plugin under `skill-runner dev`, where the sandbox serves the file.',
  },
})
