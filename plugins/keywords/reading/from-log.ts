/** What happened, as a log tells it, without times, levels, addresses, ids and numbers of processes. */
export function textOfLog(source: string): string {
  return source
    .replace(/\p{Cc}\[[\d;]*m/gu, '')
    .replace(
      /\[?\d{4}[-/]\d\d[-/]\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:[.,]\d+)?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?)?\]?/g,
      ' ',
    )
    .replace(/\[?\b\d{1,2}\/[A-Z][a-z]{2}\/\d{4}(?::\d\d){3} [+-]\d{4}\]?/g, ' ')
    .replace(/^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d/gm, ' ')
    .replace(/\b\d\d:\d\d:\d\d(?:[.,]\d+)?\b/g, ' ')
    .replace(/\b[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\b/gi, ' ')
    .replace(/\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/g, ' ')
    .replace(/\b(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL)\b:?/g, '\n')
    .replace(/\[\d+\]:?/g, '\n')
}
