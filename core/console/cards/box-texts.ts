/** The English texts of Box's web app (box-ui-elements, `i18n`), as far as its Skills sidebar shows them. */

const unknownError = 'Something went wrong with running this skill or fetching its data.'

/** For these codes Box shows its own text and ignores the message of the card. */
const statusTexts: ReadonlyMap<string, string> = new Map([
  [
    'skills_invalid_file_size_error',
    'We’re sorry, no skills information was found. This file size is currently not supported.',
  ],
  [
    'skills_invalid_file_format_error',
    'We’re sorry, no skills information was found. This file extension is currently not supported.',
  ],
  ['skills_external_auth_error', unknownError],
  ['skills_billing_error', unknownError],
  ['skills_invocations_error', unknownError],
  ['skills_unknown_error', unknownError],
  ['skills_file_processing_error', 'We’re sorry, something went wrong with processing the file.'],
  ['skills_pending_status', 'We’re working on processing your file - please hold!'],
  ['skills_invoked_status', 'We’re preparing to process your file - please hold!'],
])

/** For these codes Box shows its own word and ignores the message of the title. */
const titleTexts: ReadonlyMap<string, string> = new Map([
  ['skills_faces', 'Faces'],
  ['skills_transcript', 'Transcript'],
  ['skills_topics', 'Topics'],
  ['skills_status', 'Status'],
  ['skills_error', 'Error'],
])

const titlesByType: ReadonlyMap<string, string> = new Map([
  ['keyword', 'Topics'],
  ['transcript', 'Transcript'],
  ['status', 'Status'],
])

/** Shown by a card whose list of entries is empty. */
export const nothingFoundText = 'We’re sorry, no skills information was found.'

/** What a status card says, and whether Box put it there in place of the message. */
export function statusText(code: string, message: string): { text: string; ofBox: boolean } {
  const text = statusTexts.get(code)
  if (text !== undefined) return { text, ofBox: true }
  return message === '' ? { text: unknownError, ofBox: true } : { text: message, ofBox: false }
}

/** The title over a card. */
export function titleText(code: string, message: string, cardType: string): string {
  return titleTexts.get(code) ?? (message || (titlesByType.get(cardType) ?? 'Skill Card'))
}
