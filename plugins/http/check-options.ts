import { addressIn } from './address.ts'
import { compile } from './expression.ts'
import type { Options } from './options.ts'
import { checkPlaceholders } from './placeholders.ts'

/**
 * Finds what the schema cannot: placeholders that stand for nothing, secrets and addresses that are none, expressions that do
 * not parse. So a mistake shows with the first file, before anything is sent.
 *
 * @throws `SkillError` that names the option.
 */
export async function checkOptions({
  url,
  origins,
  headers,
  fields,
  json,
  send,
  cards,
  poll,
}: Options): Promise<void> {
  checkPlaceholders('url', url)
  // With placeholders it is known for each file only.
  if (!url.includes('{{')) addressIn('url', url)
  for (const origin of origins) addressIn('origins', origin)
  for (const [name, template] of Object.entries(headers)) checkPlaceholders(`headers.${name}`, template)
  if (send === 'multipart')
    for (const [name, template] of Object.entries(fields)) checkPlaceholders(`fields.${name}`, template)
  if (send === 'json') for (const template of textsIn(json)) checkPlaceholders('json', template, true)
  await compile('cards', cards)
  for (const name of ['url', 'done', 'failed', 'result'] as const) {
    const text = poll[name]
    if (text !== undefined) await compile(`poll.${name}`, text)
  }
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsIn)
}
