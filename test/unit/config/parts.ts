/** Files with one part that a test is about, on the second line, and the rest good with the environment `{ KEY: goodKey }`. */

const keys = `"box":{"signatureKeys":{"primary":"\${KEY}"}}`
const plugins = '"plugins":{"words":{"use":"x"}}'
const routes = '"routes":[{"extensions":["txt"],"plugins":["words"]}]'

export function withSection(section: string): string {
  return `{${keys},${plugins},${routes},\n${section}}`
}

export function withBox(content: string): string {
  return `{${plugins},${routes},\n"box":{${content}}}`
}

export function withPlugins(content: string): string {
  return `{${keys},${routes},\n"plugins":{${content}}}`
}

export function withRoutes(content: string): string {
  return `{${keys},${plugins},\n"routes":[${content}]}`
}
