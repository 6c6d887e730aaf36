const number = String.raw`[\d０-９]{1,3}(?:[ \u00a0\u202f,.'’][\d０-９]{3}){1,6}(?:[.,]\d{1,2})?|[\d０-９]+(?:[.,]\d{1,2})?`
const scale = String.raw`(?:[  ]?(?:thousand|million|billion|trillion|millions|milliards?|Tausend|Tsd\.?|Millionen|Million|Milliarden|Milliarde|Mio\.?|Mrd\.?|mil millones|millones|millón|milioni|milione|miliardi|miliardo|mila|milhões|milhão|bilhões|bilhão|mil milhões|mil|mln|bn|[mk]\b|[万萬亿億만억千兆]+))`
const symbol = String.raw`(?:US|A|C|HK|NZ|S|R)?\$|[€£¥₩₹₽₺₴₫฿₪]`
const code = String.raw`\b(?:USD|EUR|GBP|JPY|CHF|CNY|RMB|AUD|CAD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|INR|KRW|BRL|MXN|ZAR|SGD|HKD|TRY|UAH|ILS|THB)\b`
const unit = String.raw`(?:U\.?S\.? )?(?:dollars?|euros?|pounds(?: sterling)?|yen|yuan|francs?|rupees?|pesos?|reais|dólares|dollari|soles|Dollar|Euro|Franken|Pfund)\b|[円元圓원]`

const amount = new RegExp(
  [
    `(?:${symbol}|${code}) ?(?:${number})${scale}?`,
    `(?<![\\d.,])(?:${number})(?:${scale}(?:[\\d０-９]+${scale}?){0,3})?(?:[ \\u00a0\\u202f]?|[ \\u00a0](?:de |di |d['’]))(?:${symbol}|${code}|${unit})`,
  ].join('|'),
  'gu',
)

/** The amounts of money in a text, as they stand there. */
export function findAmounts(text: string): string[] {
  const found = Array.from(text.matchAll(amount), ([match]) => match.replace(/\s+/g, ' ').trim())
  // A table tends to shorten what a sentence writes out.
  const written = new Set(found)
  return found.map((match) => {
    const whole = match.replace(/ ?m$/, ' million')
    return written.has(whole) ? whole : match
  })
}
